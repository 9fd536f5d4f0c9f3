from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.agenda.bank import Bank
from assistant.agenda.brief import AgendaBrief, parse_brief
from assistant.agenda.compose import Wishes, compose
from assistant.agenda.plan import make_plan
from assistant.agenda.planning.schedule import Schedule
from assistant.library import Library

_TODAY = dt.date(2026, 11, 23)
_PHRASES = st.sampled_from(
    [
        "Step 1 timing",
        "whether to do a research year",
        "her missed deadlines",
        "I keep freezing on rounds",
        "letters",
        "should I switch to psychiatry?",
        "burnout",
        "work-life balance",
        "how to give feedback to interns",
        "abstract for ACP",
        "management of my patient with DKA",
        "42",
        "¿qué?",
        "a" * 200,
    ]
)
_BRIEFS = st.builds(
    dict,
    role=st.sampled_from(["mentee", "mentor"]),
    meeting=st.sampled_from(["first", "regular", "difficult", "review", "career", "closing"]),
    minutes=st.integers(5, 180),
    topics=st.lists(_PHRASES, max_size=8),
    goals=st.lists(
        st.sampled_from(
            ["match into dermatology", "get better at presenting", "publish a paper", "decide by February"]
        ),
        max_size=2,
    ),
    concerns=st.lists(st.sampled_from(["worried about the match", "pretty burnt out", "he never replies"]), max_size=2),
    stage=st.sampled_from([None, "M3", "PGY-1", "premed", "physician", "astronaut"]),
    date=st.sampled_from([None, "2026-12-03", "2026-11-24", "2020-01-01"]),
    last_actions=st.lists(st.just({"what": "submit the IRB form", "status": "not yet"}), max_size=1),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(brief=_BRIEFS)
def test_every_plan_adds_up_loses_nothing_and_invents_nothing(brief: dict[str, object], library: Library) -> None:
    made = make_plan(parse_brief(brief), library, _TODAY)
    failed = [
        f
        for f in made.findings
        if not f.passed and f.item in ("A01", "A04", "A06", "A09", "A12", "A13", "A18", "A19", "A22")
    ]
    assert not failed, failed
    assert sum(item["minutes"] for item in made.agenda["items"]) == brief["minutes"]
    assert "$" not in str(made.agenda)


def _compose(bank: Bank, **fields: object) -> dict[str, object]:
    brief = parse_brief(fields)
    return compose(brief, bank, Schedule(_TODAY), brief.minutes or 30)


def _item(plan: dict[str, object], kind: str) -> dict[str, object]:
    return next(item for item in plan["items"] if item["kind"] == kind)  # type: ignore[attr-defined]


def test_the_first_goal_gets_the_first_and_biggest_box(bank: Bank) -> None:
    plan = _compose(bank, minutes=30, topics=["anatomy", "my poster"], goals=["publish my research"])
    topics = [item for item in plan["items"] if item["kind"] == "topic"]  # type: ignore[attr-defined]
    assert topics[0]["title"] == "My poster"
    assert "publish my research" in topics[0]["notes"]
    assert topics[0]["minutes"] == max(item["minutes"] for item in plan["items"])  # type: ignore[attr-defined]


def test_each_earlier_action_is_asked_about_in_its_own_words(bank: Bank) -> None:
    plan = _compose(
        bank,
        last_actions=[
            {"what": "submit the IRB form", "status": "not yet"},
            {"what": "read two papers", "status": "done"},
            {"what": "call Jo", "status": None},
        ],
    )
    notes = str(_item(plan, "last-actions")["notes"])
    assert '"Submit the IRB form": not yet; why' in notes
    assert '"Read two papers": done: what came of it?' in notes
    assert '"Call Jo": done, not done, and why?' in notes


def test_a_first_meeting_settles_all_six_expectations(bank: Bank) -> None:
    notes = str(_item(_compose(bank, meeting="first"), "expectations")["notes"])
    assert all(word in notes for word in ("how often", "channel", "reply time", "stays between", "scope", "end it"))


def test_fifteen_minutes_hold_one_topic_and_the_rest_is_parked(bank: Bank) -> None:
    plan = _compose(bank, minutes=15, topics=[f"topic number {n}" for n in "abcdefghij"])
    assert [item["kind"] for item in plan["items"]].count("topic") == 1  # type: ignore[attr-defined]
    assert len(plan["parked"]) == 9  # type: ignore[arg-type]


@pytest.mark.parametrize("minutes", [5, 15, 30])
def test_strain_has_a_place_and_a_route_at_any_length(minutes: int, bank: Bank) -> None:
    plan = _compose(bank, minutes=minutes, topics=["anatomy"], concerns=["im pretty burnt out"], stage="M2")
    notes = " ".join(str(item["notes"]) for item in plan["items"])  # type: ignore[attr-defined]
    assert "student affairs" in notes
    assert "pretty burnt out" in notes


def test_a_study_of_burnout_is_not_strain(bank: Bank) -> None:
    plan = _compose(bank, topics=["my burnout survey project"])
    assert "wellbeing" not in [item["kind"] for item in plan["items"]]  # type: ignore[attr-defined]


def test_plans_differ_by_role_meeting_and_stage(bank: Bank) -> None:
    base: dict[str, object] = {"topics": ["presentations on rounds"], "stage": "M3"}
    variants: list[dict[str, object]] = [
        {},
        {"role": "mentor"},
        {"meeting": "first"},
        {"meeting": "career"},
        {"stage": "fellow"},
    ]
    asked = [tuple(_compose(bank, **{**base, **v})["questions"]) for v in variants]  # type: ignore[arg-type]
    assert len(set(asked)) == len(variants)
    shared = [set(asked[0]) & set(other) for other in asked[1:4]]
    assert all(len(same) <= 2 for same in shared)


def test_a_missing_topic_is_a_visible_blank(bank: Bank) -> None:
    assert "[ADD: " in str(_item(_compose(bank, meeting="career"), "topic")["title"])


def test_dates_are_counted_only_from_a_given_day(bank: Bank) -> None:
    without = str(_compose(bank, topics=["my poster"]))
    assert not re.search(r"\b20\d\d\b", without)
    dated = compose(AgendaBrief(topics=("my poster",)), bank, Schedule(_TODAY, dt.date(2026, 12, 3)), 30)
    assert dated["actions"][0]["when"] == "by Thu 10 December 2026 (one week after the meeting)"


def test_a_deadline_before_today_becomes_today(bank: Bank) -> None:
    tomorrow = Schedule(_TODAY, _TODAY + dt.timedelta(1))
    plan = compose(AgendaBrief(topics=("my poster",)), bank, tomorrow, 30)
    assert all(
        line.startswith(("Today (Mon 23 November 2026)", "One day before, which is today")) for line in plan["prepare"]
    )


def test_what_is_left_out_or_set_aside_at_the_users_wish_stays_so(bank: Bank) -> None:
    brief = AgendaBrief(topics=("anatomy", "letters"))
    plan = compose(brief, bank, Schedule(_TODAY), 30, Wishes(omit=("feedback",), parked=("letters",)))
    assert "feedback" not in [item["kind"] for item in plan["items"]]
    assert plan["parked"] == ["Letters (set aside at your wish)"]
