"""Message or pasted notes -> brief. Every text value is a span of what the user wrote; a guess is a question.

understood = understand("meeting dr osei thursday 3ish for half an hour, want to talk step 1 timing", today, bank)
understood.brief.topics        # ("step 1 timing",)

`tagger` tells which pieces are topics, goals, worries and earlier actions. Rules here do what needs no learning: take
off what leads to a point, let a heading overrule, keep what was not placed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.agenda.bank import Bank
from assistant.agenda.brief import MAX_LENGTH, MAX_LISTED, AgendaBrief, LastAction, Meeting
from assistant.agenda.reading import cues
from assistant.agenda.reading.dates import When, read_when
from assistant.agenda.reading.lengths import Length, read_length, read_span
from assistant.agenda.reading.pieces import Piece, pieces, plain
from assistant.agenda.reading.setting import Names, read_kind, read_names, read_role, read_stage
from assistant.agenda.reading.tagger import Kind, Point, load_weights, points, tag, tells_trouble
from assistant.agenda.wording.themes import is_strain

_DETERMINERS = ("the", "my", "our", "her", "his", "a", "an", "some")
# What the mask of a patient's details leaves: nothing to talk about.
_MASKED = re.compile(r"\[[A-Z ]+\]|\bMrs?\b|\bMs\b|\bin (?:bed|room) \d+|\bMRN\b")


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


@dataclass
class _Found:
    """What the message named, in order."""

    topics: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    concerns: list[str] = field(default_factory=list)
    last_actions: list[LastAction] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def understand(text: str, today: dt.date, bank: Bank, before: AgendaBrief | None = None) -> Understood:
    """Read one message or pasted notes into a brief, adding to what was known `before`."""
    text = plain(text)
    row = pieces(text)
    states = tag(row, load_weights())
    # A deadline inside a topic is not the day of the meeting, nor a person in it the one who is met.
    outside = _outside(text, row, states)
    setting = _setting(outside, today)
    whole = _setting(text, today)
    length, when, names = (
        setting.length or whole.length,
        setting.when if setting.when.date or setting.when.problem else whole.when,
        setting.names if any((setting.names.mentor, setting.names.mentee, setting.names.other)) else whole.names,
    )
    role = read_role(text)
    known = before or AgendaBrief()
    found = _read(text, row, states, bank, _Setting(length, when, names))
    mentee_side = (role or known.role) == "mentee"
    brief = known.model_copy(
        update={
            "role": role or known.role,
            "stage": read_stage(text, role, bank) or known.stage,
            "meeting": _kind(text, outside) or known.meeting,
            "minutes": length.minutes if length else known.minutes,
            "topics": _joined(known.topics, found.topics),
            "goals": _joined(known.goals, found.goals),
            "concerns": _joined(known.concerns, found.concerns),
            "last_actions": (*known.last_actions, *found.last_actions)[:MAX_LISTED],
            "date": when.iso or known.date,
            "mentor": (names.mentor or names.other if mentee_side else names.mentor) or known.mentor,
            "mentee": (names.mentee if mentee_side else names.mentee or names.other) or known.mentee,
        }
    )
    return Understood(brief, when, length, _asks(when), tuple(found.left))


def _kind(text: str, outside: str) -> Meeting | None:
    """The kind of meeting; "appraisal" among the topics is none, while a career to decide on may stand in one."""
    told = read_kind(outside)
    named = read_kind(text) if told in (None, "regular") else None
    return named if named in ("career", "difficult") else told


@dataclass(frozen=True)
class _Setting:
    """Who, when and how long, as the message tells it: words that are no matter of the meeting."""

    length: Length | None
    when: When
    names: Names

    def without(self, text: str) -> str:
        """The text up to where the meeting's own day or length begins."""
        cuts = [
            text.lower().find(gone.lower())
            for gone in (self.length.span if self.length else "", self.when.text)
            if gone
        ]
        text = text[: min((cut for cut in cuts if cut >= 0), default=len(text))]
        return re.sub(r"[ ,]+(?:on|at|for|in|this|next)\s*$", "", text, flags=re.IGNORECASE)

    def is_part(self, text: str) -> bool:
        """Whether the text only tells of the meeting itself: who, when, how long, "a meeting with my mentor"."""
        told = bool(re.search(r"\d", text) or cues.SETTING_WORD.search(text))
        named = (self.names.mentor, self.names.mentee, self.names.other, self.when.text)
        return not self.beyond(text) and (told or any(name and name.lower() in text.lower() for name in named))

    def beyond(self, text: str) -> int:
        """How many words of the text say more than who, when and how long."""
        for gone in (
            self.length.span if self.length else "",
            self.when.text,
            self.names.mentor or "",
            self.names.mentee or "",
            self.names.other or "",
        ):
            text = re.sub(re.escape(gone), " ", text, flags=re.IGNORECASE) if gone else text
        text = cues.CLOCK.sub(" ", text)
        words = (word.strip("'.,:;!?()-/\"") for word in text.lower().split())
        return sum(bool(word) and word not in cues.LOGISTIC_WORDS for word in words)


def _setting(text: str, today: dt.date) -> _Setting:
    return _Setting(read_length(text) or read_span(text), read_when(text, today), read_names(text))


def _outside(text: str, row: Sequence[Piece], states: Sequence[str]) -> str:
    """The text with every point blanked; each character keeps its place."""
    for point in points(row, states):
        text = text[: point.start] + re.sub(r"[^\n]", " ", text[point.start : point.end]) + text[point.end :]
    return text


def _read(text: str, row: Sequence[Piece], states: Sequence[str], bank: Bank, setting: _Setting) -> _Found:
    """Place every piece of the message: into a list of the brief, or among what is left."""
    found = _Found()
    placed: set[int] = set()
    for point in points(row, states):
        if point.first in placed:
            continue
        placed.update(range(point.first, point.last + 1))
        start, end = _whole(row, point, placed)
        wished = _wished(text, point) if point.kind in ("topic", "goal") else None
        span = _trimmed(text[start:end] if wished is None else text[wished:end])
        kind = "goal" if wished is not None else _settled(point.kind, span, text, row, point.first, bank)
        if len(span) < 2 or len(span) > MAX_LENGTH or span.lower() in cues.EMPTY_WORDS:
            continue
        if not re.search(r"[a-z]{3}", _MASKED.sub(" ", span)) and "[" in text:
            continue
        if kind in ("topic", "goal") and (setting.is_part(span) or not re.search(r"[^\W\d_]{2}", span)):
            continue
        if _is_stage(span):
            continue
        if kind in ("topic", "concern") and (worried := cues.WORRIED.match(span)) and not span.lower().startswith("i"):
            kind, span = "concern", span[worried.end() :]
        if kind == "action":
            span = cues.PROMISE.sub("", span)
            status = cues.STATUS.search(span)
            what = span[: status.start()].strip() if status else span
            found.last_actions.append(LastAction(what=what, status=status["status"].strip() if status else None))
        elif kind == "status":
            _status(span, found)
        else:
            cut = {"goal": cues.BUT, "topic": cues.AND_WORRIED}.get(kind)
            wish, *against = cut.split(span, maxsplit=1) if cut else [span]
            {"topic": found.topics, "goal": found.goals, "concern": found.concerns}[kind].append(wish)
            found.concerns += against
    _leftovers(text, row, placed, setting, bank, found)
    return found


def _is_stage(span: str) -> bool:
    """Whether the span says no more than what somebody is: "I'm PGY1", "a third year"."""
    return bool(
        re.fullmatch(rf"(?:(?:i'?m|i am|im|she is|he is|as) )?(?:an? |the )?(?:{cues.STAGE.pattern})", span, re.I)
    )


def _wished(text: str, point: Point) -> int | None:
    """Where the wish begins that the point is the end of: "be more confident", of which only the end was marked."""
    for told in cues.WISHED.finditer(text):
        if told.start("goal") < point.start < told.end("goal") and cues.OWN_VERB.match(told["goal"]):
            between = text[told.start("goal") : point.start].split()
            if 0 < len(between) <= 2 and (between[0].lower() in ("be", "become", "feel") or len(between) == 2):
                return told.start("goal")
    return None


def _whole(row: Sequence[Piece], point: Point, placed: set[int]) -> tuple[int, int]:
    """The span of a point, with what plainly belongs to it: "the trainee" before "who", "and Y" after "between X"."""
    start, end = point.start, point.end
    before = point.first - 1
    if before >= 0 and before not in placed and not row[point.first].joint:
        piece = row[before]
        opens = (
            before == 0 or row[before - 1].sentence != piece.sentence or piece.joint.startswith((",", ";", "bullet"))
        )
        if opens and (piece.words[0] in _DETERMINERS or piece.words == ("cover", "for")) and not piece.when:
            start = piece.start
            placed.add(before)
    after = point.last + 1
    if row[point.last].words[0] == "between" and after < len(row) and row[after].joint == "and":
        end = row[after].end
        placed.add(after)
    return start, end


def _settled(kind: Kind, span: str, text: str, row: Sequence[Piece], first: int, bank: Bank) -> Kind:
    """The kind of a point, where a heading or the lead before it is plainer than what was learned."""
    start = row[first].start
    line = text[text.rfind("\n", 0, start) + 1 : start]
    sentence = re.split(r"[.!?]\s", line)[-1]
    headings = list(cues.HEADING.finditer(sentence))
    heading = headings[-1] if headings else None
    if heading and kind != "status":
        return next(name for name in ("goal", "concern", "action", "topic") if heading[name])
    if cues.GOAL_IS.search(sentence):
        return "goal"
    if kind == "topic" and cues.WISH_BEFORE.search(sentence) and cues.OWN_VERB.match(span):
        return "goal"
    if kind == "goal" and re.match(r"between\b", span, re.IGNORECASE):
        return "topic"
    if kind == "concern" and re.match(r"(?:whether|how|what|which|who|when|where|why|if)\b", span, re.IGNORECASE):
        return "topic"
    if kind == "topic" and is_strain(span, bank) and cues.SELF_FEELING.match(span):
        return "concern"
    return kind


def _status(span: str, found: _Found) -> None:
    """A status belongs to the action before it."""
    if found.last_actions and found.last_actions[-1].status is None:
        found.last_actions[-1] = LastAction(what=found.last_actions[-1].what, status=span)


def _leftovers(text: str, row: Sequence[Piece], placed: set[int], setting: _Setting, bank: Bank, found: _Found) -> None:
    """What no point holds: a worry goes among the worries, a bare point among the topics, the rest is told."""
    for pattern, name in ((cues.WISHED, "goal"), (cues.PROMISED, "action")):
        for told in pattern.finditer(text):
            inside = [n for n, p in enumerate(row) if p.start < told.end(name) and told.start(name) < p.end]
            span = _bare(told[name])
            if placed & set(inside) or not setting.beyond(span):
                continue
            placed.update(inside)
            if name == "goal":
                found.goals.append(span)
            else:
                found.last_actions.append(LastAction(what=span))
    for run in _runs(row, placed):
        _left_over(text, row, run, len(run) == _length(row, run[0]), setting, bank, found)
    if not (found.topics or found.goals or found.concerns) and (led := cues.INLINE.search(text)):
        named = _bare(setting.without(led["rest"]))
        found.topics += [named] if len(named) > 2 and setting.beyond(named) else []


def _runs(row: Sequence[Piece], placed: set[int]) -> list[list[int]]:
    """The pieces that no point holds, those that stand together in one sentence as one run."""
    runs: list[list[int]] = []
    for n, piece in enumerate(row):
        if n in placed:
            continue
        if runs and runs[-1][-1] == n - 1 and row[n - 1].sentence == piece.sentence:
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _length(row: Sequence[Piece], place: int) -> int:
    return sum(piece.sentence == row[place].sentence for piece in row)


def _left_over(
    text: str, row: Sequence[Piece], run: list[int], whole: bool, setting: _Setting, bank: Bank, found: _Found
) -> None:
    """Place one run of pieces; `whole` says that it is a sentence of its own."""
    span = _bare(text[row[run[0]].start : row[run[-1]].end])
    words = span.split()
    headed = text[row[run[-1]].end :].lstrip(" ").startswith((":", "=")) or bool(cues.STAGE.search(span))
    if headed or setting.beyond(span) == 0 or len(span) > MAX_LENGTH or cues.CHATTER.search(span) or read_kind(span):
        return
    about_meeting = cues.MEETING_WORD.search(span) or cues.SELF.match(span) or any(row[n].when for n in run)
    if not whole:
        return
    if (is_strain(span, bank) and not cues.MEETING_WORD.search(span)) or (
        cues.TOLD.match(span) and tells_trouble(span) and not about_meeting
    ):
        found.concerns.append(span)
    elif (
        not found.topics and len(words) <= 6 and setting.beyond(span) >= len(words) / 2 and not cues.SPOKEN.search(span)
    ):
        found.topics.append(span)
    elif len(words) > 2 and not cues.MEETING_WORD.search(span) and not cues.SELF.match(span):
        found.left.append(span)


def _trimmed(span: str) -> str:
    """A point that the tagger found, without a conjunction before it or a word of talk after it."""
    return _bare(span, cues.CONJUNCTION)


def _bare(span: str, lead: re.Pattern[str] = cues.LEAD) -> str:
    """A point without what led to it or trails after it."""
    before = ""
    span = " ".join(span.split()) if "\n" in span else span
    while before != span:
        before = span
        span = cues.TRAIL.sub("", lead.sub("", span.strip(" ,;:.-\u2013\u2014/()\"'")))
    if span.count("(") > span.count(")"):
        span += ")"
    return span if before.count('"') % 2 == 0 else span.replace('"', "")


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
