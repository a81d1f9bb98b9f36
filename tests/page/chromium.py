"""Headless Chromium over its own pipe: one process, no driver, no port, and nothing outside is asked for."""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

import pytest

REQUIRED = "TRACKERBRIDGE_REQUIRE_CHROMIUM"
"""Where this variable is set (CI), a missing browser fails the test instead of skipping it."""

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-pipe",
)  # fmt: skip
_ANSWERED_IN = 30.0


def found() -> str:
    """The browser's path; the test that asks is skipped, or fails where one is required, if there is none."""
    paths = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next(filter(None, paths), "") or absent("there is no Chromium here (Debian: apt-get install chromium)")


def absent(what: str) -> NoReturn:
    """Skip the test that needs this, with the reason; where a browser is required, fail it."""
    why = f"{what}, so the page was not looked at in a browser"
    if os.environ.get(REQUIRED):
        pytest.fail(f"{why}; {REQUIRED} is set")
    pytest.skip(why)


class Chromium:
    """A browser with one empty tab. Use it as a context manager."""

    def __init__(self, path: str) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        self._ask, to_browser = os.pipe()
        from_browser, self._tell = os.pipe()
        self._numbers = itertools.count(1)
        self._seen = b""
        self.asked: list[str] = []  # every address that was asked for
        self._to, self._from, self._tab = to_browser, from_browser, ""
        command = [path, *_FLAGS, f"--user-data-dir={self._home.name}", "about:blank"]
        # The browser reads its commands from descriptor 3 and writes its answers to 4.
        shell = f'exec "$@" 3<&{self._ask} 4>&{self._tell}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, "bash", *command], pass_fds=(self._ask, self._tell),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": self._home.name},
        )  # fmt: skip
        os.close(self._ask)
        os.close(self._tell)
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._tab = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.send(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._to)
        os.close(self._from)
        self._process.kill()
        self._process.wait()
        self._home.cleanup()

    def send(self, method: str, **params: Any) -> Any:
        """Ask, and wait for the answer; what the browser tells meanwhile of its requests is kept."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._tab:
            message["sessionId"] = self._tab
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("method") == "Network.requestWillBeSent":
                self.asked.append(heard["params"]["request"]["url"])
            if heard.get("id") == number:
                if "error" in heard:
                    raise AssertionError(f"{method}: {heard['error']}")
                return heard["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._seen:
            ready, _, _ = select.select([self._from], [], [], _ANSWERED_IN)
            if not ready or not (piece := os.read(self._from, 1 << 20)):
                raise AssertionError("Chromium has gone, or does not answer")
            self._seen += piece
        one, _, self._seen = self._seen.partition(b"\0")
        heard: dict[str, Any] = json.loads(one)
        return heard

    def open(self, page: Path, *, width: int = 1200, dark: bool = False) -> None:
        """Show a file, in a window of this width."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media="", features=[scheme])
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500
        )
        self.send("Page.navigate", url=page.as_uri())
        self.run("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))")

    def run(self, script: str) -> Any:
        """What a script says about the page (from outside of it: the page's own policy allows none)."""
        heard = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in heard, heard["exceptionDetails"]
        return heard["result"].get("value")

    def picture(self, **more: Any) -> bytes:
        """The whole page as PNG."""
        size: Mapping[str, float] = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        heard = self.send("Page.captureScreenshot", captureBeyondViewport=True, clip=clip, **more)
        return base64.b64decode(heard["data"])

    def paper(self) -> bytes:
        """The page as PDF, on A4."""
        heard = self.send("Page.printToPDF", printBackground=False, paperWidth=8.27, paperHeight=11.69)
        return base64.b64decode(heard["data"])
