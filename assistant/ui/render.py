"""Conversation -> chat messages: what the chatbot component shows, as plain values.

The chat is drawn from the conversation alone, so what a browser sends can never put words into it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from assistant.events import Citation, Conversation, Draft, Turn
from assistant.library import SECTIONS, Card, Library
from assistant.words import Words

Message = dict[str, Any]


def messages(conversation: Conversation, library: Library, words: Words) -> list[Message]:
    """Return the whole chat; only the last turn offers its choices."""
    shown: list[Message] = []
    for turn in conversation.turns:
        shown += turn_messages(turn, library, words, last=turn is conversation.turns[-1])
    return shown


def turn_messages(turn: Turn, library: Library, words: Words, *, last: bool) -> list[Message]:
    """Return one turn: what was said, the reply, and its sources to open."""
    shown: list[Message] = [{"role": "user", "content": _typed(turn.user)}]
    if turn.reply:
        shown.append({"role": "assistant", "content": turn.reply})
    if turn.draft:
        shown.append({"role": "assistant", "content": draft_text(turn.draft, words)})
    if turn.citations:
        title = words("ui_sources", count=len(turn.citations))
        content = sources(turn.citations, library, words)
        shown.append({"role": "assistant", "content": content, "metadata": {"title": title, "status": "done"}})
    if last and turn.choices and turn.reply:
        options = [{"value": choice, "label": choice} for choice in turn.choices]
        shown.append({"role": "assistant", "content": words("ui_choices"), "options": options})
    return shown


def draft_text(draft: Draft, words: Words) -> str:
    """Return a draft as a message of its own, so that its copy button copies the draft and nothing else."""
    subject = f"**{words('ui_subject')}** {_typed(draft.subject)}\n\n" if draft.subject else ""
    return subject + _typed(draft.body)


def sources(citations: tuple[Citation, ...], library: Library, words: Words) -> str:
    """Return the citations as nested folds: passage, then card with its evidence and works."""
    folds = []
    for citation in citations:
        card = library.cards.get(citation.card)
        where = f"{citation.title or citation.card} · {citation.section}" if citation.section else citation.title
        body = f"<blockquote>{_text(citation.quote)}</blockquote>"
        body += card_fold(card, library, words) if card else f"<p>{_text(words('ui_own_document'))}</p>"
        folds.append(
            f'<details class="citation"><summary><b>[{citation.n}]</b> {_text(where)}</summary>{body}</details>'
        )
    return "".join(folds)


def card_fold(card: Card, library: Library, words: Words) -> str:
    """Return a card as a fold: evidence, review date, its whole text, the works it rests on."""
    evidence = _text(words(f"ui_evidence_{card.evidence}"))
    reviewed = _text(words("ui_reviewed", date=card.reviewed.isoformat()))
    parts = [f"<p><b>{_text(card.answer)}</b></p>"]
    for name in SECTIONS:
        bullets = "".join(f"<li>{_text(bullet)}</li>" for bullet in card.sections[name])
        parts.append(f"<h4>{_text(name)}</h4><ul>{bullets}</ul>")
    works = "".join(f"<li>{_work(library, source, words)}</li>" for source in card.sources)
    return (
        f'<p class="evidence"><span class="label {card.evidence}">{evidence}</span> {reviewed}</p>'
        f"<details><summary>{_text(words('ui_whole_card'))}</summary>{''.join(parts)}</details>"
        f"<details><summary>{_text(words('ui_works'))}</summary><ul>{works}</ul></details>"
    )


def _work(library: Library, source: str, words: Words) -> str:
    work = library.sources[source]
    verified = words("ui_verified") if work.verified else words("ui_unverified")
    return f"{_text(work.cite())} <i>{_text(verified)}</i>"


def plain(message: Mapping[str, Any]) -> str:
    """The text of a message in either of the shapes in which Gradio hands messages back."""
    content = message.get("content")
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content or "")


def _typed(value: str) -> str:
    """What a person typed, line by line, with nothing in it that Markdown or HTML would act on."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|!~])", r"\\\1", value)
    return escaped.replace("\n", "  \n")


def _text(value: str) -> str:
    return html.escape(value, quote=True)
