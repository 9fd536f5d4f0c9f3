from __future__ import annotations

import pytest

from assistant.agenda.brief import LastAction
from assistant.agenda.status import status_of


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (None, "unknown"),
        ("", "unknown"),
        ("done", "done"),
        ("Submitted it Tuesday", "done"),
        ("not done", "not"),
        ("not yet", "not"),
        ("haven't started", "not"),
        ("halfway", "partly"),
        ("in progress", "partly"),
        ("sent, no reply", "partly"),
        ("dropped it", "dropped"),
        ("still to be sent", "not"),
        ("banana", "unknown"),
    ],
)
def test_how_an_action_ended_is_read_from_the_users_word(said: str | None, status: str) -> None:
    assert status_of(LastAction(what="x", status=said)) == status
