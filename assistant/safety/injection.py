"""Text that tries to command the coach instead of asking it (rubrics G12, G13).

Such text is never obeyed by anything here; finding it only decides what is said about it. A message that is
nothing but the attack ends the turn; one that also asks for something is answered, with a line that says so.
Spelt-out, look-alike, base64, hexadecimal, rot13 and reversed forms are read as well.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.safety.folding import Folded, fold, joined_letters
from assistant.safety.normalise import normalise
from assistant.safety.patterns import load_rules

_RULES = load_rules(Path(__file__).with_name("data") / "injection.yaml")
_ATTACK = _RULES.groups["attack"]

_SENTENCE_END = re.compile(r"[.!?\n]+(?=\s|$|[\"'\u201d\])>])|\n+")
_CLAUSE_END = re.compile(
    r"[,;:()\[\]{}<>|#*\"\u201c\u201d\u00ab\u00bb\u2014\u2013]+|(?<!\w)'|'(?!\w)|\s-+\s|\s/\s|-->"
    r"|\.(?=\s|$)|[!?\n]+"
)
_NOT_WORD = re.compile(r"[\W_]+")
_FAKE_ROLE = re.compile(
    r"<\s*/?\s*(?:system|sys|instructions?|prompt|admin|developer)\b[^<>\n]{0,80}>"
    r"|<\|\s*[a-z_]{2,20}\s*\|>|\[\s*/?\s*(?:system|inst|sys|admin|developer)\b[^\]\n]{0,60}\]"
    r"|<<\s*/?\s*sys\s*>>"
    r"|(?:^|\n|[.!?]\s)[\s#>*\-]{0,8}(?:system|developer|admin)\s{0,3}(?:message|prompt|override"
    r"|update|note)?\s{0,3}:"
    r"|[\"']role[\"']\s{0,3}:\s{0,3}[\"'](?:system|assistant|developer)[\"']"
    r"|(?:^|\n|[\[(<\-]|[.!?]\s)[\s!\-]{0,6}(?:assistant|human|ai|chatbot|model)\s{0,2}:\s{0,3}"
    r"(?:sure|ok|okay|i will|yes|absolutely|stop|disregard|ignore|of course|give|reveal|mark|rate"
    r"|forget|certainly)\b"
)
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,4000}={0,2}(?![A-Za-z0-9+/])")
_HEX = re.compile(r"\b(?:[0-9a-f]{2}[ :]?){12,2000}\b", re.IGNORECASE)
_ROT13 = re.compile(r"\b(?:vtaber|qvfertneq|vafgehpgvbaf?|cebzcg|flfgrz|sbetrg)\b", re.IGNORECASE)
_REVERSED = re.compile(r"\b(?:snoitcurtsni|tpmorp|erongi|drageRsid|drager+sid|selur)\b", re.IGNORECASE)
_LEET = re.compile(r"[a-z][0-9@$][a-z]|\b[0-9@$][a-z]{2}|[a-z]{2}[0-9@$]\b", re.IGNORECASE)
_LEET_LETTERS = str.maketrans("013457@$", "oieastas")
# Without one of these stems no rule can hold.
_TRIGGER = re.compile(
    r"ignor|disregard|forget|neglect|overrid|overwrit|bypass|circumvent|skip|drop|discard|abandon|eras"
    r"|delet|remov|dismiss|reset"
    r"|suspend|disabl|turn off|deactivat|switch|follow|obey|unlearn|prompt|instruction|rule|guideline"
    r"|polic|filter|restrict|mode\b"
    r"|you are|you have been|you were|you will|pretend|act as|act like|roleplay|role play|simulat"
    r"|behave|imagine|respond|answer|speak|talk|reply|"
    r"hidden|secret|system|sudo|jailb|dan\b|config|password|api|variabl|above|first message|if you are"
    r"|pwned|hacked|every|only|must|"
    r"vergiss|vergess|ignora|olvid|oubli|dimentic|esquec|negeer|vergeet|prompt|command|execute"
    r"|database|users|release|start|malware|"
    r"curse|model|note to|rate this|mark this|give this|stop being|real task|persona|character"
    r"|your name|this is|limits|obey|game|two|task|role\b|beginning|start of|context|comply|exactly"
    r"|conversation|top of|admin|bound\b|refuse|written above|directive|reset|reboot|logs|lifted"
    r"|raw output|prior text|anything|no limits|stay in|repeat|encode|convert|free from|free of"
    r"|etc passwd|passwd|developers?|starting now|as of now|from now|from here|ur rules|before my|istruzion"
)


@dataclass(frozen=True)
class Injection:
    """What was found. `only` is true when nothing but the attack was sent."""

    only: bool


def find_injection(text: str, folded: Folded | None = None) -> Injection | None:
    """Return the embedded instructions of a normalised text, or None."""
    folded = folded or fold(text)
    attacked, rest = _read(folded.text)
    if not attacked:
        attacked = any(_read(variant)[0] or _squeezed(variant) for variant in _variants(text, folded.text))
        rest = "" if attacked and not _asks(folded) else folded.text if attacked else ""
    if not attacked:
        return None
    return Injection(only=not _asks(fold(rest)))


def addresses_the_assistant(text: str) -> bool:
    """Whether a text that should speak to people holds words meant to command the assistant."""
    return find_injection(normalise(text)) is not None


def command_in(text: str) -> str | None:
    """Return a line of a normalised document that commands the assistant, at most 80 characters of it, or None."""
    if find_injection(text) is None:
        return None
    lines = [line.strip() for line in re.split(r"\n+|(?<=[.!?])\s+", text) if line.strip()]
    guilty = next((line for line in lines if find_injection(line) is not None), lines[0])
    return guilty if len(guilty) <= 80 else guilty[:79] + "…"


def _read(folded_text: str) -> tuple[bool, str]:
    """Return whether a clause attacks, and the text without the attacking clauses and what follows them."""
    attacked = False
    rest: list[str] = []
    if not _TRIGGER.search(folded_text) and not _FAKE_ROLE.search(folded_text):
        return False, folded_text
    roles = {match.start() for match in _FAKE_ROLE.finditer(folded_text)}
    position = 0
    for sentence in _split(_SENTENCE_END, folded_text):
        start = folded_text.find(sentence, position)
        position = start + len(sentence) if start >= 0 else position
        kept: list[str] = []
        spoilt = False
        if any(start - 2 <= role < position for role in roles):
            first = min(role for role in roles if start - 2 <= role < position)
            rest.append(folded_text[start : max(start, first)])
            attacked = True
            continue
        bare = _NOT_WORD.sub(" ", sentence).strip()
        for clause in _split(_CLAUSE_END, sentence):
            words = _NOT_WORD.sub(" ", clause).strip()[:1500]
            if words and not spoilt and _attacks(words):
                spoilt = attacked = True
            elif not spoilt:
                kept.append(clause)
        if not spoilt and len(bare) < 600 and _attacks(bare):
            attacked = True
            kept = []
        rest.append(" ".join(kept))
    return attacked, ". ".join(part for part in rest if part.strip())


def _attacks(words: str) -> bool:
    return bool(_TRIGGER.search(words)) and any(rule.holds(words) for rule in _ATTACK)


def asks(sentence: str) -> bool:
    """Whether a folded sentence is a request that the coach can help with."""
    return len(sentence.split()) >= 2 and _RULES.any("in_scope", sentence)


def _asks(folded: Folded) -> bool:
    return any(asks(sentence) for sentence in folded.sentences)


def _squeezed(text: str) -> bool:
    """Whether the letters, without any spaces, spell an attack."""
    return _RULES.any("squeezed", _NOT_WORD.sub("", text)[:4000])


def _variants(text: str, folded_text: str) -> list[str]:
    """Return the readings of a text that is written so as not to be read."""
    variants: list[str] = []
    lowered = text.lower()
    joined = joined_letters(lowered)
    if joined != lowered:
        variants.append(fold(joined).text)
    if _LEET.search(lowered):
        variants.append(fold(lowered.translate(_LEET_LETTERS)).text)
    if _ROT13.search(text):
        variants.append(fold(codecs.encode(text, "rot13")).text)
    if _REVERSED.search(text):
        variants.append(fold(text[::-1]).text)
    for match in list(_BASE64.finditer(text))[:20]:
        variants.extend(_decoded(match[0], hexadecimal=False))
    for match in list(_HEX.finditer(text))[:20]:
        variants.extend(_decoded(match[0], hexadecimal=True))
    return variants


def _decoded(code: str, *, hexadecimal: bool) -> list[str]:
    try:
        if hexadecimal:
            data = binascii.unhexlify(re.sub(r"[ :]", "", code))
        else:
            data = base64.b64decode(code + "=" * (-len(code) % 4))
        shown = data.decode("utf-8")
    except (ValueError, binascii.Error):
        return []
    letters = sum(c.isalpha() or c.isspace() for c in shown)
    return [fold(normalise(shown)).text] if shown and letters / len(shown) > 0.7 else []


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.split(text) if piece and piece.strip()]
