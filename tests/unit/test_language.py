"""English or not, in doubt yes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import has_words, is_english

ENGLISH = [
    "How do I ask for a letter of recommendation?",
    "My attending never gives me feedback and I am worried",
    "how 2 email prof pls",
    "mentor",
    "feedback?",
    "USMLE step 2 CK",
    "Is Dr. García a good mentor for a resident from São Paulo?",
    "My mentor said 'carpe diem' to me, what does he mean?",
    "PGY-2 burnout",
    "i no understand my mentor english is not my first language",
    "as a resident, en route to fellowship, do I need a new mentor?",
]
OTHERS = [
    "¿Cómo puedo pedir una carta de recomendación a mi profesor?",
    "Comment puis-je demander une lettre de recommandation à mon professeur ?",
    "Wie kann ich meinen Professor um ein Empfehlungsschreiben bitten, wenn er nicht antwortet?",
    "Como posso pedir uma carta de recomendação ao meu professor?",
    "Come posso chiedere una lettera di raccomandazione al mio professore?",
    "Hoe kan ik mijn mentor om een aanbevelingsbrief vragen?",
    "如何请求反馈",
    "Как попросить обратную связь?",
    "كيف أطلب رسالة توصية؟",
    "フィードバックをどう頼めばいいですか",
    "מכתב המלצה",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_are_not(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize("text", ["", "   ", "123", "🎉🎉", "?!", "ok", "bonjour", "hola amigo"])
def test_what_is_too_short_to_tell_counts_as_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", True), ("é", True), ("如", True), ("ﷺ", True), ("", False), ("12 :-) 🎉\n", False), ("\x00", False)],
)
def test_a_word_has_a_letter_of_any_script(text: str, expected: bool) -> None:
    assert has_words(text) is expected


@given(st.text(max_size=200))
def test_any_text_can_be_told(text: str) -> None:
    assert is_english(text) in (True, False)
    assert has_words(text) or is_english(text)
