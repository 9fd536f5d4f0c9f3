"""Settings: from MENTOR_* variables, frozen, and refused by variable, value and reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.embedding import PACKAGED
from assistant.errors import SettingsError
from assistant.settings import PROJECT, Settings, load_settings


def test_with_nothing_set_everything_has_a_default(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MENTOR_DATA_DIR")
    settings = load_settings()
    assert settings.data_dir == home / ".mentoring-coach"
    assert settings.knowledge == PROJECT / "knowledge"
    assert (settings.embedder, settings.model, settings.country) == (PACKAGED, "builtin", None)
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MENTOR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MENTOR_PORT", "8000")
    monkeypatch.setenv("MENTOR_COUNTRY", "gb")
    settings = load_settings()
    assert (settings.data_dir, settings.port, settings.country) == (tmp_path, 8000, "GB")


def test_what_is_given_wins_over_the_environment_and_none_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTOR_PORT", "8000")
    assert load_settings(port=9000).port == 9000
    assert load_settings(port=None).port == 8000


def test_a_home_folder_is_written_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTOR_DATA_DIR", "~/coach")
    assert load_settings().data_dir == home / "coach"


def test_an_empty_country_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTOR_COUNTRY", "")
    assert load_settings().country is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", ""),
        ("COUNTRY", "GBR"),
        ("COUNTRY", "1x"),
        ("MODEL", "gpt-something"),
    ],
)
def test_a_bad_value_is_refused_with_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"MENTOR_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert message.startswith(f"MENTOR_{name}='{value}': ")
    assert "Value error" not in message
    assert len(message.splitlines()) == 1


def test_an_option_is_refused_like_its_variable() -> None:
    with pytest.raises(SettingsError, match="MENTOR_PORT='99999'"):
        load_settings(port=99999)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(
        r"^\| `MENTOR_(\w+)` \| (.*?) ?\| (.+) \|$", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    listed = {name.lower(): (default.strip("` "), what) for name, default, what in rows}
    shown = {PROJECT / "knowledge": "knowledge", None: ""}
    assert listed == {
        name: (str(shown.get(field.default, field.default)), field.description)
        for name, field in Settings.model_fields.items()
    }
