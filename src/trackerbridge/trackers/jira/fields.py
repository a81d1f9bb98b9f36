"""Which of a site's custom fields is what: by type, since ids differ per site (API-FACTS 1.3); and their text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.jira.texts import plain
from trackerbridge.trackers.jira.values import is_dc_sprint
from trackerbridge.trackers.values import objects, part, text, unique


class Role(StrEnum):
    """What a custom field is for."""

    SPRINT = "sprint"
    EPIC = "epic"
    PARENT = "parent"
    POINTS = "points"
    START = "start"
    FLAGGED = "flagged"
    RANK = "rank"
    NOISE = "noise"  # made by Jira for Jira: never text for people


_AGILE = "com.pyxis.greenhopper.jira:"
_PLANS = "com.atlassian.jpo:"
_BY_TYPE = {
    f"{_AGILE}gh-sprint": Role.SPRINT,
    f"{_AGILE}gh-epic-link": Role.EPIC,
    f"{_AGILE}gh-lexo-rank": Role.RANK,
    f"{_AGILE}jsw-story-points": Role.POINTS,
    f"{_PLANS}jpo-custom-field-parent": Role.PARENT,
    f"{_PLANS}jpo-custom-field-baseline-start": Role.START,
}
_AREA = ":textarea"
_NOISE = (
    _AGILE,
    "com.atlassian.jira.plugins.jira-development",
    "com.atlassian.jira.ext.charting",
    "com.atlassian.servicedesk:vp-",
)
_BY_NAME: Mapping[tuple[str, str], Role] = {
    **{
        ("number", name): Role.POINTS
        for name in ("story points", "story point estimate", "стори поинты", "story point")
    },
    **{("date", name): Role.START for name in ("start date", "дата начала", "data de inceput", "data începerii")},
    **{("array", name): Role.FLAGGED for name in ("flagged", "помечено", "флаг", "marcat")},
}
_BY_NAME_ALONE = {
    **{name: role for (_, name), role in _BY_NAME.items()},
    "sprint": Role.SPRINT,
    "epic link": Role.EPIC,
    "rank": Role.RANK,
}


@dataclass(frozen=True)
class Fields:
    """The custom fields of one site: ids by role, and names by id."""

    roles: Mapping[str, Role] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    areas: frozenset[str] = frozenset()  # fields of formatted text

    @classmethod
    def of(cls, definitions: Iterable[Mapping[str, Any]]) -> Fields:
        """From ``GET /field``."""
        custom = {text(item.get("id")): item for item in definitions if _is_custom(text(item.get("id")))}
        names = {key: text(item.get("name")) for key, item in custom.items()}
        roles = {key: role for key, item in custom.items() if (role := _role(item, names[key]))}
        areas = frozenset(key for key, item in custom.items() if text(part(item, "schema", "custom")).endswith(_AREA))
        return cls(MappingProxyType(roles), MappingProxyType(names), areas)

    @classmethod
    def of_answer(cls, page: Mapping[str, Any]) -> Fields:
        """From a search answer or a file that was asked for ``expand=names,schema``; empty where it has neither."""
        names, schemas = part(page, "names"), part(page, "schema")
        if not isinstance(names, Mapping):
            return cls()
        return cls.of({"id": key, "name": name, "schema": part(schemas, key)} for key, name in names.items())

    @classmethod
    def of_histories(cls, issues: Iterable[Mapping[str, Any]]) -> Fields:
        """From what histories call the fields that changed, for files that define none: what they are for, no more."""
        entries = (entry for issue in issues for entry in objects(part(issue, "changelog", "histories")))
        items = [item for entry in entries for item in objects(entry.get("items"))]
        called = {text(item.get("fieldId")): text(item.get("field")).strip().casefold() for item in items}
        roles = {
            key: _BY_NAME_ALONE[name] for key, name in called.items() if _is_custom(key) and name in _BY_NAME_ALONE
        }
        return cls(MappingProxyType(roles))

    @cached_property
    def _by_role(self) -> Mapping[Role, tuple[str, ...]]:
        return {role: self.ids(role) for role in Role}

    @cached_property
    def _worded(self) -> Mapping[str, tuple[int, str]]:
        """Fields of no role: their place among all and their names."""
        return {key: (place, name) for place, (key, name) in enumerate(self.names.items()) if key not in self.roles}

    def ids(self, *roles: Role) -> tuple[str, ...]:
        """The fields of these roles."""
        return tuple(key for key, role in self.roles.items() if role in roles)

    def called(self, name: str) -> tuple[str, ...]:
        """The custom fields of this name and of no role, whatever their case: Jira allows several."""
        wanted = name.strip().casefold()
        named = (key for key, own in self.names.items() if own.strip().casefold() == wanted)
        return tuple(key for key in named if key not in self.roles)

    def first(self, fields: Mapping[str, Any], role: Role) -> Any:
        """The value that an issue has in this role, or None: a site may have several fields for it."""
        for key in self._by_role[role]:
            value = fields.get(key)
            if value not in (None, "", []):
                return value
        return None

    def sprints(self, fields: Mapping[str, Any]) -> Any:
        """The sprint field's value, found by its looks where nothing tells the fields' types."""
        known = self.first(fields, Role.SPRINT)
        return known if known is not None else next(filter(is_dc_sprint, fields.values()), None)

    def texts(self, fields: Mapping[str, Any], people: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
        """Custom fields of an issue by name, as text; dates stay ISO. The first of several of one name that is set."""
        seen: set[str] = set()
        for key in sorted(fields.keys() & self._worded.keys(), key=self._worded.__getitem__):
            name = self._worded[key][1]
            if name in seen:
                continue
            value = plain(fields[key], people) if key in self.areas else field_text(fields[key])
            if value:
                seen.add(name)
                yield name, value


def dates_for_clients(definitions: Iterable[Mapping[str, Any]]) -> str:
    """For a sentence: what ``dates.client`` could name on this site."""
    every = tuple(definitions)
    known = Fields.of(every)
    dates = (one for one in every if part(one, "schema", "type") in ("date", "datetime"))
    names = [name for one in dates if known.called(name := text(one.get("name")))]
    if not names:
        return Sentence('It has no custom date field; dates.client = "due" takes the due date.')
    return Sentence(
        'Its custom date fields: {names}; or dates.client = "due" takes the due date.',
        names=", ".join(unique(names)[:20]),
    )


def field_text(value: Any) -> str:
    """A custom field's value as people read it: options by value, people and versions by name, several by comma."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (str, int, float)):
        return str(value).strip()
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(field_text, value)))
    return _object_text(value) if isinstance(value, Mapping) else ""


def _object_text(value: Mapping[str, Any]) -> str:
    if value.get("type") == "doc":
        return plain(value)
    own = next((text(value.get(key)) for key in ("value", "displayName", "name", "title", "key") if value.get(key)), "")
    child = field_text(value.get("child"))
    return f"{own} – {child}" if own and child else own or child


def _is_custom(key: str) -> bool:
    return key.startswith("customfield_")


def _role(item: Mapping[str, Any], name: str) -> Role | None:
    kind = text(part(item, "schema", "custom"))
    known = _BY_TYPE.get(kind) or _BY_NAME.get((text(part(item, "schema", "type")), name.strip().casefold()))
    return known or (Role.NOISE if kind.startswith(_NOISE) else None)
