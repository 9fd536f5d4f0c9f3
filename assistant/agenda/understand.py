"""Message or pasted notes -> brief. Every text value is a span of what the user wrote; a guess is a question.

understood = understand("meeting dr osei thursday 3ish for half an hour, want to talk step 1 timing", today,
bank) understood.brief.topics        # ("step 1 timing",)
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assistant.agenda import cues
from assistant.agenda.bank import Bank
from assistant.agenda.brief import MAX_LENGTH, MAX_LISTED, AgendaBrief, LastAction
from assistant.agenda.dates import When, read_when
from assistant.agenda.lengths import Length, read_length, read_span
from assistant.agenda.names import Names, read_names
from assistant.agenda.segments import Segment, segments
from assistant.agenda.setting import read_kind, read_role, read_stage
from assistant.agenda.themes import content_words, is_strain, theme_of


@dataclass(frozen=True)
class Understood:
    """What was understood.

    `asks` are questions a value depends on; `left` are pieces that were not placed.
    """

    brief: AgendaBrief
    when: When
    length: Length | None
    asks: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def understand(text: str, today: dt.date, bank: Bank, before: AgendaBrief | None = None) -> Understood:
    """Read one message or pasted notes into a brief, adding to what was known `before`."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    length, when, names = read_length(text) or read_span(text), read_when(text, today), read_names(text)
    role = read_role(text)
    found = _Found()
    mode = ""
    for segment in segments(text):
        mode = _place(segment, length, when, names, bank, found, mode)
    known = before or AgendaBrief()
    kind = read_kind(text)
    brief = known.model_copy(
        update={
            "role": role or known.role,
            "stage": read_stage(text, role, bank) or known.stage,
            "meeting": kind or known.meeting,
            "minutes": length.minutes if length else known.minutes,
            "topics": _joined(known.topics, found.topics),
            "goals": _joined(known.goals, found.goals),
            "concerns": _joined(known.concerns, found.concerns),
            "last_actions": (*known.last_actions, *found.last_actions)[:MAX_LISTED],
            "date": when.iso or known.date,
            "mentor": (names.mentor or names.other if (role or known.role) == "mentee" else names.mentor)
            or known.mentor,
            "mentee": (names.mentee or names.other if (role or known.role) == "mentor" else names.mentee)
            or known.mentee,
        }
    )
    return Understood(brief, when, length, _asks(when), tuple(found.left))


class _Found:
    """What the segments gave, in order."""

    def __init__(self) -> None:
        self.topics: list[str] = []
        self.goals: list[str] = []
        self.concerns: list[str] = []
        self.last_actions: list[LastAction] = []
        self.left: list[str] = []


def _place(
    segment: Segment, length: Length | None, when: When, names: Names, bank: Bank, found: _Found, mode: str
) -> str:
    """Put one segment where it belongs; return which list is under way: "topic", "goal", "concern" or none
    ("").
    """
    bare, header = _strip_filler(segment.text)
    head = cues.HEAD.match(bare)
    if head and (cues.HEAD_WORD.search(head["head"]) or cues.MEETING_WORD.search(head["head"])) and not segment.bullet:
        header = (
            "goal"
            if re.search(r"\b(?:goals?|aims?|objectives?)\b", head["head"], re.IGNORECASE)
            else "concern"
            if re.search(r"\b(?:concerns?|worr\w+)\b", head["head"], re.IGNORECASE)
            else "topic"
        )
        bare = _strip_filler(head["rest"])[0]
    mode = header or (mode if segment.bullet or not segment.opens else "") or ("topic" if segment.bullet else "")
    if not bare or len(bare) > MAX_LENGTH:
        return mode
    if last := cues.LAST.match(bare):
        _last_action(bare[last.end() :], found)
        return "last"
    if mode == "last":
        return _more_last_actions(bare, found)
    if header in ("goal", "concern") or (mode in ("goal", "concern") and not segment.opens):
        (found.goals if mode == "goal" else found.concerns).append(bare)
        return mode
    if lead := cues.TOPIC_LEAD.match(bare):
        rest = _clean(bare[lead.end() :], length, when)
        if not _only_logistic(rest, length, when, names):
            _topics(rest, bank, found)
            return "topic"
    if goal := cues.GOAL.match(bare):
        rest = bare[goal.end() :].strip()
        if inner := cues.TOPIC_LEAD.match(rest):
            _topics(rest[inner.end() :], bank, found)
        elif rest and not _only_logistic(rest, length, when, names):
            found.goals.append(rest)
        return ""
    if other := cues.THEIR_WISH.match(bare):
        _topics(_clean(bare[other.end() :] if other["talk"] else bare, length, when), bank, found)
        return "topic"
    if (wish := cues.WISH_TO.match(bare)) and not _only_logistic(wish["rest"], length, when, names):
        _topics(_clean(wish["rest"], length, when), bank, found)
        return "topic"
    if _is_logistic(segment, bare, length, when, names, mode):
        return _logistic(bare, length, when, names, bank, found)
    worried = cues.WORRY.search(bare)
    if is_strain(bare, bank) or (worried and (not segment.bullet or worried.start() < 12)):
        found.concerns.append(_without_self(bare))
        return mode
    if cues.SELF.match(bare) and not mode:
        return ""
    if mode or bare.endswith("?") or cues.ASKING.match(bare):
        _topics(bare, bank, found)
        return "topic"
    if len(bare.split()) > 2:
        found.left.append(bare)
    return ""


def _logistic(bare: str, length: Length | None, when: When, names: Names, bank: Bank, found: _Found) -> str:
    """A segment about the meeting itself may end in its topics ("... with Dr Lee about my draft")."""
    inline = cues.INLINE_LEAD.search(bare)
    rest = _clean((inline["rest"] or inline["rest2"] or inline["rest3"]) if inline else "", length, when)
    if rest and not _only_logistic(rest, length, when, names):
        if is_strain(rest, bank):
            found.concerns.append(rest)
        else:
            _topics(rest, bank, found)
        return "topic"
    if not inline and cues.WORRY.search(bare):
        found.concerns.append(bare)
    elif not inline and _words_beyond_logistics(bare, length, when, names) > 3:
        found.left.append(bare)
    return ""


def _topics(text: str, bank: Bank, found: _Found) -> None:
    """Add one topic, or two where "and" joins two things of different themes ("specialty choice and
    letters").
    """
    text = text.strip(" ,;:.")
    if len(text) < 3 or text.lower() in cues.EMPTY_WORDS:
        return
    halves = re.split(r"\s+and\s+", text)
    joined = (
        re.match(r"(?:balanc|juggl|combin|compar|between|relationship|link|how|whether|both)", text, re.IGNORECASE)
        or "between" in text.lower()
    )
    if len(halves) == 2 and not joined:
        themes = [theme_of(half, bank) for half in halves]
        if None not in themes and themes[0] != themes[1] and all(len(half) > 3 for half in halves):
            found.topics += halves
            return
    found.topics.append(text)


def _more_last_actions(bare: str, found: _Found) -> str:
    """What follows in a sentence about last time: a status, or one more action."""
    last = found.last_actions[-1] if found.last_actions else None
    of_last = last is not None and last.status is None
    if last and of_last and (cues.STATUS_ALONE.match(bare) or content_words(last.what) & content_words(bare)):
        found.last_actions[-1] = LastAction(what=last.what, status=bare)
    elif not cues.STATUS_ALONE.match(bare):
        _last_action(bare, found)
    return "last"


def _strip_filler(text: str) -> tuple[str, str | None]:
    """Take "and honestly", "topics:" and the like off; say which list a heading opens."""
    header: str | None = None
    bare = text.strip()
    while found := cues.FILLER.match(bare):
        word = found.group().strip().lower()
        if re.match(r"(?:topics?|agenda|things? to|to discuss|discussion|points?|questions?|my list|to ask)", word):
            header = "topic"
        elif word.startswith("goal") and (":" in word or "-" in word):
            header = "goal"
        elif word.startswith(("concern", "worr")) and ":" in word:
            header = "concern"
        elif word.startswith(("goal", "concern", "worr", "note")) and ":" not in word:
            break
        bare = bare[found.end() :].strip()
    return bare.strip(" ,;:"), header


def _last_action(rest: str, found: _Found) -> None:
    rest = rest.strip(" ,:.")
    status = cues.STATUS.search(rest)
    what = rest[: status.start()].strip(" ,:(") if status else rest
    if what:
        found.last_actions.append(LastAction(what=what, status=status["status"].strip() if status else None))


def _is_logistic(segment: Segment, bare: str, length: Length | None, when: When, names: Names, mode: str) -> bool:
    """Whether the segment speaks of the meeting itself: who, when, how long."""
    end = segment.start + len(segment.text)
    spans = [*when.spans, *([(length.start, length.end)] if length else []), *names.spans]
    holds = any(a < end and segment.start < b for a, b in spans)
    if cues.MEETING_WORD.search(bare) and _only_logistic(bare, length, when, names):
        return True
    if holds and cues.INLINE_LEAD.search(bare):
        return True
    if mode == "topic" and not holds:
        return False
    return (
        bool(cues.MEETING_WORD.search(bare))
        and (holds or bool(re.search(r"\b(?:agenda|meeting|meet|mtg|1:1|session|review)\b", bare, re.IGNORECASE)))
    ) or (holds and _only_logistic(bare, length, when, names))


def _only_logistic(text: str, length: Length | None, when: When, names: Names) -> bool:
    return _words_beyond_logistics(text, length, when, names) == 0


def _words_beyond_logistics(text: str, length: Length | None, when: When, names: Names) -> int:
    for gone in [
        length.span if length else "",
        when.text,
        names.mentor or "",
        names.mentee or "",
        names.other or "",
    ]:
        text = re.sub(re.escape(gone), " ", text, flags=re.IGNORECASE) if gone else text
    text = re.sub(
        r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|ish|-ish)?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
        r"\b(?:morning|afternoon|evening|noon)\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    return sum(
        word.strip("'.,:;!?()-/") not in cues.LOGISTIC_WORDS and bool(word.strip("'.,:;!?()-/"))
        for word in text.lower().split()
    )


def _clean(text: str, length: Length | None, when: When) -> str:
    """A topic without the meeting's own day or length at its end ("... on Thursday for 30 minutes")."""
    for gone in (length.span if length else "", when.text):
        if gone:
            text = re.sub(
                rf"[ ,]*\b(?:on|at|for|in|this|next)? ?{re.escape(gone)}\b(?: (?:morning|afternoon|"
                rf"evening))?(?: at \d{{1,2}}(?::\d\d)?(?: ?[ap]m)?)?\s*$",
                "",
                text,
                flags=re.IGNORECASE,
            )
    return re.sub(
        r"(?:,? (?:too|as well|please|pls|also|thanks|thank you))+$",
        "",
        text.strip(" ,;:."),
        flags=re.IGNORECASE,
    )


def _without_self(text: str) -> str:
    return re.sub(
        r"^(?:(?:i'?m|im|i am|i feel|i've been|ive been|i have been|i'm feeling|feeling|been feeling) "
        r")(?=(?:\w+ )*(?:burn|exhaust|stress|overwhelm|anxious|worried|nervous|scared|afraid|tired|lost|"
        r"stuck|struggl|pretty|really|so|very|quite|a bit|kind)\w*)",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _joined(before: tuple[str, ...], new: list[str]) -> tuple[str, ...]:
    kept = {text.lower(): text for text in before}
    for text in new:
        kept.setdefault(text.lower(), text)
    return tuple(kept.values())[:MAX_LISTED]


def _asks(when: When) -> tuple[str, ...]:
    match when.problem:
        case "past":
            return (f"'{when.text}' is in the past. Which day do you mean?",)
        case "impossible":
            return (f"I cannot find '{when.text}' in a calendar. Which day do you mean?",)
        case "ambiguous":
            first, second = map(int, re.findall(r"\d+", when.text)[:2])
            return (f"Is '{when.text}' {first} {cues.MONTHS[second - 1]} or {second} {cues.MONTHS[first - 1]}?",)
    return ()
