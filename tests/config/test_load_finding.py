"""Where the configuration is looked for, and what becomes of it."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

import re
from datetime import date
from pathlib import Path

import platformdirs
import pytest
from inline_snapshot import snapshot
from tests.shared_data import SHARED

from trackerbridge.config.load import find_config, ledger_address, load_config, settings_of
from trackerbridge.config.schema import Config
from trackerbridge.errors import UsageError
from trackerbridge.flags.options import check_options
from trackerbridge.flags.registry import built_in_rules

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config" / "trackerbridge.example.toml"
DESIGN = SHARED / "DESIGN.md"


class TestLookup:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(platformdirs, "user_config_path", lambda _: tmp_path / "user")
        self.folder = tmp_path

    def put(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
        return path

    def test_the_option_comes_first_and_the_users_folder_last(self):
        option, variable, user = self.put("a.toml"), self.put("b.toml"), self.put("user/trackerbridge.toml")
        environ = {"TRACKERBRIDGE_CONFIG": str(variable)}

        assert find_config(option, environ) == option
        assert find_config(None, environ) == variable
        assert find_config(None, {}) == user
        self.put("trackerbridge.toml")
        assert find_config(None, {}) == Path("trackerbridge.toml")

    def test_without_any_the_places_and_the_way_on_are_named(self):
        with pytest.raises(UsageError) as caught:
            find_config(None, {})

        assert str(caught.value).replace(str(self.folder), "~") == snapshot(
            "There is no configuration: neither trackerbridge.toml in this folder nor ~/user/trackerbridge.toml. Copy config/trackerbridge.example.toml here, name one with --config, or audit a file without one: trackerbridge audit FILE."
        )

    def test_a_file_that_was_named_must_be_there(self):
        with pytest.raises(UsageError, match=r"^--config names gone\.toml, which is not there\."):
            find_config(Path("gone.toml"), {})
        with pytest.raises(UsageError, match=r"^TRACKERBRIDGE_CONFIG names gone\.toml, which is not there\."):
            find_config(None, {"TRACKERBRIDGE_CONFIG": "gone.toml"})

    def test_one_that_may_not_be_read_says_why(self, monkeypatch):
        path = self.put("trackerbridge.toml")

        def refused(_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(type(path), "read_bytes", refused)
        with pytest.raises(UsageError, match=r"^trackerbridge\.toml cannot be read: Permission denied\."):
            load_config(None, {})

    def test_an_editors_byte_order_mark_does_no_harm(self):
        self.put("trackerbridge.toml").write_bytes(b"\xef\xbb\xbflanguage = 'ro'\n")

        assert load_config(None, {})[0].language == "ro"

    def test_a_folder_is_no_configuration(self):
        with pytest.raises(UsageError, match="which is a folder"):
            find_config(self.folder, {})


class TestSettings:
    @pytest.fixture
    def config(self, load) -> Config:
        return load("""
timezone = "Europe/Chisinau"
country = "MD"
language = "ru"
run.budget_seconds = 60
[projects.shop]
sources = [{ path = "shop.csv" }]
[projects.website]
timezone = "Europe/Berlin"
country = ""
days_off = [2026-12-24]
sources = [{ path = "website.csv" }]
publish = { connection = "here", board = "b", language = "ro" }
[connections.here]
type = "memory"
""")

    def test_defaults_of_the_file_reach_every_project(self, config):
        shop, website = settings_of(config, Path("/etc/tb"))

        assert (shop.name, str(shop.calendar.zone), shop.calendar.country) == ("shop", "Europe/Chisinau", "MD")
        assert (shop.language, shop.client_language, shop.budget_seconds, shop.folder) == (
            "ru",
            "ru",
            60,
            Path("/etc/tb"),
        )
        assert (str(website.calendar.zone), website.calendar.country) == ("Europe/Berlin", "")
        assert (website.language, website.client_language) == ("ru", "ro")
        assert not website.calendar.is_working_day(date(2026, 12, 24))

    def test_projects_come_in_the_order_asked_for_and_once(self, config):
        assert [each.name for each in settings_of(config, Path(), ["website", "shop", "website"])] == [
            "website",
            "shop",
        ]

    def test_a_project_that_is_not_there_has_a_nearest_one(self, config):
        with pytest.raises(UsageError) as caught:
            settings_of(config, Path(), ["webiste"])

        assert str(caught.value) == snapshot(
            'There is no project named "webiste". Did you mean "website"? The configuration has: shop, website.'
        )

    def test_a_configuration_without_projects_says_so(self, load):
        with pytest.raises(UsageError, match=r"The configuration has no project\. Add a \[projects\.NAME\] table"):
            settings_of(load(""), Path())


class TestLedgerAddress:
    def of(self, url: str, **environ: str) -> str:
        return ledger_address(Config.model_validate({"ledger": {"url": url}}), Path("/etc/tb"), environ)

    def test_what_is_written_is_passed_on_as_it_is(self):
        assert self.of("sqlite:///tb.db") == "sqlite:///tb.db"
        assert self.of("") == ""

    def test_the_whole_address_may_come_from_the_environment(self):
        address = "postgresql+psycopg://me:secret@db.example/tb"

        assert self.of("env:LEDGER", LEDGER=address) == address


class TestExamples:
    def test_the_example_loads_as_it_stands(self):
        config, _ = load_config(EXAMPLE, {})
        (settings,) = settings_of(config, EXAMPLE.parent)

        assert (settings.name, settings.client_language, settings.calendar.country) == ("website", "ro", "MD")
        assert settings.project.publish
        assert settings.project.publish.board != settings.project.sources[0].board

    def test_every_default_that_the_example_shows_is_the_default(self, tmp_path):
        """Lines such as ``# grace = "8h"`` change nothing when the mark is taken away."""
        text = EXAMPLE.read_text(encoding="utf-8")
        changing = (
            "url",
            "timezone",
            "country",
            "days_off",
            "testing",
            "contact",
            "agreed_on",
            "ignore",
            "D01",
            "path",
        )
        changing += (
            "to",
            "urgent",
            "client_country",
            "client_timezone",
            "client_days_off",
            "milestones",
            "wording",
            "agreed",
            "snooze",
            "date_order",
            "sheet",
            "waiting",
            "on_track",
        )
        changing += (
            "folder",
            "page",
            "why",
            "project",
        )
        changing += (
            "type",
            "email",
            "token",
            "browse_url",
            "known_as",
            "ca_file",
            "connection",
            "jql",
            "comment_visibility",
        )
        live = re.sub(
            r"^# (?P<key>\w+)(?P<rest> +=.*)$", lambda m: m[0] if m["key"] in changing else m[0][2:], text, flags=re.M
        )
        path = tmp_path / "trackerbridge.toml"
        path.write_text(live, encoding="utf-8")

        shown, default = load_config(path, {})[0], load_config(EXAMPLE, {})[0]
        website = shown.projects["website"]
        assert live != text
        assert shown.model_dump(exclude={"projects"}) == default.model_dump(exclude={"projects"})
        assert website.model_dump(exclude={"flags"}) == default.projects["website"].model_dump(exclude={"flags"})
        assert website.flags.options == {"F01": {"working_days": 10}}

    def test_every_key_there_is_stands_in_the_example(self):
        text = EXAMPLE.read_text(encoding="utf-8")
        later = {"project"}  # Jira as the client's side

        def keys(kind: object) -> set[str]:
            import trackerbridge.config.schema as schema

            return {
                key
                for section in vars(schema).values()
                if isinstance(section, type) and issubclass(section, schema.Section)
                for key in section.model_fields
            }

        missing = {key for key in keys(Config) - later if not re.search(rf"\b{key}\b", text)}
        assert not missing

    def test_the_flag_engine_knows_every_rule_and_option_that_the_example_shows(self, write):
        text = EXAMPLE.read_text(encoding="utf-8")
        live = re.sub(r"^# (?=profile|ignore|D01|F01)", "", text, flags=re.M)

        config, _ = load_config(write(live), {}, check_flags=lambda flags: check_options(flags, built_in_rules()))

        assert set(config.projects["website"].flags.options) == {"D01", "F01"}

    @pytest.mark.skipif(not DESIGN.exists(), reason="the design page lies outside the repository")
    def test_the_design_pages_example_lacks_nothing(self, write):
        text = re.search(r"```toml\n(.*?)```", DESIGN.read_text(encoding="utf-8"), re.S)
        assert text

        config, _ = load_config(write(text[1]), {}, check_flags=lambda flags: check_options(flags, built_in_rules()))

        assert config.connections["work"].type == "jira"
