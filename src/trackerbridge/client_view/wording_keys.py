"""Which sentences a wording file must hold, and what each is filled with. The law that ``wording.parse`` checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trackerbridge.client_view.view import LabelRole, ListRole

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")

# Table -> key -> the words it is filled with. A sentence must use each of them, and nothing else.
_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "marks": {"open": "", "close": ""},
    "dates": {
        "day": "day month",
        "with_year": "date year",
        "with_weekday": "weekday date",
        "same_month": "day",
        "move": "first current",
        "move_second": "first current",
    },
    "lists": {role.value: "" for role in ListRole},
    **{f"labels.{role.value}": {"name": "", "meaning": ""} for role in LabelRole},
    "titles": {"how_we_work": "", "unnamed": "number", "change": "title"},
    "status": {"planned": "", "in_progress": "", "testing": "", "review": "", "waiting": "", "reopened": ""},
    "sentences": {
        "date": "date",
        "date_follows": "",
        "moved": "move",
        "reason_follows": "by",
        "reason_missed": "by",
        "first_planned": "first",
        "checking": "date by",
        "passed": "date",
        "reopened_passed": "date",
        "waiting_passed": "date",
        "review_passed": "date",
        "new_date_by": "by",
        "new_date_missed": "by",
        "new_date_follows": "",
        "look": "",
        "done": "",
        "done_on": "date",
        "done_as_planned": "date",
        "done_ahead": "date planned",
        "done_early": "date planned",
        "done_late": "date planned",
        "bonus": "what",
        "moved_agreed": "move",
        "taken_out": "",
        "taken_out_on": "date",
        "held": "",
    },
    "headlines": {"on_track": "", "no_dates": "", "planned": "", "finished": "", "empty": "", "next": "title date"},
    "summary": {
        "done": "date",
        "next": "",
        "need": "",
        "solving": "",
        "dated": "title date",
        "plain": "title",
        "answer": "title",
        "answer_dated": "title date",
        "look": "title",
        "passed": "title date",
        "moved": "title move",
        "no_dates": "",
        "need_nothing": "",
        "next_update": "date",
        "contact": "contact",
        "choose": "title date",
        "changes": "",
        "change_date": "title date",
        "change_fee": "title fee",
        "change_instead": "title instead",
        "change_waiting": "title date",
        "changes_date": "date",
        "changes_fee": "fee",
    },
    "choices": {
        "date": "date",
        "fee": "fee",
        "instead": "title",
        "leave": "",
        "talk": "",
        "withdrawn": "choice",
    },
    "change": {
        "decision": "",
        "asked": "what until",
        "affects": "",
        "affects_date": "date",
        "affects_move": "date current",
        "affects_fee": "fee",
        "affects_instead": "title",
        "affects_rest": "",
        "tick": "decision",
        "reply": "",
        "asked_again": "",
        "not_decider": "",
        "chosen": "date choice",
        "undo": "until",
        "then_date": "date",
        "then_fee": "",
        "then_instead": "title",
        "then_leave": "",
        "then_talk": "by",
        "too_late": "",
        "expired": "what until",
        "refused": "what",
        "alternative": "alternative",
    },
    "rhythm": dict.fromkeys(WEEKDAYS, ""),
    "how_we_work": {
        "rhythm": "",
        "reach": "",
        "contact": "contact",
        "deputy": "deputy",
        "channels": "channels",
        "dates": "",
        "dates_text": "",
        "extras": "",
        "extras_text": "",
        "need": "",
        "need_text": "waiting review",
        "labels": "",
        "label": "name meaning",
        "agreed": "date",
    },
}

# Tables of plural forms: one sentence for each form of the language, each filled with the number {n}.
PLURALS = (
    "counts.more",
    "counts.headline_solving",
    "counts.headline_moved",
    "counts.headline_waiting",
    "counts.headline_answers",
    "counts.gifts",
    "counts.gift_minutes",
)


def sentence_keys() -> Iterator[tuple[str, frozenset[str]]]:
    """Every sentence's dotted key with the placeholders it takes; plural tables are apart (``PLURALS``)."""
    for table, entries in _SENTENCES.items():
        for key, words in entries.items():
            yield f"{table}.{key}", frozenset(words.split())
