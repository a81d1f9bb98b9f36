"""Plays the story on the sandbox: real HTTP, the real pipeline in process, the clock at each step's moment."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.engagement import jira_sides, planted, trello_sides
from tests.engagement.configured import CONFIG, inline
from tests.engagement.people import STUDIO
from tests.engagement.script import Step, Tongue, Week, day_of, moment_of
from tests.engagement.shown import Lists, changes, overview
from tests.flows.office import Office

from trackerbridge.client_view.wording import packaged
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

PROJECT = "house"
SIDES = {"Jira": jira_sides, "Trello": trello_sides}
_TASKS = 15  # in the whole story
_CHOICES = ("date", "fee", "instead", "leave", "talk")


@dataclass
class Played:
    """One engagement under way: the office, both sides, and what was written when."""

    office: Office
    tongue: Tongue
    team: Any
    client: Any
    offered: dict[str, list[str]] = field(default_factory=dict)
    synced: list[dict[str, Any]] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    seen: Lists = ()  # the board when the client last looked

    def play(self, week: Week) -> Iterator[str]:
        """One week, step by step, told as it goes: each step, and after each sync what changed on the client's board.

        At its end stands the whole board at a glance.
        """
        yield f"## Week {week.number}: {week.title}"
        for step in week.steps:
            yield f"\n{step.at:%a %d %b, %H:%M}, the {step.who} {step.what}"
            self.act(step)
            if step.who in ("office", "manager"):
                board = self.board()
                yield from changes(self.seen, board)
                self.seen = board
        yield f"\nThe board at the end of week {week.number}\n"
        yield from overview(self.seen)

    def at(self, moment: str) -> None:
        """From now on it is this moment, for everybody: ``7 Sep 10:00``."""
        self._at(Step(moment_of(moment), "office", ""))

    def act(self, step: Step) -> None:
        self._at(step)
        for pattern, act in _STEPS[step.who]:
            if found := re.fullmatch(pattern, step.what):
                act(self, *found.groups(default=""))
                return
        raise AssertionError(f"nobody knows how the {step.who} “{step.what}”")

    def _at(self, step: Step) -> None:
        self.office.now = step.at.isoformat()
        self.office.sandbox.clock.set(step.at)

    def sync(self, *words: str, now: str | None = None) -> dict[str, Any]:
        """One sync; it must end well."""
        done = self.office.json("sync", PROJECT, *words, now=now)
        assert done["status"] in ("ok", "unchanged"), done
        assert not done["errors"]
        self.synced.append(done)
        return done

    def silent(self, *, lost: bool = False, now: str | None = None) -> None:
        """A repeated sync writes nothing; ``lost``: nor does one that has lost its ledger, which is put back after."""
        kept = self.office.folder / "kept"
        if lost:
            kept.mkdir(exist_ok=True)
            for path in self.office.folder.glob("ledger.db*"):
                shutil.move(path, kept / path.name)
        before = self.office.writes()
        assert self.sync(now=now)["status"] == "unchanged", self.office.writes()[len(before) :]
        assert self.office.writes() == before
        if lost:
            self.office.lose_ledger()
            for path in kept.iterdir():
                shutil.move(path, self.office.folder / path.name)

    def board(self) -> Lists:
        """The client's board as it stands."""
        found: Lists = self.client.lists()
        return found

    # -- the team ------------------------------------------------------------------------------------------------

    def _plans(self, key: str, day: str) -> None:
        self._plan(key, day_of(day), "client")

    def _plans_inside(self, key: str) -> None:
        self._plan(key, None)

    def _adds_a_gift(self, key: str) -> None:
        self._plan(key, None, "client", "bonus")

    def _plan(self, key: str, day: date | None, *labels: str) -> None:
        """With a description, a comment and a label full of what no client may read."""
        place = len(self.planned)
        inside = (planted.portion(place, _TASKS), planted.portion((place + _TASKS // 2) % _TASKS, _TASKS))
        self.team.plan(key, day, *labels, planted.LABELS[place % len(planted.LABELS)], inside="\n".join(inside[0]))
        self.team.comment(key, "For us alone: " + "; ".join(inside[1]))
        self.planned.append(key)

    def _moves(self, key: str, day: str) -> None:
        self.team.move(key, day_of(day))

    def _notes(self, key: str, part: str, text: str) -> None:
        said = self.tongue.offer(text) if part == "offer" else self.tongue.text(text)
        self.team.comment(key, f"/client {self.tongue.keyword(part)}: {said}")

    def _offers(self, key: str, text: str) -> None:
        self.offered[key] = [kind for kind in _CHOICES if re.search(rf"\b{kind}\b", text)]
        self._notes(key, "offer", text)

    # -- the client ----------------------------------------------------------------------------------------------

    def _writes(self, key: str, text: str) -> None:
        self.client.comment(self.tongue.titles[key], self.tongue.text(text))

    def _chooses(self, kind: str, key: str, *, on: bool = True) -> None:
        title = packaged(self.tongue.code).say("titles.change", title=self.tongue.titles[key])
        self.client.choose(title, self.offered[key].index(kind), on=on)

    def _takes_back(self, kind: str, key: str) -> None:
        self._chooses(kind, key, on=False)

    def _puts_away(self, key: str) -> None:
        self.client.put_away(self.tongue.titles[key])

    def _rewords(self, key: str, text: str) -> None:
        self.client.reword(self.tongue.titles[key], self.tongue.text(text))

    def _calls(self, role: str, text: str) -> None:
        self.client.call_list(packaged(self.tongue.code).say(f"lists.{role}"), self.tongue.text(text))

    # -- the office ----------------------------------------------------------------------------------------------

    def _publishes(self) -> None:
        self.sync("--force")

    def _syncs(self) -> None:
        self.sync()

    def _loses(self) -> None:
        self.office.lose_ledger()

    # -- the manager ---------------------------------------------------------------------------------------------

    def _overrides(self, key: str, health: str, until: str) -> None:
        self._says("override", PROJECT, health, "--task", self._task(key), "--until", f"{day_of(until)}")

    def _confirms(self, key: str, day: str) -> None:
        """With the command that the last sync named."""
        words = ("promises", "set", self._task(key), f"{day_of(day)}", "--project", PROJECT)
        assert f"trackerbridge {' '.join(words)} --reason" in "\n".join(self.synced[-1]["notes"])
        self._says(*words)

    def _says(self, *words: str) -> None:
        done = self.office.run(*words, "--reason", "Talked through with the team.")
        assert done.exit_code == 0, done.output

    def _task(self, key: str) -> str:
        """What the team's tracker calls it."""
        told = json.loads(self.office.run("promises", PROJECT, "--format", "json").stdout)["promises"]
        return next(str(one["task"]) for one in told if one["title"] == self.tongue.titles[key])


def leaked(played: Played, strings: Iterable[str]) -> list[str]:
    """Which of these strings our account has sent to any tracker: in a path, a query or a body, however written."""
    ours = {STUDIO["username"], credentials.JIRA_NAME}
    sent = [entry for entry in played.office.sandbox.requests if entry.member in ours]
    assert sent
    said = "\n".join(f"{entry.path}\n{_words(entry.params)}" for entry in sent).casefold()
    found = [one for one in strings if _legible(one).casefold() in said]  # then as words, since "6h" is in many an id
    return [one for one in found if re.search(rf"(?<!\w){re.escape(_legible(one).casefold())}(?!\w)", said)]


def _words(value: Any) -> str:
    """All texts in it; the pieces of one paragraph of a Jira document stand together."""
    if isinstance(value, dict):
        return "\n".join(_words(part) for part in value.values())
    if isinstance(value, list):
        pieces = [_words(part) for part in value]
        inline = all(isinstance(part, dict) and part.get("type") == "text" for part in value)
        return "".join(str(part.get("text", "")) for part in value) if value and inline else "\n".join(pieces)
    return _legible(str(value))


def _legible(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2068", "").replace("\u2069", "").replace("\\", "")


def _put(stage: str) -> Callable[[Played, str], None]:
    return lambda played, key: played.team.put(key, stage)


_STEPS: dict[str, list[tuple[str, Callable[..., None]]]] = {
    "team": [
        (r"plans (\w+), due (.+)", Played._plans),
        (r"plans (\w+), inside", Played._plans_inside),
        (r"adds (\w+), due (.+)", Played._plans),
        (r"adds (\w+), as a bonus", Played._adds_a_gift),
        (r"takes up (\w+)", _put("doing")),
        (r"hands over (\w+)", _put("review")),
        (r"finishes (\w+)", _put("done")),
        (r"cancels (\w+)", _put("cancelled")),
        (r"reopens (\w+)", _put("doing")),
        (r"moves (\w+) to (.+)", Played._moves),
        (r"notes on (\w+), (\w+): (.+)", Played._notes),
        (r"answers on (\w+): (.+)", lambda played, key, text: played._notes(key, "reply", text)),
        (r"offers on (\w+): (.+)", Played._offers),
    ],
    "client": [
        (r"writes on (\w+): (.+)", Played._writes),
        (r"chooses (\w+) for (\w+)", Played._chooses),
        (r"takes back (\w+) for (\w+)", Played._takes_back),
        (r"puts away (\w+)", Played._puts_away),
        (r"rewords (\w+): (.+)", Played._rewords),
        (r"calls the list (\w+): (.+)", Played._calls),
    ],
    "manager": [
        (r"publishes for the first time", Played._publishes),
        (r"loses the ledger", Played._loses),
        (r"overrides (\w+): (\S+), until (.+)", Played._overrides),
        (r"confirms (\w+) for (.+)", Played._confirms),
    ],
    "office": [(r"syncs", Played._syncs)],
}


@contextmanager
def engagement(folder: Path, source: str, target: str, language: str, *, face: str = "cloud") -> Iterator[Played]:
    """The story's beginning: both sides prepared, nothing published. ``source`` and ``target``: Jira or Trello."""
    tongue = Tongue.of(language)
    trello, jira = TrelloState(), JiraState()
    trello.add_member(STUDIO)
    if "Trello" in (source, target):
        trello_sides.prepare(trello, tongue)
    if "Jira" in (source, target):
        jira_sides.prepare(jira, tongue)
    site = JiraSite(jira, face, context_path="/jira" if face == "dc" else "")  # type: ignore[arg-type]
    with Sandbox(trello, jira=site, now="2026-09-04T08:00:00+03:00") as sandbox:
        office = Office(folder, sandbox)
        office.env["JIRA_TOKEN"] = credentials.JIRA_TOKEN
        office.config.write_text(
            CONFIG.format(
                trello=sandbox.url, jira=sandbox.jira_url, channels=tongue.house["channels"], language=language,
                email=f'email = "{credentials.JIRA_EMAIL}"' if face == "cloud" else "",
                also_called=inline(planted.ALSO_CALLED), source=SIDES[source].SOURCE, target=SIDES[target].TARGET,
            ),
            encoding="utf-8",
        )  # fmt: skip
        team: Any = (jira_sides.JiraTeam if source == "Jira" else trello_sides.TrelloTeam)(sandbox, tongue)
        client: Any = (jira_sides.JiraClient if target == "Jira" else trello_sides.TrelloClient)(sandbox, tongue)
        yield Played(office, tongue, team, client)
