"""The screen: one look at a text before anything else happens to it (design.md, Safety).

    screening = screen("...", replies=load_replies(folder), helplines=load_helplines(folder), country="GB")
    if screening.stops: show screening.reply and end the turn; else go on with screening.masked

Rules that know a wording come first, a learned layer reads the rest; without a chat model, in time that grows
linearly with the text. Identifiers are masked whatever the
kind.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from assistant.safety.clinical import outside_question
from assistant.safety.crisis import Crisis, find_crisis, taken_back
from assistant.safety.folding import Folded, fold
from assistant.safety.helplines import Helplines
from assistant.safety.identifiers import Mask, mask_identifiers
from assistant.safety.injection import Injection, asks, find_injection
from assistant.safety.integrity import breach_of_integrity
from assistant.safety.learned import Learned, Verdict, load_words
from assistant.safety.mistreatment import tells_of_mistreatment
from assistant.safety.normalise import normalised
from assistant.safety.replies import Replies, fill

Kind = Literal["none", "crisis", "mistreatment", "phi", "clinical", "injection", "integrity", "empty", "too-long"]

CHAT_LIMIT = 12_000
PASTED_LIMIT = 60_000


@dataclass(frozen=True)
class Screening:
    """What the screen found. `masked` is always filled: the normalised text with identifiers replaced.

    `reply` is None for kind "none"; `stops` says whether the turn ends with it. For "phi", for mistreatment told in
    passing, and for an injection beside a real request, the reply is shown before the task goes on with the masked
    text.
    """

    kind: Kind
    masked: str
    masks: tuple[Mask, ...]
    reply: str | None
    stops: bool


def mask(text: str) -> str:
    """Return the normalised text with identifiers replaced by their kinds; nothing else is looked for."""
    return mask_identifiers(normalised(text))[0]


def find_identifiers(text: str) -> tuple[Mask, ...]:
    """Return what `mask` would replace, in order."""
    return mask_identifiers(normalised(text))[1]


def screen(
    text: str,
    *,
    replies: Replies,
    helplines: Helplines,
    country: str | None = None,
    pasted: bool = False,
    unmask: Collection[str] = (),
    in_play: bool = False,
    learned: Learned | None = None,
) -> Screening:
    """Screen one text of at most 12,000 characters, or 60,000 when it was `pasted` as a document.

    Words in `unmask` are not masked. While a persona is played (`in_play`) the words answer the persona: harsh
    feedback that is quoted, a clinical question or a sharp retort is part of the play, a crisis never is.
    `learned` is the layer behind the rules; by default it reads words alone. Never raises. A text that is too long
    is only searched for a crisis, and `masked` holds its beginning.
    """
    learned = learned or Learned(load_words())
    normal = normalised(text)
    limit = PASTED_LIMIT if pasted else CHAT_LIMIT
    if not normal.text.strip():
        return Screening("empty", normal.text, (), fill(replies.empty), True)
    if len(normal.text) > limit:
        # Whoever writes too much about wanting to die is not told to write less.
        folded = fold(normal.text[:PASTED_LIMIT])
        crisis = _crisis(folded, learned.judge(normal.text[:PASTED_LIMIT], folded))
        if crisis is not None:
            masked, masks = mask_identifiers(normalised(normal.text[:limit]))
            return Screening("crisis", masked, masks, crisis_reply(crisis, replies, helplines, country), True)
        too_long = fill(replies.too_long, length=f"{len(normal.text):,}", limit=f"{limit:,}")
        masked, _ = mask_identifiers(normalised(normal.text[:limit]))
        return Screening("too-long", masked, (), too_long, True)
    masked, masks = mask_identifiers(normal, unmask)
    kind, reply, stops = _judge(normal.text, replies, helplines, country, in_play, learned)
    if kind == "none" and masks:
        kinds = ", ".join(sorted({mask.kind.lower() for mask in masks}))
        kind, reply, stops = "phi", fill(replies.phi, kinds=kinds), False
    return Screening(kind, masked, masks, reply, stops)


def crisis_reply(crisis: Crisis, replies: Replies, helplines: Helplines, country: str | None) -> str:
    """Return the reply to a crisis with the line of the country, or with a few countries when none is set."""
    texts = replies.crisis
    own = texts.own if crisis.sure else texts.unsure
    body = {"self": own, "other": texts.other, "taken-back": texts.taken_back}[crisis.about]
    reply = fill(body, line=_line(replies, helplines, country))
    own_language = texts.languages.get(crisis.language)
    return f"{reply}\n\n{own_language}" if own_language else reply


def _line(replies: Replies, helplines: Helplines, country: str | None) -> str:
    home = helplines.country(country)
    if home is not None:
        lines = "; ".join(line.shown() for line in home.lines)
        return fill(replies.crisis.line, lines=lines, emergency=home.emergency)
    shown = []
    for code in helplines.examples:
        example = helplines.countries[code]
        shown.append(f"{example.name} {example.lines[0].number}")
    examples = ", ".join(shown)
    return fill(replies.crisis.line_unknown_country, examples=examples, directory=helplines.international.name)


def _judge(
    text: str, replies: Replies, helplines: Helplines, country: str | None, in_play: bool, layer: Learned
) -> tuple[Kind, str | None, bool]:
    """Return the kind, the reply and whether the turn ends, in the order of what matters most.

    A rule that knows the wording decides; where none does, the learned layer.
    """
    folded = fold(text)
    learned = layer.judge(text, folded, in_play)
    crisis = _crisis(folded, learned)
    if crisis is not None:
        return "crisis", crisis_reply(crisis, replies, helplines, country), True
    if in_play:
        return _attack(text, folded, replies, learned)
    if tells_of_mistreatment(folded) or "mistreatment" in learned.sure:
        return "mistreatment", fill(replies.mistreatment.told), True
    kind, reply, stops = _declined(folded, replies, learned) or _attack(text, folded, replies, learned)
    if "mistreatment" in learned.labels:
        # Told in passing, or not surely: it is answered, and so is what was asked, unless that is declined.
        said = fill(replies.mistreatment.told if stops else replies.mistreatment.in_passing)
        return "mistreatment", said if stops or reply is None else f"{reply}\n\n{said}", stops
    return kind, reply, stops


def _declined(folded: Folded, replies: Replies, learned: Verdict) -> tuple[Kind, str, bool] | None:
    breach = breach_of_integrity(folded) or learned.labels.get("integrity")
    if breach is not None:
        return "integrity", fill(getattr(replies.integrity, breach)), True
    outside = outside_question(folded) or learned.labels.get("clinical")
    if outside is not None:
        return "clinical", fill(getattr(replies.outside, outside)), True
    return None


def _attack(text: str, folded: Folded, replies: Replies, learned: Verdict) -> tuple[Kind, str | None, bool]:
    injection = find_injection(text, folded) or _learned_injection(folded, learned)
    if injection is not None:
        said = replies.injection.only if injection.only else replies.injection.inside
        return "injection", fill(said), injection.only
    return "none", None, False


def _crisis(folded: Folded, learned: Verdict) -> Crisis | None:
    by_rule = find_crisis(folded)
    if by_rule is not None or "crisis" not in learned.labels:
        return by_rule
    if learned.labels["crisis"] == "other":
        return Crisis("other", "en")
    if taken_back(folded.sentences[learned.spans["crisis"][0] :]):
        return Crisis("taken-back", "en")
    return Crisis("self", "en", sure="crisis" in learned.sure)


def _learned_injection(folded: Folded, learned: Verdict) -> Injection | None:
    if "injection" not in learned.labels:
        return None
    first, after = learned.spans["injection"]
    rest = folded.sentences[:first] + folded.sentences[after:]
    return Injection(only=not any(asks(sentence) for sentence in rest))
