"""The options before the command, the help, and how errors are told."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from trackerbridge.cli import cli
from trackerbridge.cli.headings import COMMANDS, HEADINGS
from trackerbridge.cli.root import Root
from trackerbridge.errors import ExitCode, NotLetIn

CSV = "key,title,status,due\nA-1,Payment page,Doing,2026-11-02\nA-2,Contact form,Doing,2026-12-01\n"


def run(*words, **kwargs):
    return CliRunner().invoke(cli, [str(word) for word in words], **kwargs)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(CSV)
    return path


@pytest.fixture
def broken_command(monkeypatch):
    """A command that raises what it is given."""

    def install(error):
        @click.command("rules")
        def command():
            raise error

        monkeypatch.setattr(Root, "get_command", lambda self, ctx, name: command)

    return install


class TestHelp:
    def test_commands_stand_under_their_headings(self):
        said = run("--help").stdout
        places = [said.index(f"{heading}:") for heading in HEADINGS]
        assert places == sorted(places)
        assert [name for name in COMMANDS if f"\n  {name} " not in said] == []

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_explains_itself(self, name):
        result = run(name, "--help")
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) > 5

    def test_the_version(self):
        assert run("--version").stdout.startswith("trackerbridge ")

    def test_a_slip_of_the_keyboard(self):
        result = run("adit")
        assert result.exit_code == 2
        assert "Did you mean 'audit'?" in result.stderr


class TestErrors:
    def test_a_known_error_is_a_sentence_a_step_and_its_code(self, broken_command):
        broken_command(NotLetIn("The token was refused.", hint="Renew it."))
        result = run("rules")
        assert result.exit_code == ExitCode.NOT_LET_IN
        assert result.stderr == "Error: The token was refused.\n  Renew it.\n"
        assert result.stdout == ""

    def test_our_own_mistake_is_one_line_and_70(self, broken_command):
        broken_command(RuntimeError("inside"))
        result = run("rules")
        assert result.exit_code == 70
        assert "Traceback" not in result.stderr
        assert "-v" in result.stderr

    def test_the_traceback_on_request(self, broken_command):
        broken_command(RuntimeError("inside"))
        result = run("-v", "rules")
        assert result.exit_code == 70
        assert "RuntimeError: inside" in result.stderr

    @pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
    def test_ctrl_c(self, broken_command, error):
        broken_command(error)
        result = run("rules")
        assert result.exit_code == 130
        assert "Interrupted" in result.stderr

    def test_ctrl_c_before_the_command_has_begun(self, monkeypatch):
        def stopped(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("trackerbridge.cli.root.Root.parse_args", stopped)
        result = run("rules")
        assert result.exit_code == 130
        assert "Interrupted before anything was begun." in result.stderr

    def test_ctrl_c_while_the_program_is_being_read(self, monkeypatch, capsys):
        import trackerbridge.cli

        def stopped() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("trackerbridge.cli.root.main", stopped)
        with pytest.raises(SystemExit) as ended:
            trackerbridge.cli.main()
        assert ended.value.code == 130
        assert "Traceback" not in capsys.readouterr().err

    def test_a_reader_that_has_gone_is_no_error(self, table):
        command = f"{sys.executable} -m trackerbridge audit {table} --format json | head -1"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
        assert done.stdout == "{\n"
        assert done.stderr == ""

    def test_a_moment_that_is_none(self):
        result = run("--now", "tomorrow", "rules")
        assert result.exit_code == 2
        assert "2026-11-19T12:00" in result.stderr


class TestAuditOfFiles:
    def test_no_configuration_is_needed(self, table, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        result = run("--now", "2026-11-18", "audit", table)
        assert result.exit_code == 0
        assert "Payment page" in result.stdout
        assert result.stderr == ""

    def test_one_project_per_file(self, table, tmp_path):
        other = tmp_path / "other.csv"
        other.write_text(CSV)
        said = json.loads(run("--now", "2026-11-18", "audit", table, other, "--format", "json").stdout)
        assert [project["project"] for project in said["projects"]] == ["plan", "other"]

    def test_fail_on_counts_flags_at_least_that_severe(self, table):
        arguments = ("--now", "2026-11-18", "audit", table, "--select", "D01")
        severity = json.loads(run(*arguments, "--format", "json").stdout)["projects"][0]["flags"][0]["severity"]
        assert severity == "high"
        assert [run(*arguments, "--fail-on", level).exit_code for level in ("high", "low", "never")] == [1, 1, 0]

    def test_fail_on_never_hides_a_file_that_could_not_be_read(self, table, tmp_path):
        broken = tmp_path / "broken.json"
        broken.write_text('{"half":')
        result = run("--now", "2026-11-18", "audit", table, broken, "--fail-on", "low", "--format", "json")
        assert result.exit_code == 6
        assert "broken.json" in result.stderr
        assert run("audit", broken).exit_code == 2

    def test_selected_and_ignored_rules(self, table):
        said = json.loads(run("--now", "2026-11-18", "audit", table, "--select", "d01,C02", "--ignore", "C02",
                              "--format", "json").stdout)  # fmt: skip
        assert {flag["code"] for flag in said["projects"][0]["flags"]} == {"D01"}

    def test_an_ambiguous_date_names_the_option_that_settles_it(self, tmp_path):
        path = tmp_path / "dates.csv"
        path.write_text("title,status,due\nOne page,Doing,03.04.2026\nTwo pages,Doing,05.06.2026\n")
        unsure = run("--now", "2026-11-18", "audit", path)
        assert "--date-order" in unsure.output
        sure = run("--now", "2026-11-18", "audit", path, "--date-order", "dmy", "--format", "json")
        dues = {flag["evidence"].get("due") for flag in json.loads(sure.stdout)["projects"][0]["flags"]}
        assert {"2026-04-03", "2026-06-05"} <= dues

    def test_output_goes_to_a_file_and_says_so(self, table, tmp_path):
        page = tmp_path / "audit.html"
        result = run("--now", "2026-11-18", "audit", table, "--format", "html", "--output", page)
        assert result.stdout == ""
        assert str(page) in result.stderr
        assert page.read_text().startswith("<!doctype html>")

    def test_quiet_says_nothing_beside_the_data(self, table, tmp_path):
        result = run("-q", "--now", "2026-11-18", "audit", table, "--output", tmp_path / "audit.txt")
        assert result.output == ""

    def test_an_output_that_cannot_be_written(self, table, tmp_path):
        result = run("audit", table, "--output", tmp_path / "nowhere" / "audit.txt")
        assert result.exit_code == 2
        assert "cannot be written" in result.stderr


class TestTime:
    def test_a_naive_now_is_local_to_the_project(self, table):
        said = json.loads(run("--now", "2026-11-18T10:00", "audit", table, "--format", "json").stdout)
        assert said["now"] == "2026-11-18T10:00:00+00:00"

    def test_an_offset_is_kept(self, table):
        said = json.loads(run("--now", "2026-11-18T10:00+02:00", "audit", table, "--format", "json").stdout)
        assert said["now"] == "2026-11-18T08:00:00+00:00"


class TestLookedUp:
    def test_no_configuration_says_where_it_was_looked_for(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        result = run("audit")
        assert result.exit_code == 2
        assert "trackerbridge.toml" in result.stderr
        assert "audit FILE" in result.stderr

    def test_a_rule_explained(self):
        said = run("rules", "overdue").stdout
        assert "D01" in said
        assert "When this rule is wrong" in said
        assert "internal_working_days = 2 (working days)" in said
        assert json.loads(run("rules", "D01", "--format", "json").stdout)["rules"][0]["code"] == "D01"

    def test_what_is_installed(self):
        plugins = json.loads(run("plugins", "--format", "json", env={"TRACKERBRIDGE_PLUGINS": "off"}).stdout)["plugins"]
        trello = next(one for one in plugins if (one["family"], one["name"]) == ("writers", "trello"))
        assert {"reads", "writes", "marks source"} <= set(trello["can"])

    def test_json_log_lines(self, tmp_path, broken_command):
        import logging

        run("--log-format", "json", "rules", "D01")
        handler = logging.getLogger("trackerbridge").handlers[0]
        record = logging.LogRecord("trackerbridge.http", logging.WARNING, "f", 1, "slow %s", ("down",), None)
        said = json.loads(handler.format(record))
        assert (said["level"], said["message"]) == ("warning", "slow down")
