"""The issues of a query, held as text until each is wanted: the objects it is made of take six times the memory."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from trackerbridge.json_text import read_json
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.jira.signs import id_of, told_of
from trackerbridge.trackers.jira.values import ident
from trackerbridge.trackers.values import instant, objects, part, text

Issue = dict[str, Any]

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_LINKED = ("inwardIssue", "outwardIssue")


@dataclass(frozen=True, slots=True)
class _Told:
    told: bytes
    key: str
    updated: str


class Held:
    """Issues by id, each once, in the order in which they came. Going through them makes each anew, one at a time."""

    def __init__(self) -> None:
        self._issues: dict[str, _Told] = {}

    @classmethod
    def kept(cls, found: Any) -> Held:
        """From what :meth:`written` gave, using it up. Raises TypeError, ValueError or KeyError for anything else."""
        held = cls()
        every = (found["ids"], found["keys"], found["updated"], _emptied(found["told"]))
        for own, key, updated, told in zip(*every, strict=True):
            held._issues[own] = _Told(told.encode(), key, updated)
        return held

    def written(self) -> dict[str, list[str]]:
        """As plain JSON, in which an issue is a text too: whoever reads it need not make the objects of all."""
        every = self._issues.values()
        return {
            "ids": list(self._issues),
            "keys": [each.key for each in every],
            "updated": [each.updated for each in every],
            "told": [each.told.decode() for each in every],
        }

    def put(self, issue: Mapping[str, Any], told: bytes = b"") -> None:
        """Add an issue, or what it is now in the place of what it was. ``told``: the same as text, if it is known."""
        updated = text(part(issue, "fields", "updated"))
        self._issues[id_of(issue)] = _Told(told or told_of(issue), text(issue.get("key")), updated)

    def has_newer(self, issue: Mapping[str, Any]) -> bool:
        """Whether a later version of it is here: pages may overlap while the site is worked on."""
        known = self._issues.get(id_of(issue))
        return known is not None and _at(known.updated) > _at(part(issue, "fields", "updated"))

    def leave_only(self, ids: Collection[str]) -> None:
        """Drop all others."""
        self._issues = {own: each for own, each in self._issues.items() if own in ids}

    @property
    def keys(self) -> dict[str, str]:
        """Their keys, by id."""
        return {own: each.key for own, each in self._issues.items()}

    @property
    def changed(self) -> dict[str, int]:
        """When each was last changed, by id, in whole seconds since 1970."""
        return {own: int(_at(each.updated).timestamp()) for own, each in self._issues.items()}

    def newest(self, by: datetime) -> datetime:
        """When one of them was changed last.

        What says that it was changed later than ``by`` does not count: an import may write down any instant.
        """
        return max((at for each in self._issues.values() if (at := _at(each.updated)) <= by), default=_NEVER)

    def speaking_of(self, ids: Iterable[str]) -> frozenset[str]:
        """The issues that may show one of these as a link, a parent or a subtask."""
        named = [f'"id":"{own}"'.encode() for own in ids]
        return frozenset(own for own, each in self._issues.items() if any(name in each.told for name in named))

    def __iter__(self) -> Iterator[Issue]:
        return self.without(())

    def without(self, ids: Container[str]) -> Iterator[Issue]:
        """All but these, which are not even made."""
        return (read_json(each.told) for own, each in self._issues.items() if own not in ids)

    def __len__(self) -> int:
        return len(self._issues)

    def __contains__(self, own: str) -> bool:
        return own in self._issues


class AsTheyStand:
    """Issues that were read at different times: what one tells of others that it is linked with is as those stand now.

    A change of theirs is none of its own, so that no look for changes would bring it. ``same`` are the ids of those
    that stand as they did, themselves and in what they show of others.
    """

    def __init__(self, issues: Held, changed: Container[str] = ()) -> None:
        self._issues = issues
        self._shown = {}
        same = []
        for issue in issues:
            own, fields = id_of(issue), issue["fields"]
            self._shown[own] = _shown(fields)
            if own not in changed and not any(ident(part(other, "id")) in changed for other in _others(fields)):
                same.append(own)
        self.same = frozenset(same)

    def __iter__(self) -> Iterator[Issue]:
        return self.without(())

    def without(self, ids: Container[str]) -> Iterator[Issue]:
        """All but these, which are not even made."""
        for issue in self._issues.without(ids):
            for other in _others(issue["fields"]):
                known, shown = self._shown.get(ident(part(other, "id"))), part(other, "fields")
                if known is not None and isinstance(shown, dict):
                    shown.update({name: known[name] for name in shown if name in known})
            yield issue

    def __len__(self) -> int:
        return len(self._issues)


def _emptied(texts: list[Any]) -> Iterator[Any]:
    """The texts, none of which stays in the list: they are wanted once, and are most of what is read."""
    for place, said in enumerate(texts):
        texts[place] = None
        yield said


def _others(fields: Mapping[str, Any]) -> list[Any]:
    """What an issue shows of others."""
    others = [fields.get("parent"), *objects(fields.get("subtasks"))]
    return others + [link.get(end) for link in objects(fields.get("issuelinks")) for end in _LINKED]


def _shown(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What others show of an issue."""
    return {name: fields[name] for name in ("summary", "status") if name in fields}


def _at(updated: Any) -> datetime:
    return instant(updated) or _NEVER
