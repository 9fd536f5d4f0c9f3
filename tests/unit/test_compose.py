"""compose.yaml sets only what there is, names no secret, and lets people reach only the proxy."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from assistant.settings import PROJECT, Settings


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8")))


def test_it_sets_only_settings_that_there_are(compose: dict[str, Any]) -> None:
    names = {name for name in compose["services"]["page"]["environment"] if name.startswith("MENTOR_")}
    assert names
    assert names <= {f"MENTOR_{name.upper()}" for name in Settings.model_fields}


def test_only_the_proxy_is_reached_from_outside(compose: dict[str, Any]) -> None:
    assert {name for name, service in compose["services"].items() if "ports" in service} == {"proxy"}
    assert "MENTOR_AUTH" in compose["services"]["page"]["environment"]


def test_no_password_stands_in_it(compose: dict[str, Any]) -> None:
    assert compose["services"]["db"]["environment"]["POSTGRES_PASSWORD"].startswith("${DB_PASSWORD:?")
    assert "coach:${DB_PASSWORD:?" in compose["services"]["page"]["environment"]["MENTOR_DATABASE_URL"]


def test_the_proxy_takes_no_more_than_the_door(compose: dict[str, Any]) -> None:
    assert "client_max_body_size 20m" in compose["configs"]["nginx"]["content"]
