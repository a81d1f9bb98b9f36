"""The pictures of docs/engagement.md: ``python -m tests.engagement.pictures`` plays the story (Chromium, pngquant).

Each shows the client's board as the sandbox's page does, at the width of a desk's screen.
"""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from tests.engagement.played import engagement
from tests.engagement.script import moment_of, weeks
from tests.flows.office import CLIENT_BOARD

IMAGES = Path(__file__).parents[2] / "docs" / "images"
MOMENTS = {  # and the cards that are open there, by the beginning of their titles
    "7 Sep 10:00": ("engagement-week-1.png", ("Everything",)),
    "29 Sep 10:30": ("engagement-week-4.png", ("1 date has", "Texts", "A map")),
    "5 Oct 15:00": ("engagement-week-5.png", ("On track", "Your choice: Gift", "Reception")),
    "19 Oct 11:30": ("engagement-week-7.png", ("Guests", "The first page")),
}
WIDTH, HEIGHT = 2570, 1000
_CARD = re.compile(r'<details class="card"[^>]*>(?=\s*<summary>.*?<h3[^>]*>\s*([^<]*))', re.DOTALL)


def main() -> None:
    """Play the story on Jira and Trello, and stop for a picture."""
    wanted = {moment_of(moment): picture for moment, picture in MOMENTS.items()}
    with TemporaryDirectory() as folder, engagement(Path(folder), "Jira", "Trello", "en") as played:
        for week in weeks():
            for step in week.steps:
                played.act(step)
                if step.at in wanted and step.who in ("office", "manager"):
                    page = requests.get(f"{played.office.sandbox.url}/b/{CLIENT_BOARD}", timeout=10).text
                    name, opened = wanted[step.at]
                    _take(_CARD.sub(lambda card, opened=opened: _opened(card, opened), page), name)


def _opened(card: re.Match[str], titles: tuple[str, ...]) -> str:
    return f'<details class="card"{" open" if html.unescape(card[1]).startswith(titles) else ""}>'


def _take(page: str, name: str) -> None:
    with TemporaryDirectory() as folder:
        shown = Path(folder) / "board.html"
        shown.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={IMAGES / name}", shown.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip
    subprocess.run(["pngquant", "--force", "--output", IMAGES / name, "64", IMAGES / name], check=True)
    print(f"docs/images/{name}: {(IMAGES / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
