"""From ``trackerbridge.toml`` to checked values. Everything that is wrong is said at once, with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trackerbridge import plugins
from trackerbridge.clock import Calendar
from trackerbridge.config.checks import Installed, check_whole
from trackerbridge.config.problems import Problem, problems_of
from trackerbridge.config.schema import Config, FlagsConfig, ProjectConfig, PublishConfig, Settings
from trackerbridge.config.secrets import is_reference, resolve
from trackerbridge.config.toml_lines import Place, key_lines, line_of
from trackerbridge.errors import BadInput, UsageError
from trackerbridge.model.sentence import Sentence

FILE_NAME = "trackerbridge.toml"
VARIABLE = "TRACKERBRIDGE_CONFIG"
_LINE = re.compile(r"^(?P<what>.*?) \(at line (?P<line>\d+), column (?P<column>\d+)\)$")

_QUOTED = re.compile(r"'([^']*)'")
_TUPLE = re.compile(r"\((?:'[^']*',? ?)+\)")  # how Python's parser names a table

FlagsCheck = Callable[[FlagsConfig], object]
"""The flag engine's check of one ``flags`` table (codes, options, profile): raises UsageError for what is wrong."""


def load_config(
    path: Path | None,
    environ: Mapping[str, str],
    *,
    installed: Installed | None = None,
    check_flags: FlagsCheck | None = None,
) -> tuple[Config, Path]:
    """The configuration and the file it came from (its ``parent`` is where relative paths start).

    ``path`` is what ``--config`` said. ``installed`` defaults to what the entry points offer. Raises
    :class:`UsageError` with one ``FILE:LINE: sentence`` per line for everything that is wrong. ``check_flags`` is the
    flag engine's (which rules and options there are); without it only the shape of the ``flags`` tables is checked.
    """
    path = find_config(path, environ)
    text = _text_of(path)
    raw = _parsed(text, path)
    problems = list(check_whole(raw, installed or _installed(environ)))
    problems += _flag_problems(raw, check_flags)
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        problems += problems_of(error)
    if problems:
        raise _complaint(problems, text, path)
    return config, path


def find_config(path: Path | None, environ: Mapping[str, str]) -> Path:
    """Where the configuration is: ``--config``, the environment, this folder, the user's folder. Raises UsageError."""
    if path is not None:
        return _existing(path, "--config")
    named = environ.get(VARIABLE, "")
    if named:
        return _existing(Path(named).expanduser(), VARIABLE)
    import platformdirs  # a third of a hundredth second; most runs are told where it is

    places = (Path(FILE_NAME), platformdirs.user_config_path("trackerbridge") / FILE_NAME)
    for place in places:
        if place.is_file():
            return place
    raise UsageError(
        f"There is no configuration: neither {places[0]} in this folder nor {places[1]}.",
        hint="Copy config/trackerbridge.example.toml here, name one with --config, or audit a file without one: "
        "trackerbridge audit FILE.",
    )


def settings_of(config: Config, folder: Path, names: Sequence[str] = ()) -> list[Settings]:
    """The named projects (all, where none is named) with the file-wide defaults applied, in the order asked for.

    ``folder`` is where the configuration's relative paths start. Raises UsageError for a project that is not there.
    """
    if not config.projects:
        raise UsageError("The configuration has no project.", hint="Add a [projects.NAME] table with its sources.")
    wanted = list(dict.fromkeys(names)) or list(config.projects)
    for name in wanted:
        if name not in config.projects:
            raise _unknown_project(name, config)
    return [_settings(name, config.projects[name], config, folder) for name in wanted]


def boards_of(config: Config, folder: Path, names: Sequence[str] = (), *, exactly: bool = False) -> list[Settings]:
    """As :func:`settings_of`, each project once for every board that it publishes to.

    A further board is called ``NAME/X`` and may be asked for alone; it has a memory of its own (``Settings.name``).
    ``exactly``: a project's name means its first board alone.
    """
    found: dict[str, Settings] = {}
    for name in names or list(config.projects) or ("",):
        base, _, board = name.rpartition("/")
        if base in config.projects and board in config.projects[base].boards and name not in config.projects:
            found[name] = _on_board(_settings(base, config.projects[base], config, folder), board, config)
            continue
        [settings] = settings_of(config, folder, [name])
        further = [] if exactly else [_on_board(settings, each, config) for each in settings.project.boards]
        found |= {each.name: each for each in (settings, *further)}
    return list(found.values())


def _on_board(settings: Settings, board: str, config: Config) -> Settings:
    """The project as this one of its further boards shows it. Team labels are the first board's matter."""
    publish = settings.project.boards[board].model_copy(update={"mark_source": False})
    wording, wording_file = _wording(publish, settings.folder)
    return settings.model_copy(
        update={
            "name": f"{settings.name}/{board}",
            "project": settings.project.model_copy(
                update={"publish": publish, "title": f"{settings.title} ({board})", "boards": {}}
            ),
            "client_language": publish.language or config.language,
            "wording": wording,
            "wording_file": wording_file,
        }
    )


def ledger_address(config: Config, folder: Path, environ: Mapping[str, str]) -> str:
    """The ledger's address as configured, a reference (``env:LEDGER_URL``) resolved; ``Ledger.open`` reads it."""
    url = config.ledger.url
    return resolve(url, what="ledger.url", environ=environ, folder=folder) if is_reference(url) else url


def _settings(name: str, project: ProjectConfig, config: Config, folder: Path) -> Settings:
    zone = project.timezone or config.timezone
    country = config.country if project.country is None else project.country
    published = project.publish.language if project.publish else None
    wording, wording_file = _wording(project.publish, folder)
    return Settings(
        name=name,
        project=project,
        connections=config.connections,
        calendar=Calendar.of(zone, country, project.days_off),
        language=config.language,
        client_language=published or config.language,
        wording=wording,
        wording_file=wording_file,
        folder=folder,
        budget_seconds=config.run.budget_seconds,
    )


def _wording(publish: PublishConfig | None, folder: Path) -> tuple[str, str]:
    """The office's own sentences and what their file is called; empty where it has none."""
    if publish is None or not publish.wording:
        return "", ""
    path = folder / publish.wording
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), publish.wording
    except OSError as error:
        raise BadInput(
            f"The wording file {path} cannot be read: {error.strerror}.", hint="Check publish.wording."
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadInput(
            f"The wording file {path} is not UTF-8 text: line {line} holds what no UTF-8 text has.",
            hint="Save it again as UTF-8.",
        ) from None
    except ValueError:
        raise BadInput("publish.wording names no file.", hint="Write its path, relative to this file.") from None


def _unknown_project(name: str, config: Config) -> UsageError:
    near = get_close_matches(name, config.projects, 1)
    hint = Sentence(
        "{guess}The configuration has: {names}.", names=", ".join(config.projects),
        guess=Sentence('Did you mean "{near}"? ', near=near[0]) if near else "",
    )  # fmt: skip
    return UsageError(Sentence('There is no project named "{name}".', name=name), hint=hint)


def _existing(path: Path, said_by: str) -> Path:
    if path.is_dir():
        raise UsageError(f"{said_by} names {path}, which is a folder.", hint=f"Name the file: {path / FILE_NAME}.")
    if not path.exists():
        raise UsageError(f"{said_by} names {path}, which is not there.", hint="Check the path.")
    return path


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: this is not UTF-8 text.", hint="Save the file as UTF-8.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path} cannot be read: {reason}.", hint="Check its permissions.") from None


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.match(str(error))
        line = int(found["line"]) if found else text.count("\n") + 1
        what = found["what"] if found else str(error).removesuffix(" (at end of document)")
        column = f", column {found['column']}" if found else ", at the end of the file"
        what = _TUPLE.sub(lambda keys: f"[{'.'.join(re.findall(_QUOTED, keys[0]))}]", what)
        sentence = f"{path}:{line}: this is not TOML{column}: {what[:1].lower()}{what[1:]}."
        hint = "Text needs quotes, and every key stands once."
        raise UsageError(sentence, hint=hint) from None


def _installed(environ: Mapping[str, str]) -> Installed:
    return Installed(plugins.connectors(environ).names, plugins.writers(environ).names)


def _flag_problems(raw: Mapping[str, Any], check_flags: FlagsCheck | None) -> list[Problem]:
    """What the flag engine refuses, one key at a time: it stops at the first complaint, and each has its own line."""
    projects = raw.get("projects")
    if check_flags is None or not isinstance(projects, Mapping):
        return []
    return [
        Problem(("projects", name, "flags", *place), complaint)
        for name, project in projects.items()
        if isinstance(project, Mapping) and isinstance(project.get("flags"), Mapping)
        for place, alone in _singly(project["flags"])
        if (complaint := _refusal(alone, check_flags))
    ]


def _singly(flags: Mapping[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Each entry as a table of its own, with its place."""
    for key, value in flags.items():
        if isinstance(value, Mapping) and value:
            yield from (((key, option), {key: {option: setting}}) for option, setting in value.items())
        elif isinstance(value, Mapping) or key == "profile":
            yield (key,), {key: value}
        elif key == "ignore" and isinstance(value, list):
            yield from (((key, number), {key: [entry]}) for number, entry in enumerate(value))


def _refusal(alone: dict[str, Any], check_flags: FlagsCheck) -> str:
    try:
        check_flags(FlagsConfig.model_validate(alone))
    except ValidationError:
        return ""  # pydantic says it, with the rest
    except UsageError as error:
        return str(error)
    return ""


def _complaint(problems: Sequence[Problem], text: str, path: Path) -> UsageError:
    lines = key_lines(text)
    placed = sorted({(line_of(problem.place, lines), problem.text) for problem in problems})
    return UsageError("\n".join(f"{path}:{line}: {sentence}" for line, sentence in placed))
