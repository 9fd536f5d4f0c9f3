from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.agenda.bank import Bank
from assistant.agenda.brief import AgendaBrief, LastAction
from assistant.agenda.checks import Checked
from assistant.agenda.checks_around import check
from assistant.agenda.compose import compose
from assistant.agenda.planning.points import select
from assistant.agenda.planning.schedule import Schedule

_DAY = dt.date(2026, 12, 3)
_BRIEF = AgendaBrief(
    minutes=30,
    topics=("Step 1 timing", "my poster"),
    goals=("publish my poster",),
    concerns=("pretty burnt out",),
    stage="M2",
    last_actions=(LastAction(what="book the exam", status="not yet"),),
    mentor="Dr Osei",
    date="2026-12-03",
)


def _checked(bank: Bank, brief: AgendaBrief = _BRIEF) -> Checked:
    schedule = Schedule(dt.date(2026, 11, 23), _DAY)
    plan = compose(brief, bank, schedule, brief.minutes or 30)
    return Checked(plan, brief, bank, schedule, select(brief, 30, bank))


def _failed(checked: Checked) -> set[str]:
    return {finding.item for finding in check(checked) if not finding.passed}


def test_a_good_plan_passes_all_twenty_two(bank: Bank) -> None:
    findings = check(_checked(bank))
    assert [f.item for f in findings] == [f"A{n:02d}" for n in range(1, 23)]
    assert all(f.passed for f in findings), [f for f in findings if not f.passed]


def _longer(plan: dict[str, Any]) -> None:
    plan["items"][-1]["minutes"] += 1


def _tiny(plan: dict[str, Any]) -> None:
    plan["items"][0]["minutes"] -= 2
    plan["items"][-1]["minutes"] += 2


def _wordy(plan: dict[str, Any]) -> None:
    plan["purpose"] += " and then" * 13


def _drop_topic(plan: dict[str, Any]) -> None:
    plan["items"] = [i for i in plan["items"] if i["title"] != "Step 1 timing"]


def _swap_minutes(plan: dict[str, Any]) -> None:
    topics = [i for i in plan["items"] if i["kind"] == "topic"]
    topics[0]["minutes"], topics[1]["minutes"] = 2, topics[0]["minutes"] + topics[1]["minutes"] - 2


def _long_check_in(plan: dict[str, Any]) -> None:
    plan["items"][0]["minutes"] += 4
    next(i for i in plan["items"] if i["kind"] == "topic")["minutes"] -= 4


def _forget(kind: str) -> Callable[[dict[str, Any]], None]:
    def fault(plan: dict[str, Any]) -> None:
        next(i for i in plan["items"] if i["kind"] == kind)["notes"] = "Later."

    return fault


def _set(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def fault(plan: dict[str, Any]) -> None:
        plan[name] = value

    return fault


def _no_owner(plan: dict[str, Any]) -> None:
    plan["actions"][0]["owner"] = " "


def _say(text: str) -> Callable[[dict[str, Any]], None]:
    def fault(plan: dict[str, Any]) -> None:
        plan["items"][3]["notes"] += f" {text}"

    return fault


@pytest.mark.parametrize(
    ("fault", "item"),
    [
        (_longer, "A01"),
        (_tiny, "A01"),
        (_set("minutes", 45), "A02"),
        (_wordy, "A03"),
        (_set("purpose", "Exams and posters"), "A03"),
        (_drop_topic, "A04"),
        (_swap_minutes, "A05"),
        (_long_check_in, "A06"),
        (_forget("last-actions"), "A07"),
        (_set("prepare", ["write things down"]), "A09"),
        (_set("send_ahead", []), "A10"),
        (_set("questions", ["Is it good?", "What now?", "Who then?"]), "A11"),
        (_forget("feedback"), "A12"),
        (_no_owner, "A13"),
        (_set("actions", []), "A13"),
        (_set("next_meeting", "Some time."), "A14"),
        (_set("thanks", "Say thanks."), "A15"),
        (_say("Give 5 mg."), "A18"),
        (_say("Ask Professor Winter too."), "A19"),
        (_say("The deadline is Fri 1 January 2038."), "A19"),
        (_say("You need 240 points."), "A19"),
        (_forget("wellbeing"), "A20"),
    ],
)
def test_each_planted_fault_is_named(fault: Callable[[dict[str, Any]], None], item: str, bank: Bank) -> None:
    checked = _checked(bank)
    plan = copy.deepcopy(dict(checked.plan))
    fault(plan)
    assert item in _failed(replace(checked, plan=plan))


def test_a_patients_name_fails_the_scope(bank: Bank) -> None:
    checked = _checked(bank, _BRIEF.model_copy(update={"topics": ("the case of Mrs Alder",)}))
    masked = replace(checked, mask=lambda text: text.replace("Mrs Alder", "[PATIENT NAME]"))
    assert "A18" in _failed(masked)


def test_a_first_meeting_without_expectations_fails(bank: Bank) -> None:
    checked = _checked(bank, AgendaBrief(meeting="first", minutes=30))
    plan = {**checked.plan, "items": [i for i in checked.plan["items"] if i["kind"] != "expectations"]}
    assert {"A07", "A17"} <= _failed(replace(checked, plan=plan))


def test_two_topics_in_a_quarter_of_an_hour_fail(bank: Bank) -> None:
    checked = _checked(bank)
    assert "A22" in _failed(replace(checked, plan={**checked.plan, "minutes": 15}))
