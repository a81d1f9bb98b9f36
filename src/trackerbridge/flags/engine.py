"""``assess``: run the rules over the snapshots of one project and say what they found, or why they could not. Pure.

In the order of the code beneath: choose rules and options; per rule and source, abstain where evidence is missing, else
judge task by task; word the findings; put one line per task; name habits; add up the impression of our promises.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial, reduce

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.base import Abstention, Assessment, Context, Finding, Flag, ProjectRule, Rule, of_project
from trackerbridge.flags.evidence import abstentions
from trackerbridge.flags.facts import Facts
from trackerbridge.flags.grouping import with_causes
from trackerbridge.flags.impression import impression_of
from trackerbridge.flags.narrow import nothing_in_scope, tasks_for
from trackerbridge.flags.options import RuleSettings, check_options
from trackerbridge.flags.patterns import patterns_in
from trackerbridge.flags.registry import all_rules, codes_of
from trackerbridge.flags.snoozes import without_snoozed
from trackerbridge.flags.wording import words_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ClientSide, Completeness, Promise, Snapshot, Task

log = logging.getLogger(__name__)
_NO_PROMISES: Mapping[str, Promise] = {}
_NOTHING_KNOWN = ClientSide()


@dataclass
class _Found:
    """What rules say of sources."""

    flags: list[Flag]
    abstained: list[Abstention]


def assess(
    *,
    project: str,
    snapshots: Sequence[Snapshot],
    flags: FlagsConfig,
    calendar: Calendar,
    now: datetime,
    language: str = "en",
    promises: Mapping[str, Promise] = _NO_PROMISES,
    published: frozenset[str] = frozenset(),
    ignore: Iterable[str] = (),
    select: Iterable[str] = (),
    rules: Sequence[Rule] | None = None,
    client_calendar: Calendar | None = None,
    side: ClientSide = _NOTHING_KNOWN,
    only: frozenset[str] | None = None,
    client_language: str | None = None,
) -> Assessment:
    """Judge a project at one moment.

    ``promises`` and ``published`` are keyed by task key. ``ignore`` and ``select`` are codes or names, on top of the
    configuration's. ``rules`` default to every installed one. ``client_calendar``: the client's holidays and zone,
    where they differ. ``side``: what is known besides the trackers' own tasks. ``only``: identities of the tasks to
    be judged, the others being there to compare with. ``client_language``: of the client's board, None where nothing is
    published. Raises :class:`~trackerbridge.errors.UsageError` for unknown codes, options and values out of range.
    """
    known = all_rules() if rules is None else tuple(rules)
    settings = check_options(flags, known)
    active = _active(known, settings, ignore, select)
    tasks = tuple(task for snapshot in snapshots for task in snapshot.tasks)
    around = partial(
        Context, now=now, calendar=calendar, tasks=tasks, promises=promises, published=published, language=language,
        client_calendar=client_calendar, side=side, only=only, client_language=client_language,
    )  # fmt: skip
    contexts = [around(snapshot=snapshot, facts=Facts(snapshot, tasks)) for snapshot in snapshots]
    found = _all_judged(active, settings, contexts)
    today = calendar.day_of(now)
    loud, quiet = without_snoozed(found.flags, flags.snooze, known, today, language)
    raised = with_causes(loud, _explanations(active))
    return Assessment(
        project=project,
        now=now,
        completeness=_together([snapshot.completeness for snapshot in snapshots], quiet),
        tasks=sum(task.live for task in tasks),
        flags=tuple(raised),
        abstained=tuple(found.abstained),
        patterns=patterns_in(raised, active, _open_keys(tasks), words_of(language)),
        impression=impression_of(promises.values(), tasks, published, today, client_calendar or calendar),
        language=language,
    )


def _active(
    known: Sequence[Rule], settings: Mapping[str, RuleSettings], ignore: Iterable[str], select: Iterable[str]
) -> list[Rule]:
    """The rules to run. A rule that is selected by hand runs although the profile leaves it out."""
    ignored, selected = codes_of(ignore, known, reserved=True), codes_of(select, known)
    chosen = [rule for rule in known if (rule.code in selected if selected else settings[rule.code].on)]
    return [rule for rule in chosen if rule.code not in ignored]


def _all_judged(rules: Iterable[Rule], settings: Mapping[str, RuleSettings], contexts: Sequence[Context]) -> _Found:
    """What all rules say of all sources, the flags in their order."""
    found = [_judged(rule, settings[rule.code], contexts) for rule in rules]
    return _Found(
        flags=_ordered(flag for one in found for flag in one.flags),
        abstained=[abstention for one in found for abstention in one.abstained],
    )


def _open_keys(tasks: Iterable[Task]) -> dict[str, str]:
    """Identity to key, of what is open."""
    return {task.identity: task.key for task in tasks if task.open}


def _explanations(rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    return {rule.code: rule.explained_by for rule in rules}


def _ordered(flags: Iterable[Flag]) -> list[Flag]:
    """The most severe first, then by code; tasks in the order of their sources."""
    return sorted(flags, key=lambda flag: (-flag.severity.rank, flag.code))


def _judged(rule: Rule, settings: RuleSettings, contexts: Sequence[Context]) -> _Found:
    """What a rule says of all sources, its abstentions gathered."""
    with_options = [replace(context, options=settings.options) for context in contexts]
    if of_project(rule):
        found = _judge_project(rule, settings, with_options)
        return _Found(found.flags, _gathered(found.abstained, with_options))
    several = len(contexts) > 1
    flags: list[Flag] = []
    abstained: list[Abstention] = []
    for context in with_options:
        found = _judge_source(rule, settings, context)
        flags += found.flags
        gathered = _gathered(found.abstained, [context])
        abstained += [_named(one, context) for one in gathered] if several else gathered
    return _Found(flags, abstained)


def _named(abstention: Abstention, context: Context) -> Abstention:
    source = context.snapshot.title or context.snapshot.source
    reason = words_of(context.language).shared("in_source", source=source, reason=abstention.reason)
    return replace(abstention, reason=reason)


def _judge_source(rule: Rule, settings: RuleSettings, context: Context) -> _Found:
    """What a rule says of one source: why it abstains, or what it found."""
    unable = _unable(rule, context)
    if unable:
        return _Found([], unable)
    tasks = tasks_for(rule, context)
    surprise = nothing_in_scope(rule, context, tasks)
    if surprise:
        return _Found([], [Abstention(rule.code, surprise)])
    found = _partly(rule, context)
    for task in tasks:
        _take(rule, settings, context, task, found)
    return found


def _unable(rule: Rule, context: Context) -> list[Abstention]:
    """Why the rule abstains: evidence that is missing, or what the rule itself says."""
    lacking = abstentions(rule, context)
    if lacking:
        return lacking
    try:
        own = rule.unable(context)
    except Exception as error:
        return [_defect(rule, error, context, None)]
    return [Abstention(rule.code, own)] if own else []


def _judge_project(rule: ProjectRule, settings: RuleSettings, contexts: Sequence[Context]) -> _Found:
    unable = [abstention for context in contexts for abstention in _unable(rule, context)]
    if unable or not contexts:
        return _Found([], list(dict.fromkeys(unable)))
    found = _partly(rule, contexts[0])
    _take(rule, settings, contexts[0], None, found)
    return found


def _take(rule: Rule, settings: RuleSettings, context: Context, task: Task | None, found: _Found) -> None:
    """Run a rule on one task. A rule that raises is reported as a defect for this task, and the others go on."""
    try:
        for said in rule.check(task, context) if task is not None else _about_project(rule, context):
            if isinstance(said, Abstention):
                found.abstained.append(said)
            else:
                found.flags.append(_flag(rule, settings, said, task, context))
    except Exception as error:
        found.abstained.append(_defect(rule, error, context, task.key if task else None))


def _partly(rule: Rule, context: Context) -> _Found:
    """What the rule says that it cannot judge here, before it goes on with the rest."""
    try:
        return _Found([], list(rule.partly(context)))
    except Exception as error:
        return _Found([], [_defect(rule, error, context, None)])


def _defect(rule: Rule, error: Exception, context: Context, key: str | None) -> Abstention:
    log.error("rule %s failed on %s: %s", rule.code, key or "the project", type(error).__name__)
    log.debug("rule %s failed", rule.code, exc_info=error)
    reason = words_of(context.language).shared("our_bug", error=type(error).__name__)
    return Abstention(rule.code, reason, key)


def _about_project(rule: Rule, context: Context) -> Iterable[Finding | Abstention]:
    return rule.check_project(context) if of_project(rule) else ()


def _flag(rule: Rule, settings: RuleSettings, finding: Finding, task: Task | None, context: Context) -> Flag:
    words = words_of(context.language)
    task = task or finding.task
    return Flag(
        code=rule.code,
        rule=rule.name,
        severity=settings.severity or finding.severity,
        task=task,
        since=finding.since,
        message=words.message(rule, finding, task, context.today),
        suggestion=words.suggestion(rule, finding, task, context.today),
        evidence=finding.evidence,
        about=finding.about,
    )


def _gathered(abstained: Sequence[Abstention], contexts: Sequence[Context]) -> list[Abstention]:
    """One abstention per reason: many tasks with the same reason become one with their number."""
    by_reason: dict[tuple[str, str], list[Abstention]] = {}
    for abstention in abstained:
        by_reason.setdefault((abstention.code, abstention.reason), []).append(abstention)
    return [_one_of(group, contexts) for group in by_reason.values()]


def _one_of(group: list[Abstention], contexts: Sequence[Context]) -> Abstention:
    first = group[0]
    if len(group) == 1 or first.task is None:
        return first
    words = words_of(contexts[0].language)
    return Abstention(first.code, words.shared("on_tasks", reason=first.reason, n=len(group)))


def _together(parts: Sequence[Completeness], notes: tuple[str, ...]) -> Completeness:
    """The completeness of all sources: known is what all of them know. ``notes``: what else is worth telling."""
    return Completeness(
        knows=reduce(frozenset.intersection, (part.knows for part in parts)) if parts else frozenset(),
        gaps=tuple(gap for part in parts for gap in part.gaps),
        notes=tuple(note for part in parts for note in part.notes) + notes,
    )
