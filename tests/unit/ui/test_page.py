"""Turns on the page: said, stopped, edited, taken back; kept, found again, and never somebody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import SessionError
from assistant.sessions import ConversationStore
from assistant.ui.chat import MOST_STEPS, pieces
from assistant.ui.desk import Action, Desk
from tests.unit.ui.conftest import Visit

QUESTION = "How do I ask for a letter of recommendation?"


def test_a_reply_grows_and_ends_with_everything_beside_it_redrawn(someone: Visit) -> None:
    someone.say(QUESTION)
    assert someone.steps > 10
    assert set(someone.got["regions"]) == {"nav-body", "bench-body"}
    assert someone.got["done"] and "strong letter" in someone.got["said"]


def test_a_reply_comes_in_few_steps_however_long_it_is() -> None:
    short, long = "Meet once a month. " * 12, "You said it plainly, and they heard it. " * 120
    for text in (short, long):
        assert "".join(pieces(text)) == text
    assert len(list(pieces(short))) == 10
    assert len(list(pieces(long))) <= MOST_STEPS


def test_of_a_long_chat_only_what_changed_is_drawn(someone: Visit) -> None:
    for _ in range(3):
        someone.say(QUESTION)
    before, last = someone.got["turns"]
    assert (before["n"], last["n"]) == (2, 3)
    assert "data-again" in last["html"] and "data-again" not in before["html"]


def test_a_message_is_edited_retried_and_taken_back(someone: Visit) -> None:
    someone.say(QUESTION)
    someone.say("and for a resident?")
    someone.say("How often should we meet?", mode="edit", turn="1")
    assert [turn.user for turn in someone.desk.conversation.turns] == ["How often should we meet?"]
    someone.say(mode="retry")
    assert len(someone.desk.conversation.turns) == 1
    someone.act("take-back")
    assert someone.got["box"] == "How often should we meet?" and not someone.desk.conversation.turns


def test_a_wrong_mask_is_undone(someone: Visit) -> None:
    someone.say("My patient John Miller died, how do I ask for feedback?")
    assert "John Miller" not in someone.desk.conversation.turns[0].user
    assert 'data-unmask="' in someone.got["turns"][-1]["html"]
    someone.say("My patient John Miller died, how do I ask for feedback?", mode="edit", turn="1", unmask="John Miller")
    assert "John Miller" in someone.desk.conversation.turns[0].user
    assert len(someone.desk.conversation.turns) == 1


def test_a_crisis_names_the_lines_of_the_chosen_country_and_is_not_kept(
    someone: Visit, store: ConversationStore
) -> None:
    someone.act("settings.country", country="GB")
    assert "116 123" in someone.say("I want to kill myself")
    assert store.list("a-secret") == ()


def test_a_stopped_reply_is_kept_as_far_as_it_came(someone: Visit, store: ConversationStore) -> None:
    import gradio as gr

    shown = someone.page.say(someone.desk, gr.EventData(None, {"text": QUESTION}), someone.visitor)  # type: ignore[arg-type]
    for _ in range(4):
        _, someone.desk = next(shown)
    shown.close()
    got, someone.desk = someone.page.halt(someone.desk, someone.visitor)  # type: ignore[arg-type]
    assert "Stopped" in got["regions"]["log"]
    kept = store.load("a-secret", someone.desk.id)
    assert kept.turns[0].user == QUESTION and "Evidence" not in kept.turns[0].reply


@pytest.mark.parametrize("message", ["I want to kill myself", "My patient John Miller, MRN 12345678, died"])
def test_a_stopped_reply_keeps_nothing_that_a_whole_one_would_not(
    someone: Visit, store: ConversationStore, message: str
) -> None:
    import gradio as gr

    shown = someone.page.say(someone.desk, gr.EventData(None, {"text": message}), someone.visitor)  # type: ignore[arg-type]
    while not someone.desk.conversation.turns or not someone.desk.conversation.turns[-1].reply:
        _, someone.desk = next(shown)
    shown.close()
    got, someone.desk = someone.page.halt(someone.desk, someone.visitor)  # type: ignore[arg-type]
    assert "Stopped" in got["regions"]["log"]
    assert "kill" not in repr(kept := store.search("a-secret", "")) and "Miller" not in repr(kept)
    assert not store.search("a-secret", "kill") and not store.search("a-secret", "Miller")
    assert len(kept) == (0 if "kill" in message else 1)


@pytest.mark.parametrize("mode", ["retry", "edit"])
def test_a_stopped_retry_or_edit_takes_the_place_of_the_turn(
    someone: Visit, store: ConversationStore, mode: str
) -> None:
    import gradio as gr

    someone.say(QUESTION)
    someone.say("How often should we meet?")
    asked = {"text": "How often should we meet?", "mode": mode, "turn": "2"}
    shown = someone.page.say(someone.desk, gr.EventData(None, asked), someone.visitor)  # type: ignore[arg-type]
    for _ in range(4):
        _, someone.desk = next(shown)
    shown.close()
    _, someone.desk = someone.page.halt(someone.desk, someone.visitor)  # type: ignore[arg-type]
    kept = store.load("a-secret", someone.desk.id).turns
    assert kept == someone.desk.conversation.turns and len(kept) == 2


def test_what_was_said_while_the_database_was_down_is_kept_when_it_is_back(
    someone: Visit, store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise SessionError("the database does not answer")

    someone.say(QUESTION)
    with monkeypatch.context() as patch:
        for name in ("create", "keep", "list", "read", "stamp"):
            patch.setattr(store, name, down)
        someone.say("How often should we meet?")
        someone.say(mode="retry")
        assert "does not answer" in someone.got["told"]
    someone.say("What if feedback is unfair?")
    assert someone.got["told"] == ""
    assert [turn.user for turn in someone.desk.conversation.turns][1:] == [
        "How often should we meet?",
        "What if feedback is unfair?",
    ]
    assert store.load("a-secret", someone.desk.id).turns == someone.desk.conversation.turns


def test_an_untouched_conversation_is_not_read_again_at_each_turn(
    someone: Visit, store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone.say(QUESTION)
    reads: list[str] = []
    monkeypatch.setattr(store, "read", lambda visitor, id: reads.append(id))
    someone.say("How often should we meet?")
    someone.say("What if feedback is unfair?")
    assert reads == []


def test_a_conversation_outlives_the_page(someone: Visit, visit: Callable[..., Visit]) -> None:
    someone.say(QUESTION)
    address = someone.got["url"]
    again = visit()
    again.act("arrive", search=address)
    assert again.desk.conversation == someone.desk.conversation
    assert "strong letter" in again.got["regions"]["log"]


def test_nobody_opens_the_conversation_of_another(someone: Visit, visit: Callable[..., Visit]) -> None:
    someone.say(QUESTION)
    other = visit("another-secret")
    other.act("arrive", search=someone.got["url"])
    assert "strong letter" not in str(other.got) and "there is no conversation" in other.got["told"]
    for name in ("open", "export", "delete", "rename"):
        other.act(f"conversations.{name}", id=someone.desk.id, title="mine")
        assert "there is no conversation" in other.got["told"], name
    # An id in a message does not open it either.
    other.say("How often should we meet?", id=someone.desk.id)
    assert len(other.desk.conversation.turns) == 1


def test_two_tabs_on_one_conversation_lose_nothing(visit: Callable[..., Visit], store: ConversationStore) -> None:
    one, two = visit(), visit()
    one.say(QUESTION)
    two.act("arrive", search=one.got["url"])
    two.say("How often should we meet?")
    one.say("What if feedback is unfair?")
    assert [turn.user for turn in one.desk.conversation.turns] == [
        QUESTION,
        "How often should we meet?",
        "What if feedback is unfair?",
    ]
    assert "another tab" in one.got["told"]
    assert len(store.load("a-secret", one.desk.id).turns) == 3


def test_a_change_on_a_stale_desk_is_not_made(visit: Callable[..., Visit]) -> None:
    one, two = visit(), visit()
    one.make("outreach.write", **{"recipient.name": "Osei"})
    two.act("arrive", search=one.got["url"])
    two.say("make it shorter")
    one.act("draft.set", field="tone", value="formal")
    assert "another tab" in one.got["told"]
    assert len(one.desk.conversation.turns) == 2


def test_after_a_restart_the_browser_s_conversation_goes_on(someone: Visit) -> None:
    someone.say(QUESTION)
    id, someone.desk = someone.desk.id, Desk()
    someone.say("How often should we meet?", id=id)
    assert len(someone.desk.conversation.turns) == 2


def test_conversations_are_listed_found_renamed_saved_and_deleted(someone: Visit, store: ConversationStore) -> None:
    someone.say(QUESTION)
    first = someone.desk.id
    someone.act("new")
    assert someone.got["url"] == "" and not someone.desk.conversation.turns
    someone.say("How often should we meet?")
    assert someone.got["regions"]["nav-body"].count('data-act="conversations.open"') == 2
    someone.act("conversations.find", query="letter")
    assert someone.got["regions"]["nav-body"].count('data-act="conversations.open"') == 1
    someone.act("conversations.rename", id=first, title="Letters")
    assert "Letters" in someone.got["regions"]["nav-body"]
    someone.act("conversations.export", id=first)
    assert someone.got["file"]["name"] == "conversation.md"
    someone.act("conversations.open", id=first)
    assert someone.desk.conversation.turns[0].user == QUESTION
    someone.act("conversations.delete", id=first)
    assert not someone.desk.conversation.turns and len(store.list("a-secret")) == 1
    someone.act("conversations.delete-all")
    assert store.list("a-secret") == ()


def test_a_database_that_is_down_stops_no_conversation(
    someone: Visit, store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise SessionError("the database does not answer")

    for name in ("create", "keep", "list", "read", "stamp"):
        monkeypatch.setattr(store, name, down)
    assert "strong letter" in someone.say(QUESTION)
    assert "does not answer" in someone.got["told"]
    assert "does not answer" in someone.got["regions"]["nav-body"]


def test_without_a_cookie_the_page_works_and_says_that_nothing_is_kept(
    visit: Callable[..., Visit], store: ConversationStore
) -> None:
    nobody = visit("")
    assert "strong letter" in nobody.say(QUESTION)
    assert "until you close the page" in nobody.got["regions"]["nav-body"]


@pytest.mark.parametrize(
    "data", [None, [], "x", {"act": ["a"]}, {"act": "library.open", "card": {"a": 1}}, {"x": None}]
)
def test_whatever_a_browser_sends_is_read_as_texts(data: object) -> None:
    action = Action.read(data)
    assert all(isinstance(value, str) for value in action.values.values())
    assert action.number("missing", 3) == 3


@pytest.mark.parametrize(
    "values",
    [
        {"act": "no-such-thing"},
        {"act": "agenda.move", "item": "1e999", "to": "NaN"},
        {"act": "draft.set", "field": "__class__", "value": "x"},
        {"act": "conversations.open", "id": "../../etc/passwd"},
        {"act": "library.open", "card": "<script>"},
        {"act": "rehearsal.begin", "scenario": "'; drop table"},
        {"act": "save", "file": "../../secret"},
    ],
)
def test_odd_actions_neither_fail_nor_change_anything(someone: Visit, values: dict[str, str]) -> None:
    someone.act(values.pop("act"), **values)
    assert someone.got["done"] and "went wrong" not in str(someone.got.get("told"))
    assert not someone.desk.conversation.turns


@pytest.mark.parametrize(
    "message", ["", "   ", "x" * 200_000, "🎉🎉🎉", "a\x00b feedback", "<script>alert(1)</script>", "如何请求反馈?"]
)
def test_odd_messages_get_a_clear_reply(someone: Visit, message: str) -> None:
    assert someone.say(message).strip()
    assert "<script>alert" not in someone.got["turns"][-1]["html"]
