from __future__ import annotations

import datetime as dt
import json

from assistant.agenda.brief import parse_brief
from assistant.agenda.plan import make_plan, plan
from assistant.library import Library


def test_the_output_has_the_contracts_fields_and_is_json(library: Library, today: dt.date) -> None:
    made = plan(parse_brief({"topics": ["my poster"], "minutes": 30}), library, today)
    assert list(made) == ["agenda", "findings", "citations"]
    assert list(made["agenda"]) == [
        "purpose",
        "minutes",
        "items",
        "parked",
        "prepare",
        "send_ahead",
        "questions",
        "actions",
        "next_meeting",
        "thanks",
    ]
    assert list(made["agenda"]["items"][0]) == ["kind", "title", "minutes", "notes"]
    assert list(made["agenda"]["actions"][0]) == ["what", "owner", "when"]
    assert json.loads(json.dumps(made)) == made


def test_quotes_stand_word_for_word_in_their_cards(library: Library, today: dt.date) -> None:
    for meeting in ("first", "regular", "difficult", "review", "career", "closing"):
        for citation in plan(
            parse_brief({"meeting": meeting, "minutes": 15, "concerns": ["burnt out"]}), library, today
        )["citations"]:
            card = library.cards[citation["card"]]
            stands = (card.answer,) if citation["section"] == "Answer" else card.sections[citation["section"]]
            assert citation["quote"] in stands


def test_a_length_that_cannot_be_is_replaced_and_told(library: Library, today: dt.date) -> None:
    for minutes, used in ((0, 30), (-10, 30), (2, 5), (480, 180)):
        made = make_plan(parse_brief({"minutes": minutes, "topics": ["my poster"]}), library, today)
        assert made.agenda["minutes"] == used == sum(i["minutes"] for i in made.agenda["items"])
        finding = next(f for f in made.findings if f.item == "A02")
        assert not finding.passed
        assert f"'{minutes}'" in finding.message


def test_the_default_length_is_stated(library: Library, today: dt.date) -> None:
    made = plan(parse_brief({"topics": ["my poster"]}), library, today)
    assert any("30 minutes" in line for line in made["agenda"]["send_ahead"])


def test_a_day_that_cannot_be_is_told_and_nothing_counted_from_it(library: Library, today: dt.date) -> None:
    for day in ("2026-02-30", "2020-05-05", "whenever"):
        made = make_plan(parse_brief({"date": day, "topics": ["my poster"]}), library, today)
        assert any(f"'{day}'" in problem for problem in made.problems)
        assert "2020" not in str(made.agenda)


def test_patients_are_masked_everywhere(library: Library, today: dt.date) -> None:
    brief = parse_brief(
        {
            "topics": ["Mrs Alder in bed 4"],
            "goals": ["help Mrs Alder"],
            "last_actions": [{"what": "call Mrs Alder"}],
        }
    )
    made = plan(brief, library, today, lambda text: text.replace("Mrs Alder", "[PATIENT NAME]"))
    assert "Alder" not in json.dumps(made)


def test_one_patients_care_is_no_topic_of_a_plan(library: Library, today: dt.date) -> None:
    brief = parse_brief({"topics": ["my patient in bed 12 and what insulin to give", "my poster"], "minutes": 30})
    made = make_plan(brief, library, today)
    assert "insulin" not in json.dumps(made.agenda)
    assert "bed 12" not in json.dumps(made.agenda)
    assert made.agenda["items"][2]["title"] == "Learning from a case"
    assert any("supervising clinician" in problem for problem in made.problems)
    assert "supervising clinician" in next(f.message for f in made.findings if f.item == "A18")


def test_work_about_patients_stays_as_it_is(library: Library, today: dt.date) -> None:
    for topic in (
        "my insulin dosing study",
        "breaking bad news to a patient",
        "patient communication",
        "time management",
    ):
        titles = [i["title"] for i in make_plan(parse_brief({"topics": [topic]}), library, today).agenda["items"]]
        assert topic[:1].upper() + topic[1:] in titles


def test_questions_do_not_all_open_with_the_same_words(library: Library, today: dt.date) -> None:
    brief = parse_brief({"role": "mentor", "minutes": 45, "topics": ["her exam in May", "her notes", "time"]})
    asked = plan(brief, library, today)["agenda"]["questions"]
    assert sum("when it comes to" in question for question in asked) <= 1
    assert len({question.split(" ", 1)[0] for question in asked}) > 1


def test_the_action_to_leave_with_fits_the_theme(library: Library, today: dt.date) -> None:
    brief = parse_brief({"role": "mentee", "minutes": 30, "topics": ["my exam in May"]})
    done = [action["what"] for action in plan(brief, library, today)["agenda"]["actions"]]
    assert done[0].startswith("Send a one-page plan for my exam in May")
