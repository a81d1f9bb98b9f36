"""Tell the manager what matters in a run: on stdout, through the channels, each fact once, and before the client."""

from __future__ import annotations

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.manager.digest import Digest, digest_of
from trackerbridge.manager.foreseen import Foresight
from trackerbridge.manager.notices import Notice, notice_of
from trackerbridge.manager.told import DIGEST, TRIED, URGENT, told_before, told_entries
from trackerbridge.notify import Message
from trackerbridge.project_run import ProjectRun
from trackerbridge.publishing import hours_of
from trackerbridge.results import News, Planned

OWN = ("going", "ahead", "flags", "client", "good")
"""Parts of a digest that no other line of a sync's report says."""


@dataclass(frozen=True, slots=True)
class Informed:
    """What was told, and a sentence for every channel that it did not reach."""

    news: News
    untold: tuple[str, ...] = ()


def inform(run: ProjectRun, planned: Planned) -> Informed:
    """Send the digest and the urgent notice, where anything is new, and remember what was told.

    An urgent notice that no channel took is sent once more by the next run.
    """
    run.tell("telling the manager")
    digest, notice = _said(run, planned)
    channels = run.wiring.channels(run.settings)
    messages = [Message(notice.title, notice.text, urgent=True)] if notice.text else []
    if digest:
        messages.append(Message(digest.title, digest.text()))
    lost = {message.urgent: channels.send(message) for message in messages}
    untold = [sentence for sentences in lost.values() for sentence in sentences]
    again = _again(
        planned, notice, lost=bool(lost.get(True)) and len(lost[True]) >= len(channels.meant_for(messages[0]))
    )
    entries = [
        *told_entries(planned.memory, DIGEST, digest.ids),
        *told_entries(planned.memory, URGENT, notice.ids - again),
        *told_entries(planned.memory, TRIED, again),
    ]
    if entries:
        run.ledger.remember(run.name, entries, at=run.clock(), run=run.id)
    return Informed(News(digest.text(), digest.text(OWN), notice.text), tuple(dict.fromkeys(untold)))


def _again(planned: Planned, notice: Notice, *, lost: bool) -> frozenset[str]:
    """What an urgent notice said that reached nobody, where that is said for the first time."""
    if not lost:
        return frozenset()
    return notice.ids - told_before(planned.memory, URGENT) - told_before(planned.memory, TRIED)


def _said(run: ProjectRun, planned: Planned) -> tuple[Digest, Notice]:
    foresight = Foresight(
        run.settings,
        run.now,
        hours_of(run),
        planned.waits,
        planned.view,
        planned.view_at,
        live=run.publish.mode == "live",
    )
    digest = digest_of(
        planned,
        language=run.settings.language,
        foresight=foresight,
        told=_told(run, planned, DIGEST),
        live=run.publish.mode == "live",
        further_board=run.is_further_board,
    )
    notice = notice_of(
        planned.problems,
        title=planned.title,
        project=run.name,
        settings=run.settings,
        foresight=foresight,
        knows=planned.audited.assessment.completeness.knows,
        told=_told(run, planned, URGENT),
    )
    return digest, notice


def _told(run: ProjectRun, planned: Planned, ref: str) -> frozenset[str]:
    """What was told, with this board or with another of the same project: one manager hears it once."""
    told = told_before(planned.memory, ref)
    project = run.name.partition("/")[0]
    for name in (project, *(f"{project}/{board}" for board in run.wiring.config.projects[project].boards)):
        if name != run.name:
            told |= told_before(run.ledger.memory(name), ref)
    return told
