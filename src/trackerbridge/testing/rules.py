"""How rules are tested: cases as values, and one contract that every rule keeps, plugins' rules included.

A rule's cases live beside its tests, in a module whose name ends in ``_cases.py`` and that has::

    CASES = RuleCases(
        rule=Overdue,
        flagged=(Case("A task due on 9 November is still in progress on the 12th.", a_task(due="2026-11-09"), …),),
        clean=(Case("A task due today, until the day ends.", …),),
        abstains=(Case("A file without dates.", a_task(), knows=EVERYTHING - {Evidence.DUE_DATES}),),
    )

Every example on the rule's page (the bullets under ``Flagged`` and ``Not flagged``) is the name of a case, so what the
page says is true. A plugin's test module inherits :class:`RuleContract`::

    class TestMyRules(RuleContract):
        cases = cases_in(Path(__file__).parent)

and everything else is walked: page, options, translations, and each case.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.base import Assessment, Flag, Rule, Severity
from trackerbridge.flags.engine import assess
from trackerbridge.flags.pages import examples, problems_of_page
from trackerbridge.flags.wording import LANGUAGES, problems_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import (
    ClientSide,
    Completeness,
    Due,
    DueKind,
    Evidence,
    Gap,
    Promise,
    Snapshot,
    Stage,
    Task,
    Told,
)

EVERYTHING = frozenset(Evidence)
NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)  # a Thursday


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a flagged case also says, where that matters; None is not looked at."""

    severity: Severity | None = None
    since: datetime | None = None
    says: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One example: a task, what surrounds it, and the moment. ``name`` is a sentence, as it stands on the page."""

    name: str
    task: Task
    now: datetime = NOON
    others: tuple[Task, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    options: Mapping[str, Any] = field(default_factory=dict)
    promises: Mapping[str, Promise] = field(default_factory=dict)
    published: frozenset[str] = frozenset()
    knows: frozenset[Evidence] = EVERYTHING
    gaps: tuple[Gap, ...] = ()
    client_calendar: Calendar | None = None
    side: ClientSide = field(default_factory=ClientSide)
    client_language: str | None = None
    expected: Expected = field(default_factory=Expected)
    reason: str = ""  # abstaining cases: what the reason must mention

    def assessed(self, rule: type[Rule], language: str = "en") -> Assessment:
        """What the rule alone says of the case."""
        snapshot = Snapshot(
            source="case",
            title="Case",
            tasks=(self.task, *self.others),
            completeness=Completeness(self.knows, self.gaps),
            pulled_at=self.now,
        )
        return assess(
            project="case",
            snapshots=[snapshot],
            flags=FlagsConfig.model_validate({rule.code: dict(self.options)}),
            calendar=self.calendar,
            now=self.now,
            language=language,
            promises=self.promises,
            published=self.published,
            rules=[rule()],
            client_calendar=self.client_calendar,
            side=self.side,
            client_language=self.client_language,
        )


@dataclass(frozen=True)
class RuleCases:
    """All cases of one rule: each kind must have at least one."""

    rule: type[Rule]
    flagged: tuple[Case, ...]
    clean: tuple[Case, ...]
    abstains: tuple[Case, ...]

    def problems(self) -> Iterator[str]:
        """What is missing: a kind of case, or an example of the page that no case tests."""
        for kind in ("flagged", "clean", "abstains"):
            if not getattr(self, kind):
                yield f"{self.rule.code}: there is no case of the kind {kind!r}"
        for heading, cases in (("Flagged", self.flagged), ("Not flagged", self.clean)):
            tested = {case.name for case in cases}
            for example in examples(self.rule, heading):
                if example not in tested:
                    yield f"{self.rule.code}: no case tests the page's example {example!r} ({heading})"


def flags_on(assessment: Assessment, task: Task) -> list[Flag]:
    """The flags on one task, and those on the project."""
    return [flag for flag in assessment.flags if flag.task is None or flag.task.id == task.id]


def check_flagged(cases: RuleCases, case: Case) -> None:
    """The task has exactly one flag of this rule, worded in every language, as expected."""
    for language in LANGUAGES:
        assessment = case.assessed(cases.rule, language)
        flags = flags_on(assessment, case.task)
        assert len(flags) == 1, f"{case.name}: {len(flags)} flags; abstained: {assessment.abstained}"
        assert flags[0].message.strip(), f"{case.name}: no message in {language}"
        assert flags[0].suggestion.strip(), f"{case.name}: no suggestion in {language}"
        assert "{" not in flags[0].message + flags[0].suggestion
    _as_expected(case, flags_on(case.assessed(cases.rule), case.task)[0])


def _as_expected(case: Case, flag: Flag) -> None:
    expected = case.expected
    assert expected.severity in (None, flag.severity), f"{case.name}: {flag.severity}"
    assert expected.since in (None, flag.since), f"{case.name}: {flag.since}"
    assert expected.says in flag.message, f"{case.name}: {flag.message}"
    assert expected.evidence.items() <= dict(flag.evidence).items(), f"{case.name}: {flag.evidence}"


def check_clean(cases: RuleCases, case: Case) -> None:
    """The rule neither flags the task nor abstains on it."""
    assessment = case.assessed(cases.rule)
    assert not flags_on(assessment, case.task), f"{case.name}: {flags_on(assessment, case.task)[0].message}"
    assert not [one for one in assessment.abstained if one.task == case.task.key], (
        f"{case.name}: {assessment.abstained}"
    )


def check_abstains(cases: RuleCases, case: Case) -> None:
    """The rule says why it cannot judge, in every language, and does not flag."""
    for language in LANGUAGES:
        assessment = case.assessed(cases.rule, language)
        assert not flags_on(assessment, case.task), f"{case.name}: flagged"
        assert assessment.abstained, f"{case.name}: silence"
        assert all(one.reason.strip() for one in assessment.abstained)
    reasons = " ".join(one.reason for one in case.assessed(cases.rule).abstained)
    assert case.reason in reasons, f"{case.name}: {reasons}"


def problems_of_rule(rule: type[Rule], cases: Mapping[str, RuleCases]) -> list[str]:
    """Everything a rule lacks: page sections, sentences in a language, a kind of case. Empty where all is well."""
    problems = problems_of_page(rule) + problems_of(rule)
    if rule.code not in cases:
        return [*problems, f"{rule.code}: there is no *_cases.py module with its cases"]
    return [*problems, *cases[rule.code].problems()]


def cases_in(*folders: Path) -> dict[str, RuleCases]:
    """Every ``CASES`` of the ``*_cases.py`` modules under these folders, by code."""
    found = (_loaded(path).CASES for folder in folders for path in sorted(folder.rglob("*_cases.py")))
    return {cases.rule.code: cases for cases in found}


def _loaded(path: Path) -> ModuleType:
    name = "_".join(("rule_cases", *path.with_suffix("").parts[-3:])).replace("-", "_")
    if name in sys.modules and sys.modules[name].__file__ == str(path):
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class RuleContract:
    """The contract of rules: inherit, set ``cases``, and pytest collects one test per rule and per case."""

    cases: ClassVar[Mapping[str, RuleCases]]

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """One test per rule and per case, named by the rule's code and the case's sentence."""
        for argument, kind in (("flagged", "flagged"), ("clean", "clean"), ("abstaining", "abstains")):
            if argument in metafunc.fixturenames:
                pairs = [(one, case) for one in self.cases.values() for case in getattr(one, kind)]
                names = [f"{one.rule.code}: {case.name}" for one, case in pairs]
                metafunc.parametrize(argument, pairs, ids=names)
        if "rule_cases" in metafunc.fixturenames:
            metafunc.parametrize("rule_cases", list(self.cases.values()), ids=list(self.cases))

    def test_nothing_is_missing(self, rule_cases: RuleCases) -> None:
        """Page, translations, and all three kinds of cases."""
        assert problems_of_rule(rule_cases.rule, self.cases) == []

    def test_flagged(self, flagged: tuple[RuleCases, Case]) -> None:
        """What should be flagged is."""
        check_flagged(*flagged)

    def test_clean(self, clean: tuple[RuleCases, Case]) -> None:
        """What should not be flagged is not."""
        check_clean(*clean)

    def test_abstains(self, abstaining: tuple[RuleCases, Case]) -> None:
        """What cannot be judged is said."""
        check_abstains(*abstaining)


def a_task(title: str = "The order page shows the right prices", *, due: str | None = None, **fields: Any) -> Task:
    """A task in progress, made yesterday, with what every rule wants to see. ``due``: an ISO day or instant."""
    defaults: dict[str, Any] = {
        "id": "t1",
        "key": "T-1",
        "status": "Doing",
        "stage": Stage.IN_PROGRESS,
        "created_at": datetime(2026, 11, 2, 9, tzinfo=UTC),
    }
    return Task(title=title, due=a_due(due), **{**defaults, **fields})


def a_due(text: str | None) -> Due | None:
    """``2026-11-12`` is a day, ``2026-11-12T15:00+00:00`` an instant, anything else unreadable."""
    if text is None:
        return None
    try:
        if len(text) == len("2026-11-12"):
            return Due(DueKind.DAY, day=date.fromisoformat(text))
        instant = datetime.fromisoformat(text)
    except ValueError:
        return Due(DueKind.UNREADABLE, raw=text)
    return Due(DueKind.EXACT, day=instant.date(), instant=instant)


def a_promise(*days: str, key: str = "T-1") -> dict[str, Promise]:
    """A promise on a task: the days told, in order, one week apart, as ``assess`` wants it."""
    first = datetime(2026, 10, 5, 9, tzinfo=UTC)
    told = tuple(Told(date.fromisoformat(day), first + timedelta(weeks=place)) for place, day in enumerate(days))
    return {key: Promise(ref=f"task:case/{key}", title="Title", told=told, task=key)}
