"""Plugins: found, loaded when asked for, and skipped by name where they are broken."""

import sys
from importlib.metadata import EntryPoint
from types import ModuleType, SimpleNamespace

import pytest

from trackerbridge import plugins
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Rule
from trackerbridge.trackers.base import Connector

OWN = SimpleNamespace(name="trackerbridge", version="0.1.0")
THEIRS = SimpleNamespace(name="trackerbridge-acme", version="2.3")
OTHERS = SimpleNamespace(name="trackerbridge-zeta", version="9")


class Quiet(Rule):
    """Never a word."""

    code = "Q01"
    name = "quiet"

    def check(self, task, context):
        return ()


class Loud(Quiet):
    """Never a word either."""

    code = "Q00"
    name = "loud"


class Nameless(Quiet):
    """Has no code."""

    code = ""


class Unfinished(Connector):
    """A connector without its methods."""


@pytest.fixture
def install(monkeypatch):
    """Stand-ins for installed distributions: (distribution, group, name, target)."""
    points = []

    def install(distribution, group, name, target="tests_of_plugins:found", found=None):
        if found is not None:
            module = ModuleType("tests_of_plugins")
            module.found = found
            monkeypatch.setitem(sys.modules, "tests_of_plugins", module)
        points.append(EntryPoint(name, target, f"trackerbridge.{group}")._for(distribution))

    def listed(family):
        return tuple((plugins._described(family, p), p) for p in points if p.group == f"trackerbridge.{family}")

    monkeypatch.setattr(plugins, "_installed", listed)
    return install


class TestWhatComesWithTrackerbridge:
    def test_connectors_and_writers_are_named_without_being_imported(self):
        assert plugins.connectors({}).names == ("files", "jira", "memory", "trello")
        assert plugins.writers({}).names == ("html", "jira", "memory", "trello")

    def test_every_one_of_them_works(self):
        for registry in (plugins.connectors({}), plugins.writers({})):
            own = [broken.sentence for broken in registry.broken if broken.plugin.built_in]
            assert own == []
            assert set(registry.loaded()) >= {"memory", "trello"}

    def test_they_declare_what_they_can_do(self):
        assert plugins.connectors({}).get("trello").capabilities.history
        assert plugins.writers({}).get("trello").capabilities.writes

    def test_four_families_are_listed(self):
        assert [registry.family for registry in plugins.families({})] == ["connectors", "writers", "rules", "reports"]


class TestSwitch:
    @pytest.mark.parametrize("off", ["off", "OFF", "0", "no"])
    def test_off_leaves_only_what_is_built_in(self, install, off):
        install(OWN, "connectors", "files")
        install(THEIRS, "connectors", "basecamp")

        assert plugins.connectors({"TRACKERBRIDGE_PLUGINS": off}).names == ("files",)
        assert plugins.connectors({"TRACKERBRIDGE_PLUGINS": "on"}).names == ("basecamp", "files")

    def test_the_process_has_the_last_word_where_nobody_passes_an_environment(self, install, monkeypatch):
        install(THEIRS, "connectors", "basecamp")
        monkeypatch.setenv("TRACKERBRIDGE_PLUGINS", "off")

        assert plugins.connectors().names == ()


class TestBroken:
    def test_one_that_cannot_be_imported_is_named_with_version_and_reason(self, install):
        install(THEIRS, "connectors", "basecamp", "no_such_module_of_acme:Basecamp")
        (broken,) = plugins.connectors({}).broken

        assert broken.sentence == (
            'The plugin "basecamp" (connectors, trackerbridge-acme 2.3) was skipped: '
            "ModuleNotFoundError: No module named 'no_such_module_of_acme'"
        )

    def test_the_others_go_on(self, install):
        install(THEIRS, "rules", "bad", "no_such_module_of_acme")
        install(OTHERS, "rules", "good", found=Quiet)

        assert plugins.rules({}).loaded() == {"good": (Quiet,)}

    def test_one_that_ends_the_process_does_not_end_ours(self, install, tmp_path, monkeypatch):
        (tmp_path / "leaver_of_acme.py").write_text("raise SystemExit('bye')", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        install(THEIRS, "reports", "leaver", "leaver_of_acme:Report")

        assert [broken.reason for broken in plugins.reports({}).broken] == ["SystemExit: bye"]

    @pytest.mark.parametrize(
        ("group", "found", "reason"),
        [
            ("connectors", Quiet, "is not a subclass of Connector"),
            ("connectors", Unfinished, "Unfinished leaves methods of Connector abstract: check, from_config, pull"),
            ("writers", "a string", "'a string' is not a subclass of Writer"),
            ("rules", Nameless, "Nameless declares no code"),
            ("rules", Rule, "Rule has no check"),
            ("rules", [Quiet, Connector], "is not a subclass of Rule"),
            ("rules", ModuleType("empty"), "it holds no rule"),
            ("rules", 3, "3 is not a subclass of Rule"),
            ("reports", 3, "3 cannot be called"),
        ],
    )
    def test_one_that_is_not_what_its_group_needs_says_why(self, install, group, found, reason):
        install(THEIRS, group, "odd", found=found)
        (broken,) = getattr(plugins, group)({}).broken

        assert reason in broken.reason

    def test_asking_for_it_by_name_is_an_error_with_a_way_on(self, install):
        install(THEIRS, "connectors", "odd", found=Quiet)

        with pytest.raises(
            UsageError, match=r"\(connectors, trackerbridge-acme 2\.3\) was skipped.*Update or uninstall"
        ):
            plugins.connectors({}).get("odd")

    def test_asking_for_one_that_is_not_there_names_the_nearest(self):
        with pytest.raises(UsageError) as caught:
            plugins.connectors({"TRACKERBRIDGE_PLUGINS": "off"}).get("trelo")

        assert str(caught.value) == (
            'This version has no connector named "trelo". Did you mean "trello"? '
            "Installed: files, jira, memory, trello."
        )

    def test_asking_where_nothing_is_installed(self, install):
        with pytest.raises(UsageError, match=r'no report named "x"\. Installed: none\.'):
            plugins.reports({}).get("x")


class TestNames:
    def test_what_is_built_in_keeps_its_name(self, install):
        install(THEIRS, "connectors", "trello", "theirs:Trello")
        install(OWN, "connectors", "trello", "trackerbridge.trackers.trello.connector:TrelloConnector")
        registry = plugins.connectors({})

        assert [plugin.built_in for plugin in registry.plugins] == [True]
        assert [broken.reason for broken in registry.broken] == ["trackerbridge 0.1.0 already has this name"]

    def test_a_distribution_that_is_found_twice_is_no_conflict(self, install):
        for _ in range(2):  # an editable installation beside its metadata in the source folder
            install(THEIRS, "rules", "house", found=Quiet)

        assert plugins.rules({}).broken == ()


class TestRulePacks:
    def test_a_class_a_list_and_a_module_are_all_packs(self, install):
        install(THEIRS, "rules", "pack", found=[Quiet, Loud])
        assert plugins.rules({}).get("pack") == (Loud, Quiet)

    def test_a_module_gives_the_rules_it_defines(self, install):
        module = ModuleType(__name__)
        module.Quiet, module.Rule, module.Connector, module.number = Quiet, Rule, Connector, 1
        install(THEIRS, "rules", "pack", found=module)

        assert plugins.rules({}).get("pack") == (Quiet,)
