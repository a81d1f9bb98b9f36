"""The frozen values that every part speaks in (DESIGN section 2): tasks, snapshots, and how complete they are.

Instants are timezone-aware UTC ``datetime``; days are ``date`` in the project's zone. Nothing here knows a tracker.
"""

from trackerbridge.model.answer import AnswerPromise
from trackerbridge.model.ask import Ask
from trackerbridge.model.baseline import AgreedTask, Baseline
from trackerbridge.model.client_side import ClientSide
from trackerbridge.model.due import YEARS, Due, DueKind
from trackerbridge.model.extra import Extra, Extras, ExtraState
from trackerbridge.model.held import HeldText
from trackerbridge.model.history import Change, ChangeField, Comment
from trackerbridge.model.message import Message
from trackerbridge.model.milestone import Milestone
from trackerbridge.model.note import ClientNote, NotePart
from trackerbridge.model.person import Person, Side
from trackerbridge.model.promise import Promise, PromiseState, TakenBack, Told
from trackerbridge.model.run_record import RunRecord
from trackerbridge.model.shown import News, Shown
from trackerbridge.model.snapshot import Completeness, Evidence, Gap, Snapshot
from trackerbridge.model.stage import Stage
from trackerbridge.model.steering import Steering, SteeringKind
from trackerbridge.model.task import Attachment, CheckItem, Checklist, Link, LinkKind, Sprint, Task, Version

__all__ = [
    "YEARS",
    "AgreedTask",
    "AnswerPromise",
    "Ask",
    "Attachment",
    "Baseline",
    "Change",
    "ChangeField",
    "CheckItem",
    "Checklist",
    "ClientNote",
    "ClientSide",
    "Comment",
    "Completeness",
    "Due",
    "DueKind",
    "Evidence",
    "Extra",
    "ExtraState",
    "Extras",
    "Gap",
    "HeldText",
    "Link",
    "LinkKind",
    "Message",
    "Milestone",
    "News",
    "NotePart",
    "Person",
    "Promise",
    "PromiseState",
    "RunRecord",
    "Shown",
    "Side",
    "Snapshot",
    "Sprint",
    "Stage",
    "Steering",
    "SteeringKind",
    "TakenBack",
    "Task",
    "Told",
    "Version",
]
