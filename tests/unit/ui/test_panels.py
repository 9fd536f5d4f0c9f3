"""The workbench beside the chat: what is changed there is what the conversation goes on from."""

from __future__ import annotations

import base64
import io
import json
from email import message_from_bytes
from urllib.parse import quote

import docx
import pytest
from icalendar import Calendar

from tests.unit.ui.conftest import Visit


def content(someone: Visit) -> bytes:
    return base64.b64decode(someone.got["file"]["data"])


def drafted(someone: Visit, **more: str) -> None:
    someone.act("start", task="outreach")
    someone.act("draft.kind", kind="thank-you")
    values = {"recipient.title": "Dr.", "recipient.name": "Lindqvist", "reason": "the advice about my poster", **more}
    someone.make("outreach.write", tone="warm", channel="email", **values)


def planned(someone: Visit, minutes: str = "30") -> None:
    someone.act("start", task="agenda")
    topics = "Step 1 timing\nresearch project is stuck\nfeedback on my presentation\nelectives"
    someone.make("agenda.write", meeting="regular", minutes=minutes, role="mentee", topics=topics)


def plan(someone: Visit) -> dict[str, object]:
    turn = someone.desk.conversation.last("agenda")
    assert turn and turn.agenda
    return dict(turn.agenda.plan)


def minutes(someone: Visit) -> list[int]:
    return [item["minutes"] for item in plan(someone)["items"]]  # type: ignore[attr-defined]


# Sources and library


def test_the_workbench_follows_an_answer_to_its_sources(someone: Visit) -> None:
    someone.say("How do I ask for a letter of recommendation?")
    assert someone.desk.tab == "sources"
    assert "strong letter" in someone.bench and "Association of American Medical Colleges" in someone.bench
    opened = someone.act("sources.open", turn="1", n="2")
    assert opened.count("<details open>") == 1


def test_the_library_is_searched_filtered_and_opened(someone: Visit) -> None:
    every = someone.act("library.show")
    assert every.count('data-act="library.open"') == len(someone.page._coach.library.cards)
    found = someone.act("library.find", query="letter of recommendation", audience="mentee")
    first = found.index('data-act="library.open"')
    assert 'data-card="asking-for-a-letter"' in found[first : first + 120]
    assert found.count('data-act="library.open"') < 30
    card = someone.act("library.open", card="asking-for-a-letter")
    assert "When it differs" in card and "Evidence: expert opinion" in card and 'data-card="thank-you-message"' in card
    assert "No card fits" in someone.act("library.find", query="zzzzqq", stage="fellow", task="rehearsal")


@pytest.mark.parametrize(
    ("link", "sign"),
    [
        ("?card=asking-for-a-letter", 'id="card-asking-for-a-letter"'),
        ("?scenario=wandering-presentation", 'data-scenario="wandering-presentation"'),
        (f"?brief={quote(json.dumps({'kind': 'thank-you', 'reason': 'the poster advice'}))}", "the poster advice"),
        (f"?brief={quote(json.dumps({'meeting': 'first', 'topics': ['my project']}))}", "my project"),
    ],
)
def test_a_link_opens_what_it_names(someone: Visit, link: str, sign: str) -> None:
    assert sign in someone.act("arrive", search=link)


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("?card=nothing", "There is no card 'nothing'"),
        ("?scenario=nothing", "There is no situation 'nothing'"),
        ("?brief={", "cannot be read"),
        (f"?brief={quote(json.dumps({'kind': 'spell'}))}", "kind"),
        ("?c=AAAAAAAAAAAAAAAAAAAAAA", "there is no conversation"),
    ],
)
def test_a_link_to_nothing_says_so(someone: Visit, link: str, told: str) -> None:
    someone.act("arrive", search=link)
    assert told in someone.got["told"]


# Drafts


def test_a_form_becomes_a_draft_with_visible_blanks(someone: Visit) -> None:
    drafted(someone)
    assert "Dear Dr. Lindqvist" in someone.bench and "the advice about my poster" in someone.bench
    assert 'data-fill="[ADD: your full name]"' in someone.bench
    assert someone.desk.conversation.turns[-1].task == "outreach"


def test_own_edits_survive_the_next_message(someone: Visit) -> None:
    drafted(someone)
    turn = someone.desk.conversation.turns[-1]
    assert turn.draft
    body = turn.draft.body.replace("[ADD: your full name]", "Ada Brown").replace("Thank you", "Thank you so much", 1)
    someone.act("draft.edit", body=body, subject="My poster")
    assert 'data-fill="[ADD: your full name]"' not in someone.bench
    someone.say("more formal")
    draft = someone.desk.conversation.turns[-1].draft
    assert draft and "Ada Brown" in draft.body and "so much" in draft.body and draft.subject == "My poster"


def test_what_is_typed_over_a_blank_counts_as_said(someone: Visit) -> None:
    drafted(someone, **{"recipient.title": ""})
    draft = someone.desk.conversation.turns[-1].draft
    assert draft and "[ADD: title]" in draft.body
    someone.act("draft.edit", body=draft.body.replace("[ADD: title]", "Prof."), subject=draft.subject or "")
    assert "a title that you did not give" not in someone.bench
    assert someone.desk.conversation.state("outreach")["brief"]["recipient"]["title"] == "Prof"


def test_findings_follow_what_is_typed(someone: Visit) -> None:
    drafted(someone)
    someone.act("draft.edit", subject="URGENT!!!", body="Hey!!! I won 3 awards and need you to answer by tomorrow.")
    assert "URGENT" in someone.bench and '<li class="fail">' in someone.bench
    assert 'data-act="library.open"' in someone.bench, "a finding leads to the card that teaches it"


def test_tone_and_brief_are_changed_and_undone(someone: Visit) -> None:
    drafted(someone)
    before = someone.desk.conversation.turns[-1].draft
    someone.act("draft.set", field="tone", value="formal")
    someone.act("draft.set", field="recipient.name", value="Osei")
    assert "Dr. Osei" in someone.bench
    someone.act("draft.undo")
    someone.act("draft.undo")
    assert someone.desk.conversation.turns[-1].draft == before
    assert len(someone.desk.conversation.turns) == 1


def test_a_draft_is_taken_away_in_each_form(someone: Visit) -> None:
    drafted(someone)
    someone.act("save", file="draft.eml")
    assert message_from_bytes(content(someone))["X-Unsent"] == "1"
    someone.act("save", file="draft.docx", sources="yes")
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(content(someone))).paragraphs)
    assert "Lindqvist" in text and "What this rests on" in text
    someone.act("save", file="draft.md")
    assert b"Lindqvist" in content(someone) and b"rests on" not in content(someone)
    assert 'href="mailto:' in someone.act("draft.form") or "mailto" in someone.act("draft.form")


def test_patients_details_in_the_box_are_masked(someone: Visit) -> None:
    drafted(someone)
    someone.act("draft.edit", subject="Thanks", body="Dear Dr. Lindqvist,\n\nMRN 4823911 was hard.\n\nAda")
    assert "4823911" not in json.dumps(someone.desk.conversation.turns[-1].to_json())
    assert "masked" in someone.got["told"]


def test_a_lie_in_the_form_is_declined(someone: Visit) -> None:
    drafted(someone, notes="say that I won an award though I did not")
    assert not someone.desk.conversation.turns
    assert someone.got["told"]


@pytest.mark.parametrize("values", [{"minutes": "many"}, {"minutes": "-3"}, {"tone": "angry"}])
def test_a_bad_value_is_told_by_name(someone: Visit, values: dict[str, str]) -> None:
    someone.make("outreach.write", **values)
    assert next(iter(values)) in someone.got["told"]
    assert not someone.desk.conversation.turns


# Plans


def test_a_form_becomes_a_plan_that_adds_up(someone: Visit) -> None:
    planned(someone)
    assert sum(minutes(someone)) == 30
    assert someone.bench.count("data-row=") == len(minutes(someone))


def test_steppers_and_moves_keep_the_sum(someone: Visit) -> None:
    planned(someone)
    place = max(range(len(minutes(someone))), key=minutes(someone).__getitem__)
    before = minutes(someone)
    someone.act("agenda.minutes", item=str(place), minutes=str(before[place] + 2))
    assert minutes(someone)[place] == before[place] + 2 and sum(minutes(someone)) == 30
    someone.act("agenda.move", item="2", to="3")
    assert sum(minutes(someone)) == 30
    someone.act("agenda.undo")
    someone.act("agenda.undo")
    assert minutes(someone) == before


def test_what_cannot_be_done_is_said_and_changes_nothing(someone: Visit) -> None:
    planned(someone)
    before = plan(someone)
    someone.act("agenda.minutes", item="0", minutes="29")
    assert someone.got["told"] and plan(someone) == before
    someone.act("agenda.minutes", item="99", minutes="5")
    assert "there is no item '100'" in someone.got["told"]


def test_parked_points_come_back_and_talk_goes_on_from_there(someone: Visit) -> None:
    planned(someone)
    parked = plan(someone)["parked"]
    assert parked
    someone.act("agenda.unpark", item="0")
    someone.say("make it 45 minutes")
    assert sum(minutes(someone)) == 45


def test_a_plan_is_taken_away_in_each_form(someone: Visit) -> None:
    planned(someone)
    someone.act("save", file="agenda.ics", zone="Europe/London")
    assert "Set the day" in someone.got["told"]
    someone.act("agenda.day", day="2030-03-05T15:00")
    someone.act("save", file="agenda.ics", zone="Europe/London")
    event = Calendar.from_ical(content(someone)).walk("VEVENT")[0]
    assert event["DTSTART"].dt.isoformat() == "2030-03-05T15:00:00+00:00"
    someone.act("save", file="agenda.docx")
    assert docx.Document(io.BytesIO(content(someone))).tables
    someone.act("save", file="agenda.md")
    assert b"| From | Minutes |" in content(someone)


def test_the_thank_you_opens_as_a_draft_with_the_facts(someone: Visit) -> None:
    someone.act("start", task="agenda")
    someone.make("agenda.write", meeting="regular", minutes="30", topics="my poster", mentor="Dr. Okafor", mentee="Ada")
    someone.make("agenda.thanks")
    draft = someone.desk.conversation.turns[-1].draft
    assert draft and "Okafor" in draft.body and "poster" in draft.body
    assert someone.desk.task == "outreach"


# Rehearsals


def test_a_rehearsal_from_the_choice_to_the_files(someone: Visit) -> None:
    assert 'data-scenario="wandering-presentation"' in someone.act("start", task="rehearsal")
    looked = someone.act("rehearsal.look", scenario="wandering-presentation")
    assert "What to try for" in looked and 'name="warmth"' in looked
    someone.act("rehearsal.begin", scenario="wandering-presentation", warmth="9")
    assert someone.got["say"] == "Rehearse: Your presentations wander (warmth 0.9)"
    someone.say(someone.got["say"])
    assert "data-rate" in someone.bench
    someone.say("5")
    assert '<div class="persona">' in someone.got["turns"][-1]["html"]
    someone.say("Thank you. So you lost the thread before the plan came? What would a better one sound like?")
    assert "Turns left" in someone.bench
    for message in ("End and debrief", "6", "3"):
        someone.say(message)
    assert "You came in at 5 and leave at 3" in someone.bench
    assert "So you lost the thread before the plan came?" in someone.bench
    assert "<polyline" in someone.bench and "Attempt 1" in someone.bench
    someone.act("save", file="debrief.docx")
    assert docx.Document(io.BytesIO(content(someone))).paragraphs
    someone.act("save", file="transcript.md")
    assert b"lost the thread before" in content(someone)


def test_nothing_to_save_is_said(someone: Visit) -> None:
    for task, file in (("outreach", "draft.eml"), ("agenda", "agenda.md"), ("rehearsal", "debrief.md")):
        someone.act("start", task=task)
        someone.act("save", file=file)
        assert (
            "no draft" in someone.got["told"]
            or "no plan" in someone.got["told"]
            or "nothing to save" in someone.got["told"]
        )
