"""The gate: what cannot be used as a whole, advice without its passage, lines out of the role."""

from __future__ import annotations

import pytest

from assistant.library.scenarios import load_rules
from assistant.models.citing import CitedSentence
from assistant.models.gate import AnswerGate, Role, persona_fault, whole_fault
from assistant.models.wording import load_prompt

RULES = load_prompt("answer").system
PASSAGES = {
    1: "Meet every two to four weeks at first, and once a month later.",
    2: "- Send a short agenda two days before the meeting.\n- Do not ask for a letter in the first meeting.",
}


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("", "empty"),
        (" \n... ", "empty"),
        ('{"answer": "Meet once a month."}', "JSON"),
        ('```json\n{"answer": "Meet"}\n```', "JSON"),
        ('[{"n": 1, "text": "Meet', "JSON"),
        ("Debe reunirse con su mentor una vez al mes y enviar la agenda antes de la reunión.", "English"),
        ("\u4f60\u5e94\u8be5\u6bcf\u4e2a\u6708\u89c1\u4e00\u6b21\u5bfc\u5e08", "English"),
        ("You answer a question about mentoring in medicine. You are given numbered passages.", "instructions"),
        ("As an AI language model I cannot meet mentors.", "instructions"),
        ("I am Qwen, a model made by Alibaba.", "instructions"),
        ("<|im_start|>assistant Meet once a month.", "marks"),
    ],
)
def test_a_reply_that_is_no_reply_is_named(reply: str, fault: str) -> None:
    assert fault in (whole_fault(reply, RULES) or "")


def test_a_plain_reply_passes() -> None:
    assert whole_fault("Meet every two to four weeks at first. [1]", RULES) is None


def gate(similar: float = 0.9) -> AnswerGate:
    return AnswerGate(PASSAGES, "How often should I meet my mentor?", lambda one, other: similar)


@pytest.mark.parametrize(
    ("text", "ids", "n"),
    [
        ("Meet every two to four weeks at first.", (1,), 1),
        ("At first, meet every two to four weeks, then once a month.", (1,), 1),
        ("Two days before the meeting, send a short agenda.", (2,), 2),
        ("Send a short agenda two days before the meeting.", (1,), 2),
        ("Send a short agenda two days before the meeting.", (), 2),
    ],
)
def test_a_supported_sentence_stands_on_the_passage_that_carries_it(text: str, ids: tuple[int, ...], n: int) -> None:
    found = gate().check(CitedSentence(text, ids))
    assert found is not None and found.n == n


@pytest.mark.parametrize(
    "text",
    [
        "Meet every week at first.",
        "Meet every two to six weeks at first.",
        "Do not meet every two to four weeks at first.",
        "Always meet once a month.",
        "Ask for a letter in the first meeting.",
        "Send a long agenda two days before the meeting.",
        "Send a short agenda two days after the meeting.",
        "Bring a gift to the meeting.",
        "Send the dean a short agenda two days before the meeting.",
        "A study of 300 students shows that meeting once a month works.",
        "Good mentors matter.",
        "Yes.",
        "Give the patient 5 mg two days before the meeting.",
    ],
)
@pytest.mark.parametrize("ids", [(), (1,), (2,), (1, 2)])
def test_a_sentence_that_its_passage_does_not_carry_is_dropped_and_noted(text: str, ids: tuple[int, ...]) -> None:
    checked = gate()
    assert checked.check(CitedSentence(text, ids)) is None
    assert text in checked.faults[0]


def test_the_same_words_with_another_meaning_are_dropped() -> None:
    assert gate(similar=0.1).check(CitedSentence("Meet every two to four weeks at first.", (1,))) is None


def role(**changes: object) -> Role:
    rules = load_rules()
    values = {
        "known": "Charge nurse, night shift. Six orders, heparin, bed fourteen. You did not tell us.",
        "hidden": "The others wanted to write it up, and she said she would talk to you first.",
        "complaint": lambda line: rules.complaint("lines.guarded.any", line),
        "user": ("I understand that six orders went in without a word to the nurses.",),
    }
    return Role(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["Six orders. We found out from the alarm.", "You walked past this desk all night."])
def test_a_line_in_the_role_is_spoken(line: str) -> None:
    assert persona_fault(line, role()) is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("You: I am sorry.\nNurse: Good.", "other side"),
        ("Learner: I will call next time.", "other side"),
        ("I understand that six orders went in without a word to the nurses.", "other side's words"),
        ("This is only a role-play, so do not worry.", "out of the role"),
        ("As an AI I cannot be angry.", "out of the role"),
        ("Good question. Next time try asking me an open question.", "coaches"),
        ("You're right, I was too harsh.", "gives in"),
        ("You are an idiot.", "insults"),
        ("Give him 5 mg of morphine.", "clinical"),
        ("There were 12 orders.", "number"),
        ("Ask Doctor Patel, he saw it.", "name"),
        ("The others wanted to write it up, but I said I would talk to you first.", "holds back"),
        ("One. Two. Three. Four.", "too long"),
        ("word " * 61, "too long"),
    ],
)
def test_a_line_out_of_the_role_is_named(line: str, fault: str) -> None:
    assert fault in (persona_fault(line, role()) or "")


def test_what_was_held_back_may_be_said_once_it_is_out() -> None:
    line = "The others wanted to write it up, but I said I would talk to you first."
    assert persona_fault(line, role(hidden="")) is None
