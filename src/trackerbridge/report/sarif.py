"""SARIF 2.1.0 (OASIS), for programs that collect findings of many tools: one run a project, one result a flag.

A flag's fingerprint is that of its episode, so that a collector knows a flag that it has seen, and takes one that ended
and came back for another. Where a task has an address, that is the result's place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from trackerbridge import __version__
from trackerbridge.flags.base import Flag, Rule, Severity
from trackerbridge.flags.pages import law
from trackerbridge.flags.registry import all_rules
from trackerbridge.json_text import json_lines
from trackerbridge.report.base import AuditDocument, Report, Screen
from trackerbridge.results import Audited, Failure

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
_FINGERPRINT = "episode/v1"
"""A new number where the fingerprint of one and the same episode changes."""


class SarifReport(Report):
    """For collectors of findings: ``--format sarif``."""

    name: ClassVar[str] = "sarif"

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """Every flag of every project. A project that could not be read is a run that did not succeed, and says why."""
        rules = {rule.code: rule for rule in all_rules()}
        runs = [_run(one, rules, document) for one in document.projects]
        return json_lines({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}) + "\n"


def _run(one: Audited | Failure, rules: Mapping[str, Rule], document: AuditDocument) -> dict[str, Any]:
    flags = () if isinstance(one, Failure) else one.assessment.flags
    codes = sorted({flag.code for flag in flags})
    return {
        "tool": {
            "driver": {
                "name": "trackerbridge",
                "semanticVersion": __version__,
                "rules": [_rule(code, rules.get(code)) for code in codes],
            }
        },
        "automationDetails": {"id": f"{one.project}/"},
        "language": one.language,
        "invocations": [_invocation(one, document)],
        "results": [_result(flag, one.project, codes) for flag in flags],
    }


def _rule(code: str, rule: Rule | None) -> dict[str, Any]:
    """What a rule says of itself; nothing for the code of a plugin that is not installed any more."""
    return {"id": code} if rule is None else {"id": code, "name": rule.name, "shortDescription": {"text": law(rule)}}


def _invocation(one: Audited | Failure, document: AuditDocument) -> dict[str, Any]:
    """Whether the project could be read, and whatever was not judged or not seen."""
    ended = {"endTimeUtc": f"{document.now:%Y-%m-%dT%H:%M:%SZ}"}
    if isinstance(one, Failure):
        return {"executionSuccessful": False, **ended, "toolExecutionNotifications": [_notice("error", one.sentence)]}
    found = one.assessment
    lacking = [_notice("warning", note) for note in found.completeness.sentences]
    lacking += [_notice("note", each.reason, each.code) for each in found.abstained]
    return {"executionSuccessful": True, **ended, "toolExecutionNotifications": lacking}


def _notice(level: str, text: str, code: str = "") -> dict[str, Any]:
    return {"level": level, "message": {"text": text}, **({"associatedRule": {"id": code}} if code else {})}


def _result(flag: Flag, project: str, codes: Sequence[str]) -> dict[str, Any]:
    """One flag; ``properties`` hold what SARIF has no word for."""
    said = f"{flag.message} {flag.suggestion}".strip()
    return {
        "ruleId": flag.code,
        "ruleIndex": codes.index(flag.code),
        "level": _LEVELS[flag.severity],
        "message": {"text": said},
        "locations": [_place(flag, project)],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(flag, project)},
        "properties": {
            "severity": flag.severity.value,
            "since": flag.since.isoformat() if flag.since else None,
            "evidence": flag.evidence,
            "cause": flag.cause,
        },
    }


def _place(flag: Flag, project: str) -> dict[str, Any]:
    """The task by its key and, where it has a web address, by that; a flag on the project has the project's name."""
    task = flag.task
    if task is None:
        return {"logicalLocations": [{"name": project, "kind": "project"}]}
    named = {"name": task.key, "fullyQualifiedName": f"{project}/{task.key}", "kind": "task"}
    place: dict[str, Any] = {"logicalLocations": [named]}
    if task.url.startswith(("https://", "http://")):
        place["physicalLocation"] = {"artifactLocation": {"uri": task.url}}
    return place


def _fingerprint(flag: Flag, project: str) -> str:
    return hashlib.sha256("\n".join((project, *flag.episode)).encode()).hexdigest()[:32]
