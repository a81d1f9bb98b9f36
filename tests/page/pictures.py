"""The pictures of README and how-to/html-page.md: ``python -m tests.page.pictures CONFIG PORT`` (Chromium, pngquant).

CONFIG and PORT are those that ``trackerbridge demo --serve`` prints; give it the environment that it prints, too.
The pictures of docs/engagement.md are made by ``python -m tests.engagement.pictures``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from trackerbridge.cli.root import cli

IMAGES = Path(__file__).parents[2] / "docs" / "images"
NOW = "2026-11-18T10:00"


def main(config: Path, port: str) -> None:
    """Write audit.png, board.png and page.png anew."""
    with TemporaryDirectory() as own:
        audit, page = Path(own) / "audit.html", Path(own) / "page.html"
        for command, shown in (("audit", audit), ("preview", page)):
            words = ["--config", str(config), "--now", NOW, "-q", command, "kettle", "--format", "html"]
            cli.main([*words, "--output", str(shown)], standalone_mode=False)
        _take(audit.as_uri(), "audit.png", 1000, 909)
        _take(f"http://127.0.0.1:{port}/b/kettleCl", "board.png", 1200, 833)
        _take(page.as_uri(), "page.png", 1100, 2000)


def _take(address: str, name: str, width: int, height: int) -> None:
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--window-size={width},{height}", f"--screenshot={IMAGES / name}", address,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    subprocess.run(["pngquant", "--force", "--output", IMAGES / name, "128", IMAGES / name], check=True)
    print(f"docs/images/{name}: {(IMAGES / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
