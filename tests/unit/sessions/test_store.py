"""Conversations are kept by turn, found only by who began them, and really deleted."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from assistant.errors import SessionError
from assistant.events import Agenda, Citation, Draft, Finding, Turn
from assistant.sessions import ConversationStore, Stored
from assistant.sessions import store as store_module
from assistant.sessions.database import FILE
from assistant.sessions.store import ID
from assistant.settings import Settings, load_settings

Say = Callable[..., Turn]
ANNA, BEN = secrets.token_urlsafe(32), secrets.token_urlsafe(32)


def bytes_on_disk(settings: Settings) -> bytes:
    return b"".join(path.read_bytes() for path in settings.data_dir.iterdir())


def test_what_was_said_is_there_after_a_restart(store: ConversationStore, settings: Settings, say: Say) -> None:
    made = say(
        citations=(Citation(1, "how-often", "Answer", "Monthly.", ("A1",)),),
        choices=("Why?",),
        state={"card": "how-often", "depth": {"n": [1, 2]}},
        draft=Draft("Subject", "Body [ADD: x]", ("[ADD: x]",)),
        agenda=Agenda({"minutes": 30}),
        findings=(Finding("E01", False, "warn", "long", "so long"),),
        notices=("A name was masked.",),
    )
    id = store.create(ANNA)
    store.append(ANNA, id, made)
    store.append(ANNA, id, say("and for a resident?"))
    store.close()
    again = ConversationStore.open(settings)
    assert again.load(ANNA, id).turns == (made, say("and for a resident?", n=2))
    again.close()


def test_a_new_conversation_is_empty_and_not_in_the_list(store: ConversationStore) -> None:
    id = store.create(ANNA)
    assert ID.fullmatch(id)
    assert store.load(ANNA, id).turns == ()
    assert store.list(ANNA) == ()


def test_the_list_is_newest_first_with_titles_tasks_and_counts(store: ConversationStore, say: Say) -> None:
    older, newer = store.create(ANNA), store.create(ANNA)
    store.append(ANNA, newer, say("About feedback"))
    store.append(ANNA, older, say("About  meetings\nwith my mentor"))
    store.append(ANNA, older, say("Plan one", task="agenda"))
    listed = store.list(ANNA)
    assert [(s.id, s.title, s.turns, s.task) for s in listed] == [
        (older, "About meetings with my mentor", 2, "agenda"),
        (newer, "About feedback", 1, "ask"),
    ]
    assert abs(datetime.now(UTC) - listed[0].updated) < timedelta(minutes=1)


def test_a_long_first_message_is_cut_at_a_word(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say("mentoring " * 30))
    title = store.list(ANNA)[0].title
    assert len(title) <= 60 and title.endswith("mentoring…")


def test_another_browser_sees_changes_and_deletes_nothing(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say("About my difficult supervisor"))
    assert store.list(BEN) == store.search(BEN, "supervisor") == ()
    tries: list[Callable[[], object]] = [
        lambda: store.load(BEN, id),
        lambda: store.append(BEN, id, say()),
        lambda: store.keep(BEN, id, Stored(), ()),
        lambda: store.keep(BEN, id, store.read(ANNA, id), ()),
        lambda: store.stamp(BEN, id),
        lambda: store.rename(BEN, id, "mine now"),
        lambda: store.rename(BEN, id, ""),
        lambda: store.delete(BEN, id),
        lambda: store.export(BEN, id),
    ]
    for attempt in tries:
        with pytest.raises(SessionError, match="there is no conversation"):
            attempt()
    assert store.delete_all(BEN) == 0
    assert [turn.user for turn in store.load(ANNA, id).turns] == ["About my difficult supervisor"]


@pytest.mark.parametrize(
    "id", ["", "x", "' OR 1=1 --", "../" * 8, "\x00" * 22, "A" * 22, "ä" * 22, "9" * 5000, None, 7]
)
def test_an_id_that_never_was_is_answered_like_somebody_elses(store: ConversationStore, id: str, say: Say) -> None:
    theirs = store.create(BEN)
    store.append(BEN, theirs, say())
    with pytest.raises(SessionError) as foreign:
        store.load(ANNA, theirs)
    with pytest.raises(SessionError) as unknown:
        store.load(ANNA, id)
    assert str(unknown.value).split("'")[-1] == str(foreign.value).split("'")[-1]
    assert len(str(unknown.value)) < 200 and len(str(unknown.value).splitlines()) == 1


def test_nobody_has_no_conversations(store: ConversationStore) -> None:
    for attempt in (lambda: store.create(""), lambda: store.list(""), lambda: store.delete_all("")):
        with pytest.raises(SessionError, match="allow cookies"):
            attempt()


def test_the_browsers_secret_is_not_on_the_disk(store: ConversationStore, settings: Settings, say: Say) -> None:
    store.append(ANNA, store.create(ANNA), say())
    assert ANNA.encode() not in bytes_on_disk(settings)


def test_nothing_of_a_turn_that_is_not_kept_is_stored(store: ConversationStore, settings: Settings, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say("first"))
    before = store.list(ANNA)
    store.append(ANNA, id, say("zanzibar", "quetzal", kept=False))
    assert store.list(ANNA) == before
    assert len(store.load(ANNA, id).turns) == 1
    assert b"zanzibar" not in bytes_on_disk(settings) and b"quetzal" not in bytes_on_disk(settings)
    assert store.append(ANNA, id, say("second", n=3)).n == 2


def test_two_tabs_lose_nothing(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say("begun"))
    with ThreadPoolExecutor(16) as tabs:
        kept = list(tabs.map(lambda n: store.append(ANNA, id, say(f"tab {n}", n=2)), range(40)))
    turns = store.load(ANNA, id).turns
    assert [turn.n for turn in turns] == list(range(1, 42))
    assert {turn.n: turn.user for turn in kept} == {turn.n: turn.user for turn in turns[1:]}


@pytest.mark.parametrize("keep", [0, 1, 2, 3])
def test_undo_takes_back_what_follows(store: ConversationStore, say: Say, keep: int) -> None:
    id = store.create(ANNA)
    for user, task in (("one", "ask"), ("two", "agenda"), ("three", "outreach")):
        store.append(ANNA, id, say(user, task=task))
    known = store.read(ANNA, id)
    store.keep(ANNA, id, known, known.turns[:keep])
    left = ["one", "two", "three"][:keep]
    assert [turn.user for turn in store.load(ANNA, id).turns] == left
    assert [(s.title, s.turns, s.task) for s in store.list(ANNA)] == (
        [("one", len(left), ["ask", "agenda", "outreach"][len(left) - 1])] if left else []
    )
    store.append(ANNA, id, say("again"))
    assert [turn.user for turn in store.load(ANNA, id).turns] == [*left, "again"]
    assert store.list(ANNA)[0].title == (left or ["again"])[0]


def test_a_title_of_ones_own_stays_until_it_is_taken_back(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say("first words"))
    store.rename(ANNA, id, "  Dr Osei\n\x00 letters ")
    store.keep(ANNA, id, store.read(ANNA, id), ())
    store.append(ANNA, id, say("other words"))
    assert store.list(ANNA)[0].title == "Dr Osei letters"
    store.rename(ANNA, id, " ")
    assert store.list(ANNA)[0].title == "other words"


@pytest.mark.parametrize("gone", ["delete", "delete_all", "undo", "sweep"])
def test_what_is_deleted_is_not_on_the_disk(store: ConversationStore, settings: Settings, say: Say, gone: str) -> None:
    id, other = store.create(ANNA), store.create(BEN)
    store.append(ANNA, id, say("zanzibar " * 3000, "quetzal"))
    store.append(BEN, other, say("ordinary"))
    assert b"zanzibar" in bytes_on_disk(settings)
    match gone:
        case "delete":
            store.delete(ANNA, id)
        case "delete_all":
            assert store.delete_all(ANNA) == 1
        case "undo":
            store.keep(ANNA, id, store.read(ANNA, id), ())
        case "sweep":
            store.append(BEN, other, say())
            assert store.sweep(datetime.now(UTC) + timedelta(days=366)) == 2
    left = bytes_on_disk(settings)
    assert b"zanzibar" not in left and b"quetzal" not in left
    assert len(store.list(BEN)) == (0 if gone == "sweep" else 1)


def test_every_word_of_a_search_must_be_there(store: ConversationStore, say: Say) -> None:
    first, second = store.create(ANNA), store.create(ANNA)
    store.append(ANNA, first, say("Über den Rückblick", "Ask for one thing."))
    store.append(ANNA, first, say("more", draft=Draft("Shadowing", "Dear Dr Osei")))
    store.append(ANNA, second, say("Letters 100% done", "Ask early."))

    def found(text: str) -> list[str]:
        return [summary.id for summary in store.search(ANNA, text)]

    assert found("ask") == [second, first]
    assert found("  ÜBER osei ") == [first]
    assert found("shadowing LETTERS") == []
    assert found("0%") == [second]
    assert found("_") == []
    assert found(" ") == [second, first]


def test_old_conversations_are_swept_and_fresh_ones_stay(store: ConversationStore, say: Say) -> None:
    used, begun = store.create(ANNA), store.create(ANNA)
    store.append(ANNA, used, say())
    now = datetime.now(UTC)
    assert store.sweep(now) == 0
    assert store.sweep(now + timedelta(days=2)) == 1
    with pytest.raises(SessionError):
        store.load(ANNA, begun)
    assert store.sweep(now + timedelta(days=364)) == 0
    assert store.sweep(now + timedelta(days=366)) == 1
    assert store.list(ANNA) == ()


def test_whoever_opens_the_page_sets_off_the_sweep(settings: Settings, say: Say) -> None:
    earlier = ConversationStore.open(settings)
    id = earlier.create(ANNA)
    earlier.append(ANNA, id, say())
    earlier.close()
    with sqlite3.connect(settings.data_dir / FILE) as raw:
        raw.execute("UPDATE conversations SET updated = updated - 366 * 24 * 3600")
    raw.close()
    store = ConversationStore.open(settings)
    assert store.list(BEN) == ()
    assert store.check().turns == 0
    store.close()


def test_without_a_retention_nothing_used_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say) -> None:
    monkeypatch.setenv("MENTOR_RETENTION_DAYS", "")
    store = ConversationStore.open(load_settings(data_dir=tmp_path))
    store.append(ANNA, store.create(ANNA), say())
    assert store.sweep(datetime.now(UTC) + timedelta(days=5000)) == 0
    store.close()


def sizes_of(settings: Settings) -> list[int]:
    with sqlite3.connect(settings.data_dir / FILE) as raw:
        sizes = [size for (size,) in raw.execute("SELECT length(body) FROM turns ORDER BY n")]
    raw.close()
    return sizes


def test_storage_grows_by_a_row_a_turn(store: ConversationStore, settings: Settings, say: Say) -> None:
    id, known = store.create(ANNA), Stored()
    played: list[dict[str, object]] = []
    for n in range(60):
        # A task's state is handed on whole, and grows: as a rehearsal's does.
        played.append({"text": f"turn {n:02}", "reply": "And what will you do about it? " * 8, "trust": 3})
        state = {"stage": "play", "play": {"turns": [*played], "over": False}}
        turn = say("How often should we meet?" * 4, "Monthly. " * 40, n=n + 1, task="rehearsal", state=state)
        known = store.keep(ANNA, id, known, (*known.turns, turn))
    sizes = sizes_of(settings)
    assert len(sizes) == 60
    assert sizes[-1] - sizes[1] <= 2 * (len("60") - len("1"))
    assert store.read(ANNA, id) == known


def test_a_turn_is_replaced_at_once_or_not_at_all(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    id = store.create(ANNA)
    known = store.keep(ANNA, id, Stored(), (say("one"), say("two", n=2)))
    with monkeypatch.context() as patch:
        # It ends between what is deleted and what is added.
        patch.setattr(store_module, "write_turn", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.keep(ANNA, id, known, (known.turns[0], say("other", n=2)))
    assert [turn.user for turn in store.load(ANNA, id).turns] == ["one", "two"]
    store.keep(ANNA, id, known, (known.turns[0], say("other", n=2)))
    assert [turn.user for turn in store.load(ANNA, id).turns] == ["one", "other"]


def test_what_another_tab_said_meanwhile_is_never_deleted(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    known = store.keep(ANNA, id, Stored(), (say("one", state={"a": 1}), say("two", n=2, state={"a": 2})))
    store.append(ANNA, id, say("another tab", state={"a": 3}))
    after = store.keep(ANNA, id, known, (known.turns[0], say("two again", n=2, state={"a": 4})))
    assert after.stamp is None
    turns = store.load(ANNA, id).turns
    assert [turn.user for turn in turns] == ["one", "two", "another tab", "two again"]
    assert [turn.state["a"] for turn in turns] == [1, 2, 3, 4]


def test_the_stamp_changes_with_each_write_even_where_the_clock_does_not(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    id, stamps = store.create(ANNA), set()
    monkeypatch.setattr(
        store_module, "datetime", type("Stopped", (datetime,), {"now": lambda _: datetime(2020, 1, 1, tzinfo=UTC)})
    )
    known = Stored()
    for n in range(5):
        known = store.keep(ANNA, id, known, (*known.turns, say(n=n + 1)))
        assert known.stamp == store.stamp(ANNA, id)
        stamps.add(known.stamp)
    assert len(stamps) == 5


def test_a_turn_of_an_earlier_version_is_read(store: ConversationStore, settings: Settings, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say())
    with sqlite3.connect(settings.data_dir / FILE) as raw:
        early = {"n": 1, "task": "ask", "user": "How often?", "reply": "Monthly."}
        raw.execute("UPDATE turns SET body = ?", (json.dumps(early),))
    raw.close()
    assert store.load(ANNA, id).turns == (say(),)


@pytest.mark.parametrize("body", ["", "[]", "{}x", '{"citations": 3}', '{"from_tomorrow": 1}'])
def test_a_turn_that_cannot_be_read_is_one_line_and_can_be_deleted(
    store: ConversationStore, settings: Settings, say: Say, body: str
) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say())
    with sqlite3.connect(settings.data_dir / FILE) as raw:
        raw.execute("UPDATE turns SET body = ?", (body,))
    raw.close()
    with pytest.raises(SessionError, match=r"turn 1 of conversation .* delete it"):
        store.load(ANNA, id)
    store.delete(ANNA, id)
    assert store.list(ANNA) == ()


@pytest.mark.parametrize(
    "said", ["a\x00b", "\ud800 alone", "🎉" * 10, "‮abc", "x" * 40_000, "", "'; DROP TABLE turns; --"]
)
def test_odd_text_is_kept_as_it_is(store: ConversationStore, say: Say, said: str) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say(said, said))
    assert store.load(ANNA, id).turns[0].user == said
    assert "\x00" not in store.list(ANNA)[0].title
    store.export(ANNA, id).encode("utf-8", "replace")


def test_an_export_reads_well_and_nothing_typed_in_it_is_live(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    asked = say("How often?\n\n![x](http://tracker/x.png) <img src=x>", "Meet **monthly** [1].")
    store.append(
        ANNA, id, replace(asked, citations=(Citation(1, "how-often", "Answer", "Meet monthly.", (), "Meetings"),))
    )
    store.append(ANNA, id, say("Write", "Here it is.", draft=Draft("A question", "Dear Dr Osei,\nThanks.")))
    store.rename(ANNA, id, "Meetings")
    text = store.export(ANNA, id)
    assert text.startswith("# Meetings\n\n## 1\n\n> How often?")
    assert "<img" not in MarkdownIt().render(text) and "<a" not in MarkdownIt().render(text)
    assert "Meet **monthly** [1]." in text
    assert "- [1] Meetings, Answer: “Meet monthly.”" in text
    assert "> Subject: A question\n>\n> Dear Dr Osei,  \n> Thanks." in text


def test_the_files_are_for_their_owner_only(store: ConversationStore, settings: Settings, say: Say) -> None:
    store.append(ANNA, store.create(ANNA), say())
    modes = {path.name: path.stat().st_mode & 0o077 for path in settings.data_dir.glob(f"{FILE}*")}
    assert len(modes) == 3 and set(modes.values()) == {0}


def test_the_log_is_written_ahead_and_flushed_before_a_turn_is_acknowledged(store: ConversationStore) -> None:
    store.check()
    with store._database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        }
        assert found == {"journal_mode": "wal", "synchronous": 2}


def test_the_store_says_what_it_keeps(store: ConversationStore, settings: Settings, say: Say) -> None:
    id = store.create(ANNA)
    store.create(BEN)
    store.append(ANNA, id, say())
    store.append(ANNA, id, say())
    kept = store.check()
    assert (kept.where, kept.conversations, kept.turns) == (str(settings.data_dir / FILE), 1, 2)
