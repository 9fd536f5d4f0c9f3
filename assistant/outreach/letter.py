"""The parts of a written message: subject, salutation, running text, sign-off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.outreach.language.wording import fold_quotes

BLANK = re.compile(r"\[ADD: [^\]\n]*\]")
_SUBJECT = re.compile(r"\A\s*(?:subject|subj|re)\s*:[ \t]*(.*)(?:\n|\Z)", re.I)
_GREETING = re.compile(
    r"^(?:dear|hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)|to whom(?:ever|soever)? it "
    r"may concern|respected|esteemed|salutations|howdy|yo)\b",
    re.I,
)
_TITLED = re.compile(r"^(?:dr|prof|professor|doctor|dean|mr|ms|mrs|mx)\b\.?", re.I)
_CLOSING = re.compile(
    r"^(?:(?:with )?(?:many |my |kind|kindest|warm|warmest|best|all|yours|very|most|sincere|sincerely|"
    r"respectfully|regards|cheers|gratefully|cordially|faithfully|thanks|thank you|gratitude|appreciation|"
    r"take care|looking forward|in gratitude|wishing|again|a lot)\b)[\w ,!]{0,50}$|^with (?:\w+ "
    r"){0,3}(?:thanks|gratitude|regards|wishes|appreciation|respect)[ ,.!]*$",
    re.I,
)
# "Thanks, Ana Ruiz, M4, UCSF" at the end of a message typed in one go.
_INLINE_CLOSING = re.compile(
    r"(?:(?<=[.?!])\s+)(?:(?:many|kind|best|warm|kindest|with)\s+)?(?:thanks|regards|best|wishes|"
    r"sincerely|cheers|thank you)"
    r"(?: (?:again|regards|wishes|so much))?,\s+[A-Z](?:[^.?!\n]|\.(?=\S)){2,120}\.?\s*$",
    re.I,
)
_BULLET = re.compile(r"^\s*(?:[-*]|\d+\.)\s")


@dataclass(frozen=True)
class Letter:
    """One message. `core` is what stands between salutation and sign-off."""

    text: str
    subject: str | None
    salutation: str
    core: str
    sign_off: str

    @property
    def body(self) -> str:
        """Everything below the subject."""
        return "\n\n".join(part for part in (self.salutation, self.core, self.sign_off) if part)


def read_letter(text: str) -> Letter:
    """Split a message into its parts; what is not there is empty (the subject: None)."""
    text = fold_quotes(text.replace("\r\n", "\n"))
    subject: str | None = None
    rest = text
    if found := _SUBJECT.match(text):
        subject = found.group(1).strip()
        rest = text[found.end() :]
    lines = rest.strip("\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    salutation, lines = _take_salutation(lines)
    core, sign_off = _split_sign_off(lines)
    return Letter(text, subject, salutation, core, sign_off)


def _take_salutation(lines: list[str]) -> tuple[str, list[str]]:
    if not lines:
        return "", lines
    first = lines[0].strip()
    greeting = _GREETING.match(first) or _TITLED.match(first)
    if not greeting:
        return "", lines
    bare = BLANK.sub(lambda m: m.group().replace(",", ";").replace(":", ";"), first)
    undotted = re.sub(r"\b(dr|prof|mrs?|ms|mx|st|[a-z])\.", r"\1", bare, flags=re.I)
    if len(bare.split()) <= 14 and re.search(r"[,:;!]\s*$|^[^.?]*\w\.?$", undotted) and "?" not in bare:
        return first, lines[1:]
    if found := re.match(r"^(.{3,80}?)(?:,|!|\.(?=\s+[A-Z])(?<!Dr\.)(?<!Prof\.)(?<!Mr\.)(?<!Ms\.)(?<!Mrs\.))\s+", bare):
        return first[: found.end()].strip(), [first[found.end() :], *lines[1:]]
    return "", lines


def _split_sign_off(lines: list[str]) -> tuple[str, str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    for at in range(len(lines) - 1, max(len(lines) - 9, 0) - 1, -1):
        line = lines[at].strip()
        if (
            line
            and at
            and _CLOSING.match(line)
            and len(line.split()) <= 7
            and not line.endswith(("?",))
            and (not line.endswith(".") or at == len(lines) - 1)
        ):
            return "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip()
    if inline := _INLINE_CLOSING.search("\n".join(lines)):
        core = "\n".join(lines)
        return core[: inline.start()].strip(), re.sub(r",\s+", "\n", core[inline.start() :].strip(), count=2)
    # Without a closing phrase: short last lines without a full stop are a signature.
    at = len(lines)
    while (
        at > 1
        and lines[at - 1].strip()
        and len(lines[at - 1].split()) <= 9
        and not re.search(r"[.?!]$", lines[at - 1].strip())
        and not _BULLET.match(lines[at - 1])
    ):
        at -= 1
    return "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip()
