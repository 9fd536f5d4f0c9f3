"""Replies keep what rubric items C01 to C12 ask, and a broken file is refused by field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.safety import Helplines, Replies, load_replies, screen
from assistant.settings import PROJECT

CRISES = ["I want to kill myself", "My mentee said she wants to die", "I want to die. just kidding"]


def said(text: str, replies: Replies, helplines: Helplines, country: str | None) -> str:
    reply = screen(text, replies=replies, helplines=helplines, country=country).reply
    assert reply is not None
    return reply


@pytest.mark.parametrize("text", CRISES)
@pytest.mark.parametrize("country", ["US", "GB", "NZ", None])
def test_a_crisis_reply_is_short_asks_and_names_help(
    text: str, country: str | None, replies: Replies, helplines: Helplines
) -> None:
    reply = said(text, replies, helplines, country)
    assert len(reply.split()) <= 130
    assert "suicide" in reply
    assert "local emergency number" in reply
    assert "Nothing of this message is stored" in reply or "nothing of this message is stored" in reply
    assert "mentoring tool" in reply
    home = helplines.country(country)
    numbers = [home.lines[0].number, home.emergency] if home else ["988", "116 123", "13 11 14", "findahelpline.com"]
    assert all(number in reply for number in numbers)
    assert "http" not in reply


def test_the_first_sentence_of_a_crisis_reply_gives_no_number(replies: Replies, helplines: Helplines) -> None:
    for text in CRISES:
        assert not re.search(r"\d", said(text, replies, helplines, "US").split(".")[0])


def test_a_worried_mentor_is_told_to_ask_stay_and_keep_no_secret(replies: Replies, helplines: Helplines) -> None:
    reply = said(CRISES[1], replies, helplines, "US")
    for words in ("Ask them directly", "secrecy", "stay with them", "Follow up", "look after yourself"):
        assert words in " ".join(reply.split())


def test_another_language_gets_a_line_of_its_own(replies: Replies, helplines: Helplines) -> None:
    reply = said("Ich will sterben", replies, helplines, "DE")
    assert reply.endswith(replies.crisis.languages["de"])


def test_a_country_is_never_guessed(replies: Replies, helplines: Helplines) -> None:
    assert said(CRISES[0], replies, helplines, "XX") == said(CRISES[0], replies, helplines, None)


def test_mistreatment_is_believed_and_the_choice_stays(replies: Replies, helplines: Helplines) -> None:
    reply = " ".join(said("My attending groped me", replies, helplines, "US").split())
    assert reply.startswith("I believe you")
    for words in (
        "safe now",
        "ombudsperson",
        "Title IX",
        "anonymous",
        "police",
        "doing nothing for now",
        "mandatory",
        "record",
    ):
        assert words in reply


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (("phi",), None),
        (("phi",), "no kinds"),
        (("crisis", "self"), "no line here"),
        (("crisis", "line"), "$lines only"),
        (("integrity", "cruelty"), ""),
        (("unknown",), "text"),
    ],
)
def test_a_broken_reply_names_its_field(tmp_path: Path, field: tuple[str, ...], value: str | None) -> None:
    data = yaml.safe_load((PROJECT / "knowledge" / "replies.yaml").read_text(encoding="utf-8"))
    part = data
    for name in field[:-1]:
        part = part[name]
    if value is None:
        del part[field[-1]]
    else:
        part[field[-1]] = value
    (tmp_path / "replies.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        load_replies(tmp_path)
    assert (error.value.file, error.value.field) == ("replies.yaml", ".".join(field))


def test_a_missing_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"replies\.yaml"):
        load_replies(tmp_path)
