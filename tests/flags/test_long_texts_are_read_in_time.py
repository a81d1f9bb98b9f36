"""No text is too long or too odd for a rule: 50,000 characters are read in a second or two, and none fails."""

import time
from datetime import UTC, datetime

import pytest

from trackerbridge.flags.registry import built_in_rules
from trackerbridge.model import CheckItem, Checklist, Comment, Person, Side
from trackerbridge.testing.rules import Case, a_task
from trackerbridge.testing.work import CLIENT, TEAM, at

LENGTH = 50_000
SECONDS = 10.0  # of CPU, whatever else the machine does; what is quadratic takes minutes
UNITS = {
    "letters": "a",
    "words": "word ",
    "questions": "what is it? ",
    "question marks": "?",
    "unfinished questions": "is it not that what does this ",
    "backticks": "`",
    "fences": "```\n",
    "brackets": "[",
    "links": "[a](",
    "quotes": "> a\n",
    "headings": "# a\n",
    "labels": "Goal:\n",
    "list items": "- add and fix a map\n",
    "and": "add and ",
    "commas": "add, fix; ",
    "loopholes": "если возможно и т.д. ",
    "stars": "**a",
    "numbers": "1) 2. ",
    "Romanian": "dacă este posibil, mai ",
    "blank lines": " \n\t",
    "unseen": "\u200b\u0301",
    "emoji": "👍🏽",
    "x": "xxx ",
    "angles": "<insert ",
    "mentions": "@a.",
}


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("rule", built_in_rules(), ids=lambda rule: rule.code)
def test_long_and_odd_texts(rule, name):
    text = (UNITS[name] * (LENGTH // len(UNITS[name]) + 1))[:LENGTH]
    authors = (TEAM, CLIENT, Person("bot", side=Side.BOT), None)
    comments = tuple(Comment(str(n), at("2026-11-09"), text, author) for n, author in enumerate(authors))
    steps = (Checklist("c", text, (CheckItem("i", text, False),)),)
    task = a_task(text, description=text, comments=comments, checklists=steps, labels=(text[:200],), due="2026-11-20")
    twin = a_task(text + "!", id="t2", key="T-2", description=text, created_at=datetime(2026, 10, 1, tzinfo=UTC))
    case = Case(name, task, others=(twin,), published=frozenset({"T-1"}), client_language="ro")
    began = time.process_time()

    assessment = case.assessed(type(rule))

    assert time.process_time() - began < SECONDS
    assert not [one.reason for one in assessment.abstained if "defect" in one.reason]
