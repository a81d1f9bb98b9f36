"""The bytes of a page: everything on it, nothing outside of it, and nobody's code."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.page.samples import page

from trackerbridge.page.markdown import rendered, with_mail
from trackerbridge.page.render import render
from trackerbridge.page.values import Page, PageCard, PageList

VOID = {"meta", "circle", "path", "line", "use", "rect", "ellipse", "br"}


class Read(HTMLParser):
    """What a browser would find: tags, addresses, texts; what was opened and never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "data", "srcset")]
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip() and self.open[-1:] != ["style"]:
            self.texts.append(data.strip())


def of(title: str, description: str = "") -> Page:
    return Page(title="x", language="en", lists=(PageList("x", (PageCard(title=title, description=description),)),))


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_a_page_asks_for_nothing_and_runs_nothing(language):
    html = render(page(language))
    found = Read(html)
    assert found.open == []
    assert not {"script", "link", "iframe", "object", "form", "img"} & set(found.tags)
    assert {one for one in found.addresses if not one.startswith("#")} == {
        "https://shop.example/a", "mailto:hello@lumen.example",
    }  # fmt: skip
    assert f'<html lang="{language}">' in html
    assert "Ref. tb" not in html
    assert not re.search(r"\son\w+=|\sstyle=", html)


def test_the_policy_allows_its_own_style_and_nothing_else():
    html = render(page())
    style = html.partition("<style>")[2].partition("</style>")[0]
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{allowed}'" in html
    assert "url(" not in style
    assert "@import" not in style


def test_the_same_page_gives_the_same_bytes():
    assert render(page()) == render(page())


def test_lists_without_cards_are_left_out_and_an_empty_page_says_so():
    assert "Empty" not in Read(render(page())).texts
    assert "There is nothing here yet." in render(Page(title="x", language="en", lists=(PageList("Empty"),)))


def test_a_picture_is_drawn_once_and_one_of_a_persons_own_is_not():
    joyful = page().lists[3].cards[0]
    html = render(replace(page(), lists=(PageList("Done", (joyful, joyful, page().lists[3].cards[1])),)))
    assert html.count('<symbol id="monkeys-early"') == 1
    assert html.count('<use href="#monkeys-early"') == 2
    assert "person" not in html


def test_a_date_is_told_by_words_to_whoever_does_not_see_the_sign():
    html = render(page())
    assert '<span class="unseen">Date: </span><time datetime="2026-12-07">7\u00a0December</time>' in html
    assert '<li class="done"><span aria-hidden="true">✓ </span>Ready</li>' in html


@pytest.mark.parametrize("text", ["<img src=x>", "![x](http://a.example/x.png)", "[x](javascript:alert(1))"])
def test_a_description_brings_no_picture_and_no_code(text):
    found = Read(str(rendered(text)))
    assert "img" not in found.tags
    assert "javascript" not in [link.partition(":")[0] for link in found.addresses]


def test_a_title_stays_text_and_a_heading_in_a_text_stays_below_it():
    html = render(of("<script>alert(1)</script>", "# Big\n\nSmall"))
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<h4>Big</h4>" in html


def test_a_choice_is_told_by_words_to_whoever_does_not_see_its_box():
    html = render(page())
    assert '<li><span aria-hidden="true">☑ </span>One<span class="unseen"> (ticked)</span></li>' in html
    assert '<li><span aria-hidden="true">☐ </span>Two &lt;i&gt;</li>' in html


def test_how_to_answer_is_said_where_one_can_only_read():
    said = Read(render(page())).texts
    assert "How to answer us" in said
    assert "Contact: Irina Rusu," in said
    assert "How to answer us" not in render(replace(page(), answers=None))


def test_an_address_in_a_line_can_be_followed_and_nothing_else_in_it_is_markup():
    assert str(with_mail("<b> a@b.example, ok")) == ('&lt;b&gt; <a href="mailto:a@b.example">a@b.example</a>, ok')
