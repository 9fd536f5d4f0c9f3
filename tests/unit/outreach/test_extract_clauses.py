from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.outreach.extract.clauses import clauses, trim


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "she runs the EM interest group & gave a talk last week abt burnout which i loved. im an M1",
            ["she runs the EM interest group & gave a talk last week abt burnout which i loved", "im an M1"],
        ),
        (
            "can't make my 2pm w dr abernathy thurs, kid's sick",
            ["can't make my 2pm w dr abernathy thurs", "kid's sick"],
        ),
        ("I met Dr. E. Novak in May and she said to write", ["I met Dr. E. Novak in May", "she said to write"]),
        ("applying IM, can send cv", ["applying IM", "can send cv"]),
    ],
)
def test_a_message_is_cut_where_somebody_else_begins_to_act(message: str, expected: list[str]) -> None:
    assert [clause.text for clause in clauses(message)] == expected


def test_a_cause_is_marked() -> None:
    found = {clause.text: clause.cause for clause in clauses("need to cancel because clinic got double booked")}
    assert found["clinic got double booked"]
    assert not found["need to cancel"]


@given(st.text(max_size=200))
def test_each_clause_is_a_span_of_the_message(message: str) -> None:
    for clause in clauses(message):
        assert message[clause.start : clause.end] == clause.text


def test_a_bracket_that_is_closed_stays() -> None:
    assert trim("things i dont know about (industry jobs).") == "things i dont know about (industry jobs)"
    assert trim("someone (Jordan") == "someone (Jordan" or trim("(Jordan") == "Jordan"
