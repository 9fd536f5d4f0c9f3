from __future__ import annotations

from assistant.outreach.brief import parse_brief
from assistant.outreach.compose import compose
from assistant.outreach.talk.keeping import keep_edits, without_sentence

OLD = (
    "Dear Dr. Lee,\n\nI am Maya. Your talk stayed with me.\n\nCould we talk? Monday would suit me.\n\nThank "
    "you.\n\nKind regards,\nMaya"
)


def test_without_edits_the_new_draft_stands() -> None:
    assert keep_edits(OLD, OLD, "New text.") == "New text."


def test_a_sentence_written_by_hand_survives_a_new_draft() -> None:
    edited = OLD.replace("Your talk stayed with me.", "Your talk kept me awake.")
    new = OLD.replace("Monday would suit me.", "Friday would suit me.")
    kept = keep_edits(OLD, edited, new)
    assert "Your talk kept me awake." in kept
    assert "stayed with me" not in kept
    assert "Friday would suit me." in kept
    assert kept.count("\n\n") == OLD.count("\n\n")


def test_a_sentence_struck_by_hand_stays_out() -> None:
    kept = keep_edits(
        OLD,
        OLD.replace("Your talk stayed with me.", "").replace("Maya. \n", "Maya.\n"),
        OLD.replace("Could we talk?", "Could we meet?"),
    )
    assert "stayed with me" not in kept
    assert "Could we meet?" in kept


def test_a_sentence_added_by_hand_stays_near_its_neighbour() -> None:
    kept = keep_edits(
        OLD, OLD.replace("stayed with me.", "stayed with me. I took notes."), OLD.replace("Monday", "Friday")
    )
    assert "stayed with me. I took notes." in kept


def test_edits_survive_a_change_of_tone_of_a_real_draft() -> None:
    brief = parse_brief(
        {
            "kind": "first-contact",
            "reason": "her talk on sleep",
            "tone": "warm",
            "recipient": {"name": "Ann Lee", "title": "Dr."},
        }
    )
    old = compose(brief).draft.body
    formal = compose(brief.model_copy(update={"tone": "formal"})).draft.body
    mine = "Your talk on sleep sent me to the library for a week."
    edited = old.replace("Your talk on sleep made me want to write to you.", mine)
    assert edited != old
    kept = keep_edits(old, edited, formal)
    assert mine in kept
    assert "Yours sincerely," in kept


def test_one_sentence_is_struck_out_by_what_it_says() -> None:
    assert without_sentence(OLD, "the part about Monday") == OLD.replace(" Monday would suit me.", "")
    assert without_sentence(OLD, "the giraffe") is None
