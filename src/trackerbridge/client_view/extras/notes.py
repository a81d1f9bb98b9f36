"""What the manager should know of a change request: choices that cannot be shown, marks that decide nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.client_view.extras.decisions import Marks, Standing
from trackerbridge.client_view.neutralise import LONGEST_QUOTE, plain, shortened
from trackerbridge.model.sentence import Sentence


def no_such_task(task: str, named: str) -> Sentence:
    """The offer names a key that no task has."""
    return Sentence(
        "{task}: the offer names “{key}” to be taken out, and no task has that key, so this choice is not "
        "shown. Write the task's key: /client offer instead KEY.",
        task=task,
        key=named,
    )


def not_the_clients(task: str, named: str) -> Sentence:
    """The offer names work that the client does not see."""
    return Sentence(
        "{task}: the offer names {key} to be taken out, which the client does not see, so this choice is not shown. "
        "Name work that is published, or publish that one.",
        task=task,
        key=named,
    )


def nothing_to_take_out(task: str, named: str) -> Sentence:
    """The offer names work that cannot be left out any more."""
    return Sentence(
        "{task}: the offer names {key} to be taken out, which is finished or out already, so this choice is not "
        "offered any more.",
        task=task,
        key=named,
    )


def chosen_of_what_is_gone(task: str, line: str) -> Sentence:
    """The client chose, and the offer was taken back before we saw it."""
    return Sentence(
        "{task}: the client had marked “{line}” on the change request before it was taken back. Tell them what becomes "
        "of it.",
        task=task,
        line=shortened(plain(line), LONGEST_QUOTE),
    )


def untitled(task: str) -> Sentence:
    """The offer would tell the title of work that the client does not see."""
    return Sentence(
        "{task}: its offer is not shown, since the client does not see this work and has no title of their own for it. "
        "Publish it, or name it for them: glossary, or publish.title_from.",
        task=task,
    )


def decided_nothing(task: str, standing: Standing, marks: Marks) -> Iterator[Sentence]:
    """What the client marked, where it decides nothing."""
    if standing.renewed and not standing.expired:
        yield Sentence(
            "{task}: the client had marked a choice before the offer changed. It counts no more, and their card asks "
            "them once more.",
            task=task,
        )
    if standing.crossed:
        yield Sentence(
            "{task}: the client's answer and a change of the offer may have crossed, so nobody knows which list its "
            "number means. It decides nothing, and their card asks them once more.",
            task=task,
        )
    for line in marks.own:
        yield Sentence(
            "{task}: the client marked a line of their own on the change request: “{line}”. It decides nothing: answer "
            "them, or make a new offer.",
            task=task,
            line=shortened(plain(line), LONGEST_QUOTE),
        )
