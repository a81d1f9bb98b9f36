"""The page in headless Chromium: accessible by axe-core, as wide as the screen, light and dark, asking for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from tests.page.chromium import Chromium, absent, found
from tests.page.samples import page

from trackerbridge.page.render import render
from trackerbridge.page.values import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST = 320  # CSS pixels: what WCAG 1.4.10 asks for; a small phone, or a screen at 400 %


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core's script, from a package that brings it along."""
    try:
        path = distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")
    except PackageNotFoundError:
        absent("axe-core is not installed (make installs constraints-axe.txt)")
    return Path(str(path)).read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium(found()) as opened:
        yield opened


@pytest.fixture
def opened(browser: Chromium, tmp_path: Path) -> Callable[..., Chromium]:
    def open_page(shown: Page, **how: Any) -> Chromium:
        file = tmp_path / "page.html"
        file.write_text(render(shown), encoding="utf-8")
        browser.asked.clear()
        browser.open(file, **how)
        return browser

    return open_page


@pytest.mark.parametrize(
    ("language", "how"),
    [("en", {}), ("en", {"dark": True}), ("ru", {"width": 360}), ("ro", {"width": 360, "dark": True})],
    ids=["en light", "en dark", "ru phone", "ro phone dark"],
)
def test_axe_finds_nothing_to_mend(opened, axe, language, how):
    heard = looked(opened(page(language), **how), axe)
    told = [
        f"{rule['id']} ({rule['impact']}): {node['html'][:150]} — {node['failureSummary']}"
        for rule in heard["violations"]
        for node in rule["nodes"]
    ]
    assert told == []
    assert {"color-contrast", "svg-img-alt", "heading-order", "html-has-lang"} <= {
        rule["id"] for rule in heard["passes"]
    }


def test_axe_would_say_so(opened, axe):
    browser = opened(page())
    browser.run("document.documentElement.removeAttribute('lang'); document.querySelector('h2').style.color = '#ddd'")
    assert {rule["id"] for rule in looked(browser, axe)["violations"]} == {"color-contrast", "html-has-lang"}


def looked(browser: Chromium, axe: str) -> Any:
    """What axe says of the page that is open."""
    browser.run(axe)
    return browser.run(f"axe.run(document, {{runOnly: {TAGS}, resultTypes: ['violations']}})")


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_a_small_screen_needs_no_scrolling_sideways(opened, language):
    browser = opened(page(language), width=SMALLEST)
    assert browser.run("document.documentElement.scrollWidth") == SMALLEST
    wide = (
        "[...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
    )
    assert browser.run(f"{wide}.map(each => each.outerHTML)") == []


def test_it_asks_for_nothing_and_its_own_style_is_the_only_one_that_counts(opened):
    browser = opened(page())
    assert [one for one in browser.asked if not one.startswith("file:")] == []
    assert len(browser.asked) == 1
    assert browser.run("getComputedStyle(document.querySelector('.card')).borderRadius") == "12px"
    browser.run(
        "document.head.append(Object.assign(document.createElement('style'), {textContent: 'h1 {color: red}'}))"
    )
    assert browser.run("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"


def test_light_is_light_dark_is_dark_and_paper_is_white(opened):
    background = "getComputedStyle(document.body).backgroundColor"
    light, dark = (
        [int(part) for part in re.findall(r"\d+", opened(page(), dark=one).run(background))] for one in (False, True)
    )
    assert min(light) > 200
    assert max(dark) < 60
    paper = opened(page()).paper()
    assert paper.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
