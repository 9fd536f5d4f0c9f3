"""After the meeting: pasted notes -> a summary, and an action list that the next plan starts from.

Owner and date are read where the notes tell them; what they do not tell is a visible blank.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from assistant.agenda.brief import AgendaBrief, LastAction
from assistant.agenda.planning.points import show_name
from assistant.agenda.planning.schedule import show_day
from assistant.agenda.reading.dates import read_when
from assistant.agenda.wording.phrases import tidy

NO_DATE, NO_OWNER = "[ADD: by when]", "[ADD: who]"

_OPENERS = re.compile(
    r"^(?:(?:here (?:are|is)|these are|my|the|our|some)\s+)*(?:rough |quick |raw )?(?:meeting )?notes?(?: "
    r"(?:from|of|after|on) (?:the|our|my|today'?s)? ?(?:meeting|session|call|chat)?)?(?: (?:with|today|"
    r"yesterday)[^:\n]*)?\s*[:.-]?\s*"
    r"|^(?:so |just )*(?:(?:we|i)(?: have|'ve)? )?(?:just )?(?:had (?:the|our|my) meeting|met)(?: (?:with|today|"
    r"yesterday)[^:.\n]*)?\s*[:.,-]\s*",
    re.IGNORECASE,
)
_IS_NOTES = re.compile(
    r"\b(?:my |our |the |rough |meeting )?notes? (?:from|of|after) (?:the|our|my|today'?s|yesterday'?s|this|"
    r"a) "
    r"(?:\w+ )?(?:meeting|session|call|chat|talk|1:1|review)\b|\b(?:here are|these are) (?:my |the |our "
    r")?(?:rough |meeting )?notes\b"
    r"|\bhow the meeting went\b|\bsummar(?:y|ise|ize) (?:of )?(?:the|our|my) meeting\b|\bwe(?: have|'ve)? "
    r"just met\b"
    r"|^\s*(?:decisions?|action items?):|\bmet (?:today|yesterday|this (?:morning|afternoon|"
    r"week))\b[\s\S]{0,60}\bnotes?\b",
    re.IGNORECASE | re.MULTILINE,
)
# Plain only when a plan of that meeting stands: else "we met at a conference" would do.
_HAVE_MET = re.compile(
    r"^(?:so |ok(?:ay)? |hi |and |just )*(?:(?:we|i)(?: have|'ve)? )?(?:just )?(?:met\b|had (?:the|our|my) meeting)\b|"
    r"\bthe meeting (?:went|is over|was)\b"
    r"|\bafter (?:the|our|my) meeting\b|^(?:my |our )?notes\b|\bnotes?:\s*\n?[\s\S]{0,400}\b(?:agreed|decided|will|"
    r"'ll)\b",
    re.IGNORECASE,
)
# "register for the course, no date": the blank says so.
_NO_DAY = re.compile(r"[,;(\s-]+(?:no|without a) (?:date|deadline|day)(?: yet| set| given)?\)?$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:,|;)?\s+(?:and|while|but|,)\s+(?=(?:i|she|he|they|we|you|dr\.? \w+|prof\.? \w+|[A-Z][a-z]+|my "
    r"mentor|my mentee)(?:'ll| will| agreed| promised| offered| is going| needs?| has to| should| said)\b)",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^(?:(?P<who>i|we|she|he|they|you|me|my mentor|my mentee|mentor|mentee|both(?: of us)?|(?:dr|prof|"
    r"professor)\.? [\w'-]+|[A-Z][\w'-]+))(?:'ll| will| is going to| am going to|'m going to| are going to| "
    r"agreed to| promised to| offered to| needs? to| has to| have to| should| to|'s going to| said (?:she|"
    r"he|they|i)(?:'d|'ll| would| will)| would|:) +(?:also )?(?P<what>.+)$",
    re.IGNORECASE,
)
_BARE_ACTION = re.compile(r"^(?:action(?: item)?s?|to-?do|next steps?|\[ ?\])[:\s-]+(?P<what>.+)$", re.IGNORECASE)
_DECISION = re.compile(
    r"^(?:(?:we|i|they|she|he) (?:both )?)?(?:have |has )?(?:decided|agreed|settled|chose|concluded|going "
    r"with|decision|will not|won't|the plan is)\b(?P<plain>(?: that| on)?:? )?",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"[ ,(]*\b(?P<due>(?:by|before|due|until|on|within|in) (?:the )?(?:end of (?:the |this |next )?\w+|next "
    r"\w+|this \w+|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|tomorrow|\d{4}-\d\d-\d\d|"
    r"\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z]?[a-z]+|[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?|(?:a|one|two|three|"
    r"\d+) (?:days?|weeks?|months?))|next week|this week|tomorrow|tonight|asap)\b\)?[ .]*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next (?:meeting|time|session)|meet (?:again|next)|see (?:each other|them|her|him) again)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Summary:
    """What a meeting left: decisions, actions with owner and date, the next meeting, and what else was
    noted.
    """

    decisions: tuple[str, ...] = ()
    actions: tuple[dict[str, str], ...] = ()
    next_meeting: str = ""
    points: tuple[str, ...] = ()

    @property
    def last_actions(self) -> tuple[LastAction, ...]:
        """The actions as the next plan's review of what was agreed."""
        mentee = ("Mentee", NO_OWNER)
        return tuple(
            LastAction(what=a["what"] if a["owner"] in mentee else f"{a['owner']}: {a['what']}") for a in self.actions
        )

    def as_json(self) -> dict[str, Any]:
        """As JSON values, for the conversation's memory."""
        return {
            "decisions": list(self.decisions),
            "actions": list(self.actions),
            "next_meeting": self.next_meeting,
            "points": list(self.points),
        }


def is_notes(message: str, *, planned: bool = False) -> bool:
    """Whether a message brings notes of a meeting that is over; `planned` says that a plan of it stands."""
    return bool(_IS_NOTES.search(message)) or (planned and bool(_HAVE_MET.search(message.strip())))


def summarise(notes: str, brief: AgendaBrief, today: dt.date) -> Summary:
    """Read pasted notes. Nothing is added to them: a missing owner or date is a blank."""
    text = notes.strip().replace("\u2019", "'")
    while opener := _OPENERS.match(text):
        if not opener.group():
            break
        text = text[opener.end() :]
    decisions: list[str] = []
    actions: list[dict[str, str]] = []
    points: list[str] = []
    following = ""
    pieces = [piece.strip(" ,;:.-") for line in _lines(text) for piece in _CLAUSE.split(line)]
    under = ""
    for piece in filter(None, pieces):
        head = re.match(
            r"^(decisions?|actions?(?: items?)?|to-?dos?|next steps?|next meeting|discussed|points?|"
            r"notes?)\s*:?\s*$|^(decisions?|actions?(?: items?)?|to-?dos?|next steps?|discussed|"
            r"points?)\s*:\s*(.+)$",
            piece,
            re.IGNORECASE,
        )
        if head:
            under = (head[1] or head[2]).lower()
            piece = (head[3] or "").strip()
            if not piece:
                continue
        if _NEXT.search(piece) and read_when(piece, today).date:
            following = _due_shown(piece, today)
        elif decided := _DECISION.match(piece):
            # "Decided on X" is X; "decided against X" must keep its "against".
            rest = piece[decided.end() :]
            bare = re.search(
                r"\b(?:decided|agreed|settled|concluded|decision|plan is)(?: that| on)?:? $",
                decided.group(),
                re.IGNORECASE,
            )
            keeps = not bare or re.match(r"(?:against|to|not|with|upon|between|for)\b", rest, re.IGNORECASE)
            decisions.append(_sentence(piece if keeps else rest))
        elif found := _ACTION.match(piece):
            actions.append(_action(found["what"], _owner(found["who"], brief), today))
        elif under.startswith(("action", "to", "next step")) or (found := _BARE_ACTION.match(piece)):
            what = found["what"] if (found := _BARE_ACTION.match(piece)) else piece
            actions.append(_action(what, NO_OWNER, today))
        elif under.startswith("decision"):
            decisions.append(_sentence(piece))
        else:
            points.append(_sentence(piece))
    return Summary(tuple(decisions), tuple(actions), following, tuple(points))


def show(summary: Summary) -> str:
    """The summary as Markdown, short enough for a phone."""
    parts = []
    if summary.decisions:
        parts.append("**Decided**\n" + "\n".join(f"- {line}" for line in summary.decisions))
    if summary.actions:
        parts.append(
            "**Who does what by when**\n"
            + "\n".join(f"- {a['owner']}: {a['what']}, {a['when']}" for a in summary.actions)
        )
    if summary.points:
        parts.append("**Also noted**\n" + "\n".join(f"- {line}" for line in summary.points))
    parts.append(f"**Next meeting:** {summary.next_meeting or '[ADD: day and time]'}")
    return "\n\n".join(parts)


def thanks_brief(brief: AgendaBrief, summary: Summary | None) -> dict[str, Any]:
    """The outreach brief of the thank-you, with the facts carried over; only what the user said stands in
    it.
    """
    mine, other = (brief.mentee, brief.mentor) if brief.role == "mentee" else (brief.mentor, brief.mentee)
    made: dict[str, Any] = {"kind": "thank-you", "channel": "email", "tone": "warm"}
    if mine:
        made["sender"] = {"name": show_name(mine)}
    if brief.stage and brief.role == "mentee":
        made["sender"] = {**made.get("sender", {}), "stage": brief.stage}
    if other:
        title, name = _split_title(show_name(other))
        made["recipient"] = {"name": name, **({"title": title} if title else {})}
    talked = [tidy(text) for text in (*brief.topics, *brief.goals)][:2]
    if talked:
        made["reason"] = " and ".join(talked)
    if summary and summary.decisions:
        made["goal"] = summary.decisions[0]
    if summary and (noted := _carried(summary)):
        made["notes"] = noted
    return made


def _carried(summary: Summary) -> str:
    parts = [
        *summary.decisions[1:],
        *(
            f"{a['owner']}: {a['what']}" + ("" if a["when"] == NO_DATE else f", {a['when']}")
            for a in summary.actions
            if a["owner"] != NO_OWNER
        ),
    ]
    if summary.next_meeting:
        parts.append(f"Next meeting: {summary.next_meeting}")
    return "; ".join(parts)


def _lines(text: str) -> list[str]:
    """Sentences and bullets, not cut at commas: an action may hold a list."""
    lines: list[str] = []
    for raw in text.splitlines():
        bare = re.sub(r"^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+", "", raw)
        lines += re.split(r"(?<!\bDr)(?<!\bProf)(?<!\bdr)(?<!\bprof)(?<=[\w)])[.!;]\s+", bare)
    return lines


def _owner(who: str, brief: AgendaBrief) -> str:
    low = who.lower()
    me, other = ("mentee", "mentor") if brief.role == "mentee" else ("mentor", "mentee")
    named = {
        "mentor": show_name(brief.mentor) if brief.mentor else "Mentor",
        "mentee": show_name(brief.mentee) if brief.mentee else "Mentee",
    }
    if low in ("i", "me"):
        return named[me]
    if low.startswith(("we", "both")):
        return f"{named['mentee']} and {named['mentor']}"
    if low in ("she", "he", "they", "you") or low.endswith(other):
        return named[other]
    if low.endswith(me):
        return named[me]
    for name in filter(None, (brief.mentor, brief.mentee)):
        if low.split()[-1] in name.lower():
            return show_name(name)
    return tidy(who)


def _action(what: str, owner: str, today: dt.date) -> dict[str, str]:
    what = _NO_DAY.sub("", what)
    due = _DUE.search(what)
    when = _due_shown(due["due"], today) if due else NO_DATE
    return {"what": _sentence(what[: due.start()] if due else what), "owner": owner, "when": when}


def _due_shown(text: str, today: dt.date) -> str:
    """The user's own words for the day, with the calendar day they mean when it is plain."""
    when = read_when(re.sub(r"^(?:by|before|due|until|on)\s+(?:the )?", "", text), today)
    if when.date and not when.problem:
        clock = f", {when.time:%H:%M}" if when.time else ""
        return (
            f"by {show_day(when.date)}"
            if re.match(r"(?:by|before|due|until)\b", text, re.IGNORECASE)
            else f"{show_day(when.date)}{clock}"
        )
    return text.strip()


def _sentence(text: str) -> str:
    shown = tidy(text)
    return shown[:1].upper() + shown[1:]


def _split_title(name: str) -> tuple[str, str]:
    found = re.match(r"^(Dr|Prof|Professor|Mr|Ms|Mrs|Mx)\.? (.+)$", name)
    return (found[1], found[2]) if found else ("", name)
