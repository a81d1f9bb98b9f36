"""Why a plan is unsafe, as values: the numbers, the option, its key, and the way to go on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from trackerbridge.config.schema import Limit, LimitsConfig
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import REQUEST, Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change, Refusal
from trackerbridge.trackers.base import Board

LONGEST_TEXT = 16_384  # characters; API-FACTS 3.4
PERCENT_FROM = 10  # own cards; below that a share says nothing
_VERBS = {"create": "create", "change": "change", "archive": "put away"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a plan is judged by, besides its changes.

    ``emptied``: sources that are suddenly empty, with our cards; ``twins``: see :func:`twins`.
    """

    project: str
    board: Board
    limits: LimitsConfig
    own_cards: int
    allow_public: bool = False
    cut_short: bool = False
    emptied: Mapping[str, int] | None = None
    twins: Mapping[tuple[str, str], int] | None = None


def refusals(changes: Sequence[Change], around: Circumstances) -> Iterator[Refusal]:
    """Every reason against these changes, the gravest first."""
    yield from standing_in_the_way(around.board, around.project, allow_public=around.allow_public)
    yield from _emptied(around)
    yield from _cut_short(around)
    client = [change for change in changes if change.side == "client"]
    yield from _half_seen(client, around)
    yield from _second_time(around)
    yield from _no_room(client, around)
    yield from _too_long(client)
    yield from _too_much(client, around)


def standing_in_the_way(board: Board, project: str, *, allow_public: bool) -> Iterator[Refusal]:
    """What forbids any change to this board, whatever it is."""
    if board.public and not allow_public:
        yield Refusal(
            Sentence(
                "The client board “{board}” is public: the whole world can read it. Nothing was written.",
                board=board.name,
            ),
            Sentence(
                "Make the board private in its settings, or, if that is meant, set "
                "projects.{project}.publish.allow_public_board = true.",
                project=project,
            ),
        )
    if board.obstacle:
        yield Refusal(board.obstacle.message, board.obstacle.hint)


def _emptied(around: Circumstances) -> Iterator[Refusal]:
    for source, cards in sorted((around.emptied or {}).items()):
        standing = Sentence(", while {cards} on the client's board come from it", cards=_some(cards)) if cards else ""
        yield Refusal(
            Sentence(
                "The source {source} is suddenly empty{standing}. Nothing was changed.",
                source=source,
                standing=standing,
            ),
            Sentence(
                "Look at the source. If its work has really ended, take it out of projects.{project}.sources; --force "
                "does not override this.",
                project=around.project,
            ),
        )


def _cut_short(around: Circumstances) -> Iterator[Refusal]:
    if around.cut_short:
        yield Refusal(
            Sentence("The pull was cut short: tasks are missing from it, so the client's board was left as it is."),
            Sentence("Run it again when the tracker answers in full; --force does not override this."),
        )


def _half_seen(changes: Sequence[Change], around: Circumstances) -> Iterator[Refusal]:
    """A card that is there but was not shown would be made a second time."""
    if changes and not around.board.completeness.complete:
        reason = around.board.completeness.gaps[0].reason
        yield Refusal(
            Sentence(
                "The client board “{board}” was not seen whole ({reason}), so nothing was written.",
                board=around.board.name,
                reason=reason,
            ),
            Sentence("Run it again when the tracker answers in full; --force does not override this."),
        )


def twins(
    changes: Iterable[Change], known: Iterable[Publication], read_now: Collection[str]
) -> dict[tuple[str, str], int]:
    """By former and present source: how many new cards are for tasks that have one under the former source.

    Such a source is read no more, and the same ids and keys come from another: it goes by another address or name now.
    """
    had = {(ref, each.task): source for each in known if each.kind == "card" for source, ref in [_split(each.ref)]}
    made = [(*_split(one.ref), one.task) for one in changes if (one.action, one.kind) == ("create", "card")]
    pairs = [(had.get((ref, task), ""), source) for source, ref, task in made if task]
    return dict(Counter((before, now) for before, now in pairs if before and before not in read_now))


def _split(ref: str) -> tuple[str, str]:
    """A task's source and id there, from its reference."""
    source, _, own = ref.removeprefix("task:").removeprefix(REQUEST).rpartition("/")
    return source, own


def _second_time(around: Circumstances) -> Iterator[Refusal]:
    for (before, now), cards in sorted((around.twins or {}).items()):
        yield Refusal(
            Sentence(
                "This plan would create {cards} a second time: {before} is read no more, and {now} brings the same "
                "tasks.",
                cards=_some(cards),
                before=before,
                now=now,
            ),
            Sentence(
                "If it is the same place under another address, add known_as with the former address to its connection "
                "(Jira), or give the file its former name; if it is another place, run sync with --force."
            ),
            forceable=True,
        )


def _no_room(changes: Sequence[Change], around: Circumstances) -> Iterator[Refusal]:
    for kind in ("card", "list", "label"):
        wanted = sum(1 for change in changes if (change.action, change.kind) == ("create", kind))
        room = around.board.room.get(f"{kind}s")
        if room is not None and wanted > room:
            yield Refusal(
                Sentence(
                    "This plan would create {things}; the board “{board}” has room for {room} more.",
                    things=_some(wanted, kind),
                    board=around.board.name,
                    room=room,
                ),
                Sentence(
                    "Delete old archived {kind}s there, publish less (projects.{project}.publish.select), or publish "
                    "to another board.",
                    kind=kind,
                    project=around.project,
                ),
            )


def _too_long(changes: Sequence[Change]) -> Iterator[Refusal]:
    for change in changes:
        for name in ("title", "description"):
            text = change.fields[name].after if name in change.fields else ""
            if len(text) > LONGEST_TEXT:
                yield Refusal(
                    Sentence(
                        "The {name} of the card for {task} has {n} characters; a card takes {most}.",
                        name=Sentence(name),
                        task=change.task or change.ref,
                        n=f"{len(text):,}",
                        most=f"{LONGEST_TEXT:,}",
                    ),
                    Sentence("Shorten it on the task, or take the task out of what is published."),
                )


_DECORATION = ("cover", "comment")  # no card says anything else for it


def _too_much(changes: Sequence[Change], around: Circumstances) -> Iterator[Refusal]:
    created = {change.ref for change in changes if (change.action, change.kind) == ("create", "card")}
    counts = {
        "create": created,
        "change": {
            change.on or change.ref
            for change in changes
            if change.action in ("update", "label", "unlabel", "restore") and change.kind not in _DECORATION
        }
        - created,
        "archive": {change.ref for change in changes if change.action == "archive"},
    }
    for name, refs in counts.items():
        yield from _over(name, len(refs), getattr(around.limits, name), around)


def _over(name: str, count: int, limit: Limit, around: Circumstances) -> Iterator[Refusal]:
    """At most one refusal per limit: the absolute one, else the share."""
    own, key = around.own_cards, f"projects.{around.project}.limits.{name}"
    if count > limit.max:
        yield Refusal(
            Sentence(
                "This plan would {verb} {cards}; the limit is {limit}.",
                verb=Sentence(_VERBS[name]), cards=_some(count), limit=limit.max,
            ),
            _go_on(around.project, f"{key}.max"),
            forceable=True,
        )  # fmt: skip
    elif own >= PERCENT_FROM and count > limit.always and count * 100 > limit.percent * own:
        yield Refusal(
            Sentence(
                "This plan would {verb} {n} of our {own} cards ({share} %); the limit is {limit} %.",
                verb=Sentence(_VERBS[name]), n=count, own=own, share=f"{count * 100 / own:.0f}",
                limit=f"{limit.percent:g}",
            ),
            _go_on(around.project, f"{key}.percent"),
            forceable=True,
        )  # fmt: skip


def _go_on(project: str, key: str) -> Sentence:
    return Sentence(
        "Look at it with `trackerbridge plan {project}`; if it is right, run sync with --force, or raise {key}.",
        project=project, key=key,
    )  # fmt: skip


def _some(count: int, kind: str = "card") -> str:
    return Sentence(f"1 {kind}" if count == 1 else f"{{n}} {kind}s", n=count)
