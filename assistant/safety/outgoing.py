"""What is about to be shown, made safe to show (design.md, Text is data; rubric G19).

A reply is Markdown without HTML. Whatever a task, a model or an own document put into it: nothing hidden or
reordering stays in it, no image, no tag and no link is live. An address shows as text, in a code span that no
renderer turns into a link, unless it stands in sources.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Set

from assistant.safety.normalise import normalise

# An image or a link: its words, its address. Neither may hold the brackets of another, so this takes linear time.
_LINK = re.compile(r"(?<!\\)(!?)\[([^\[\]\n]{0,400})\]\(\s{0,3}<?([^()<>\s]{1,800})>?[^()\n]{0,200}\)")
_REFERENCE = re.compile(r"(?m)^ {0,3}\[[^\[\]\n]{1,100}\]:\s{0,3}\S{1,800}.{0,200}$")
_TAG = re.compile(r"(?<!\\)<(?=[a-zA-Z/!?])")
_ADDRESS = re.compile(r"(?<![`\w])(?:(?:https?|ftp)://|www\.)[^\s<>`\"'()\[\]]{1,800}", re.IGNORECASE)
_SIGNS = re.compile(r"[<\[]|://|www\.", re.IGNORECASE)
_CODE = re.compile(r"`[^`\n]{1,2000}`")


def safe_to_show(text: str, sources: Set[str] = frozenset()) -> str:
    """Return the text with nothing live in it but links to `sources` (addresses).

    Words and their order stay as they were. Time grows linearly with the text.
    """
    shown = text if text.isascii() and text.isprintable() else normalise(text)
    if not _SIGNS.search(shown):
        return shown
    parts: list[str] = []
    position = 0
    for code in _CODE.finditer(shown):
        parts.extend((_plain(shown[position : code.start()], sources), code[0]))
        position = code.end()
    parts.append(_plain(shown[position:], sources))
    return "".join(parts)


def _plain(text: str, sources: Set[str]) -> str:
    kept: list[str] = []

    def link(match: re.Match[str]) -> str:
        image, words, address = match.groups()
        if not image and address in sources:
            kept.append(match[0])
            return f"\x00{len(kept) - 1}\x00"
        return f"{words} ({address})" if words else address

    text = text.replace("\x00", "")
    text = _LINK.sub(link, text)
    text = _REFERENCE.sub(lambda match: match[0].replace("[", "\\[", 1), text)
    text = _ADDRESS.sub(lambda match: match[0] if match[0].rstrip(".,;:") in sources else f"`{match[0]}`", text)
    text = _TAG.sub(r"\\<", text)
    return re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], text)
