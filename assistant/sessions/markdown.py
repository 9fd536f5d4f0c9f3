"""A conversation as a Markdown document that a person can keep."""

from __future__ import annotations

import re

from assistant.events import Conversation, Draft, Turn


def as_markdown(title: str, conversation: Conversation) -> str:
    """Return the conversation: what was said as quotations, the replies, drafts and citations below."""
    parts = [f"# {_plain(title) or 'Conversation'}"]
    for turn in conversation.turns:
        parts += _turn(turn)
    return "\n\n".join(parts) + "\n"


def _turn(turn: Turn) -> list[str]:
    parts = [f"## {turn.n}", _quoted(turn.user)]
    parts += [f"*{notice}*" for notice in turn.notices]
    parts.append(turn.reply)
    if turn.draft:
        parts.append(_draft(turn.draft))
    if turn.citations:
        parts.append(
            "\n".join(f"- [{c.n}] {c.title or c.card}, {c.section}: “{_plain(c.quote)}”" for c in turn.citations)
        )
    return [part for part in parts if part.strip()]


def _draft(draft: Draft) -> str:
    subject = f"Subject: {draft.subject}\n\n" if draft.subject else ""
    return _quoted(subject + draft.body)


def _quoted(said: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in _plain(said, keep_lines=True).split("\n"))


def _plain(said: str, *, keep_lines: bool = False) -> str:
    """Escape what Markdown or HTML would act on: a typed image or link stays text."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|!~])", r"\\\1", said)
    return re.sub(r"(?<=\S)\n(?=\S)", "  \n", escaped) if keep_lines else " ".join(escaped.split())
