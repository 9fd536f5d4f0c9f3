"""How messages are read: learned from these examples, one chain inside the other, bare and sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapted import Span
from assistant.adapted.reading import stamp
from assistant.errors import LibraryError
from assistant.outreach.brief import KINDS
from assistant.outreach.extract.learning import DRAFTS, WISHES, digest, lessons, load_examples
from assistant.outreach.extract.reader import told
from assistant.outreach.extract.tagger import CHAINS, LABELS, WEIGHTS, message_reader


def test_the_weights_were_learned_from_the_examples_as_they_stand() -> None:
    examples = [*load_examples(), *load_examples(WISHES), *load_examples(DRAFTS)]
    assert stamp(WEIGHTS) == digest(examples), "run: python -m assistant.train outreach"


def test_each_kind_has_marked_examples_and_whole_drafts() -> None:
    kinds = {example.kind for example in load_examples() if example.spans}
    assert {*KINDS} <= kinds
    assert {*KINDS} == {example.kind for example in load_examples(DRAFTS)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [("thank-you: hello\n", "must map"), ("{}", "must map")],
)
def test_examples_of_another_form_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "readings.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=reason):
        load_examples(file)


def test_an_unknown_mark_is_refused_by_kind(tmp_path: Path) -> None:
    file = tmp_path / "readings.yaml"
    file.write_text("".join(f"{kind}: |\n  write to {{xx Ann}}\n" for kind in KINDS), encoding="utf-8")
    with pytest.raises(LibraryError, match=KINDS[0]):
        load_examples(file)


def test_wishes_teach_only_their_kind() -> None:
    examples, wishes = load_examples()[:40], load_examples(WISHES)[:10]
    taught = lessons(examples, wishes)
    assert [lesson.spans for lesson in taught[-10:]] == [None] * 10
    assert all(LABELS[lesson.labels["kind"]] for lesson in taught)
    assert len(taught) > len(examples) + len(wishes)


def test_the_same_message_is_read_once_and_kept_without_its_words() -> None:
    read = message_reader()
    text = "email Dr. Novak, her talk on frailty was great. im an M1"
    assert read(text) is read(text)
    found = {span.code: text[span.start : span.end] for span in read(text).spans}
    assert found["rn"] == "Novak"
    assert set(found) <= {code for chain in CHAINS.values() for code in chain.codes}


def test_what_is_told_is_bare_and_sure() -> None:
    text = "Thank Dr. Ines Vidal for reading my essay. - Tom Reyes (M3, Tulane)"
    found = told(text, message_reader()(text).spans)["sender"]
    assert (found.name, found.stage, found.institution) == ("Tom Reyes", "M3", "Tulane")


def test_what_is_in_doubt_is_left_for_a_question() -> None:
    text = "write to Dr. Lee about her talk"
    spans = (Span("rt", 9, 12, 0.99), Span("rn", 13, 16, 0.99), Span("why", 17, 31, 0.2, 0.3))
    assert "reason" not in told(text, spans)


def test_of_two_recipients_none_is_taken() -> None:
    text = "write to Lee and Novak"
    spans = (Span("rn", 9, 12, 0.95), Span("rn", 17, 22, 0.95))
    assert told(text, spans)["recipient"].name is None


def test_the_longer_form_of_one_name_is_taken() -> None:
    text = "Lindqvist gave a talk. email Amara Lindqvist"
    spans = (Span("rn", 0, 9, 0.97), Span("rn", 29, 44, 0.95))
    assert told(text, spans)["recipient"].name == "Amara Lindqvist"


def test_reasons_that_are_joined_are_one() -> None:
    text = "she runs the clinic and taught me anatomy, email her"
    spans = (Span("why", 0, 19, 0.9), Span("why", 24, 41, 0.8))
    assert told(text, spans)["reason"] == "she runs the clinic and taught me anatomy"


def test_nothing_is_told_by_nothing() -> None:
    empty = told("", ())
    assert not any(empty["sender"].model_dump().values())
    assert set(empty) == {"sender", "recipient"}
