"""What is about to be shown, made safe to show (design.md, Text is data; rubric G19).

A reply is Markdown without HTML. Whatever a task, a model or an own document put into it: nothing hidden or
reordering stays in it, no image, no tag and no link is live; what would make one is escaped, so that a reader sees it
as it was written. Only links to works of sources.yaml stay.
"""

from __future__ import annotations

import re
from collections.abc import Set

from assistant.safety.normalise import normalise

_LINK = re.compile(r"(?<![!\\\]])\[[^\[\]\n\\`<>]{1,200}\]\(([^()<>\s]{1,800})\)")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>`\"'()\[\]\\]{1,800}", re.IGNORECASE)
# Whatever `normalise` would drop or show.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SIGNS = re.compile(r"<|\]|://|www\.", re.IGNORECASE)
# The beginnings of tags, links, images, references and addresses, each with the place for the backslash.
_LIVE = re.compile(
    r"(?P<tag><)(?=[a-z/!?])|(?<=\])(?P<link>\()|(?<=:)(?P<address>//)|(?<=www)(?P<www>\.)", re.IGNORECASE
)
# A reference is defined where a line begins with its name in brackets.
_DEFINITION = re.compile(r"(?m)^([ \t>*+\-\d.)]{0,40})\[")
_KEPT = re.compile(r"\x00(\d+)\x00")


def safe_to_show(text: str, sources: Set[str] = frozenset()) -> str:
    """Return the text with nothing live in it but links to `sources` (addresses).

    Rendered, the words and their order are what they were. Time grows linearly with the text.
    """
    shown = normalise(text) if _HIDDEN.search(text) else text
    if not _SIGNS.search(shown):
        return shown
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        address = (match[1] if match.re is _LINK else match[0]).rstrip(".,;:")
        if address not in sources:
            return match[0]
        kept.append(match[0])
        return f"\x00{len(kept) - 1}\x00"

    shown = _ADDRESS.sub(keep, _LINK.sub(keep, shown))
    shown = _LIVE.sub(lambda match: f"\\{match[0]}", shown)
    if "]:" in shown:
        shown = _DEFINITION.sub(r"\1\\[", shown)
    return _KEPT.sub(lambda match: kept[int(match[1])], shown)
