"""What the agenda tests share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.agenda.bank import Bank, load_bank
from assistant.library import Library, load_library

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(Path(__file__).parents[3] / "knowledge")


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load_bank()


@pytest.fixture
def today() -> dt.date:
    return TODAY
