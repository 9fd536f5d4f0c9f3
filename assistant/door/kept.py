"""What is kept and sent, said plainly and as it is set here; a page of its own at /what-is-kept, before any login."""

from __future__ import annotations

import html
from pathlib import Path

from markdown_it import MarkdownIt

from assistant.settings import Settings
from assistant.words import Words

PAGE = Path(__file__).with_name("kept.html")


def what_is_kept(settings: Settings, words: Words) -> str:
    """Return the text in Markdown, without a title."""
    days = settings.retention_days
    return words(
        "what_is_kept",
        where=_where(settings),
        until=words("kept_until_days", days=days) if days else words("kept_until_deleted"),
        who=words("kept_who_login") if settings.auth else words("kept_who_cookie"),
        debug=words("kept_debug") if settings.debug_log else "",
        sent=words("kept_sent_builtin")
        if settings.model == "builtin"
        else words("kept_sent_model", model=settings.model),
    )


def kept_page(settings: Settings, words: Words) -> str:
    """Return the text as a page."""
    text = MarkdownIt().render(what_is_kept(settings, words))
    title = html.escape(words("kept_title"))
    return PAGE.read_text(encoding="utf-8").replace("{{ title }}", title).replace("{{ text }}", text)


def _where(settings: Settings) -> str:
    return (
        "a database of the owner of this page" if settings.database_url else "a file on the machine that runs this page"
    )
