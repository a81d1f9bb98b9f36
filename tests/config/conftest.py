"""A way to write a configuration and to read what is said about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from trackerbridge.config.checks import Installed
from trackerbridge.config.load import load_config
from trackerbridge.config.schema import Config
from trackerbridge.errors import UsageError

INSTALLED = Installed(connectors=("files", "jira", "memory", "trello"), writers=("memory", "trello"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "trackerbridge.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(write) -> Callable[[str], Config]:
    return lambda text: load_config(write(text), {}, installed=INSTALLED)[0]


@pytest.fixture
def complaints(write) -> Callable[..., str]:
    """What loading says, with the folder taken out of the paths."""

    def complaints(text: str, **how) -> str:
        path = write(text)
        with pytest.raises(UsageError) as caught:
            load_config(path, {}, installed=INSTALLED, **how)
        return str(caught.value).replace(f"{path.parent}/", "")

    return complaints
