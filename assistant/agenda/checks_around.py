"""Plan -> findings on what stands around the meeting, and on invention and scope (rubric 4b)."""

from __future__ import annotations

import datetime as dt
import re

from assistant.agenda.checks import CHECKS, Checked
from assistant.agenda.planning.schedule import show_day
from assistant.agenda.wording.phrases import tidy
from assistant.agenda.wording.themes import content_words, is_clinical, stage_of
from assistant.events import Finding

_WHEN = re.compile(r"\b(?:before|today|days?|weeks?|by \w+|tomorrow|after)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:what|how|which|who|whom|whose|where|when|why)\b", re.IGNORECASE)
_CLOSED = re.compile(r"^(?:is|are|do|does|did|can|could|should|will|would|have|has)\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
_NUMBER = re.compile(r"(?<![\w.])\d[\d.,]*")
_OWN_NUMBERS = re.compile(r"24 to 48 hours|(?:15|30|60) minutes, ")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+")
_WORD = re.compile(r"[^\W_]+")
_JUDGED = " (how well they fit is yours to judge)"
_MASKED = re.compile(r"\[[A-Z][A-Z ]+\]")
_CLINICAL_ADVICE = re.compile(r"\b\d+(?:\.\d+)? ?(?:mg|mcg|ml|units)\b", re.IGNORECASE)


def prepare_list(c: Checked) -> Finding:
    """A09: three to six things to prepare, each with when."""
    lines = c.plan["prepare"]
    bare = next((line for line in lines if not _WHEN.search(line.split(":")[0])), None)
    if not 3 <= len(lines) <= 6:
        return Finding("A09", False, "warn", f"{len(lines)} things to prepare; 3 to 6 are wanted")
    return Finding(
        "A09",
        bare is None,
        "warn",
        f"{len(lines)} things to prepare, each with when" if bare is None else "one has no when",
        bare,
    )


def send_ahead(c: Checked) -> Finding:
    """A10: at most a page goes ahead, two to seven days before (a development plan two weeks)."""
    lines = c.plan["send_ahead"]
    passed = bool(lines) and bool(
        re.search(
            r"\b(?:two|three|four|five|six|seven) days before|two weeks before|^today|^before you walk|one "
            r"week before",
            lines[0],
            re.IGNORECASE,
        )
    )
    return Finding("A10", passed, "warn", "what goes ahead, and when" if passed else "nothing goes ahead in time")


def own_questions(c: Checked) -> Finding:
    """A11: three to five open questions; at least half carry the user's own words."""
    asked = c.plan["questions"]
    closed = next((q for q in asked if not q.endswith("?") or _CLOSED.match(q) or not _OPEN.search(q)), None)
    if not 3 <= len(asked) <= 5:
        return Finding("A11", False, "warn", f"{len(asked)} questions; 3 to 5 are wanted")
    if closed:
        return Finding("A11", False, "warn", "a question can be answered with yes or no", closed)
    named = (*c.brief.topics, *c.brief.goals, *c.brief.concerns)
    own = {word[:4] for word in content_words(" ".join(map(tidy, named)))}
    carrying = sum(bool({word[:4] for word in content_words(q)} & own) for q in asked)
    needed = 1 if c.brief.kind in ("difficult", "closing") or not (c.brief.topics or c.brief.goals) else 2
    if named and own and carrying < min(needed, len(asked)):
        return Finding("A11", False, "info", "the questions are not about the user's own topics", asked[0])
    return Finding("A11", True, "info", f"{len(asked)} open questions" + _JUDGED)


def owners_and_dates(c: Checked) -> Finding:
    """A13: each action has an owner and a date."""
    for action in c.plan["actions"]:
        if not action["owner"].strip() or not action["when"].strip():
            return Finding("A13", False, "fail", f"'{action['what']}' has no owner or no date", action["what"])
    passed = bool(c.plan["actions"])
    return Finding(
        "A13",
        passed,
        "fail",
        f"{len(c.plan['actions'])} actions, each with owner and date" if passed else "no action is planned",
    )


def next_meeting(c: Checked) -> Finding:
    """A14: a window of dates and a format for the next meeting."""
    line = c.plan["next_meeting"]
    passed = bool(re.search(r"weeks|months|between", line) and re.search(r"person|video|call|phone|message", line))
    return Finding(
        "A14",
        passed,
        "warn",
        "window and format of the next meeting" if passed else "the next meeting has no window or no format",
        line,
    )


def thank_you(c: Checked) -> Finding:
    """A15: a thank-you within 24 to 48 hours, with a summary."""
    line = c.plan["thanks"]
    passed = bool(re.search(r"24 to 48 hours", line) and re.search(r"summary", line))
    return Finding(
        "A15",
        passed,
        "warn",
        "a thank-you with a summary, in time" if passed else "the thank-you lacks its time or its summary",
    )


def fits_stage(c: Checked) -> Finding:
    """A16: what the stage needs is in the plan."""
    stage = stage_of(c.brief.stage, c.bank)
    if stage is None:
        return Finding("A16", True, "info", "no stage was given; the plan is a general one")
    data = c.bank.stages[stage]
    own = content_words(
        " ".join(
            (
                data.check_in,
                data.focus,
                data.difficult,
                data.closing,
                data.prepare,
                data.question_mentee,
                data.question_mentor,
            )
        )
    )
    passed = len(own & content_words(c.text)) >= 4
    return Finding(
        "A16",
        passed,
        "info",
        f"fitted to a {data.label}" + _JUDGED if passed else f"nothing here is for a {data.label}",
    )


def in_scope(c: Checked) -> Finding:
    """A18: no patient identifiers, no advice on a patient's care."""
    # What the user wrote comes to light here; the rest is our own text, and screening all of it is slow.
    shown = "\n".join([c.plan["purpose"], *(item["title"] for item in c.items("topic")), *c.plan["parked"]])
    if len(_MASKED.findall(c.mask(shown))) > len(_MASKED.findall(shown)):
        return Finding("A18", False, "fail", "an identifier of a patient stands in the plan; take it out")
    if found := _CLINICAL_ADVICE.search(c.text):
        return Finding(
            "A18",
            False,
            "fail",
            "a dose stands in the plan; an agenda settles no patient's care",
            found.group(),
        )
    named = [t for t in (*c.brief.topics, *c.brief.goals) if is_clinical(t)]
    if named and any(is_clinical(item["title"]) for item in c.items("topic")) and "No patient details" not in c.notes:
        return Finding("A18", False, "fail", "a topic touches a patient's care, and the limit is not said", named[0])
    said = next((problem for problem in c.problems if "patient's care" in problem), None)
    return Finding("A18", True, "fail", said or "no patient details and no case advice")


def nothing_invented(c: Checked) -> Finding:
    """A19: each name, number and day is the user's, or is counted from the user's own date."""
    given = " ".join(
        [
            *map(
                tidy,
                (
                    *c.brief.topics,
                    *c.brief.goals,
                    *c.brief.concerns,
                    c.brief.mentor or "",
                    c.brief.mentee or "",
                    c.brief.date or "",
                    c.brief.stage or "",
                ),
            ),
            *(f"{a.what} {tidy(a.what)} {a.status or ''} {tidy(a.status or '')}" for a in c.brief.last_actions),
            *c.brief.topics,
            *c.brief.goals,
            *c.brief.concerns,
            c.own_words,
            tidy(c.own_words),
        ]
    )
    known = {word.lower() for word in _WORD.findall(given)} | c.bank.own_words
    for found in _DATE.finditer(c.text):
        if not _is_counted(found.group(), c):
            return Finding(
                "A19",
                False,
                "fail",
                f"'{found.group()}' is not a day that the user gave or that follows from one",
                found.group(),
            )
    # Our own spans of time are no claim: the next meeting's length, and the thank-you's 24 to 48 hours.
    rest = _OWN_NUMBERS.sub(" ", _DATE.sub(" ", c.text))
    for found in _NUMBER.finditer(rest):
        value = found.group().rstrip(".,")
        if value.lower() not in known and value != str(c.plan["minutes"]):
            return Finding("A19", False, "fail", f"the number '{value}' is not the user's", value)
    for found in _NAME.finditer(rest):
        if not {word.lower() for word in _WORD.findall(found.group())} <= known:
            return Finding("A19", False, "fail", f"the name '{found.group()}' is not the user's", found.group())
    return Finding("A19", True, "fail", "every name, number and day is the user's or counted from their date")


def exports(c: Checked) -> Finding:
    """A21: it can be printed and put into a calendar: each item has a title and the times run on."""
    passed = (
        all(item["title"].strip() for item in c.plan["items"])
        and sum(i["minutes"] for i in c.plan["items"]) == c.plan["minutes"]
    )
    said = (
        "prints on a page; the calendar file waits for a day"
        if c.schedule.day is None
        else "prints on a page and fits a calendar"
    )
    return Finding("A21", passed, "warn", said if passed else "the times do not run on")


def _is_counted(shown: str, c: Checked) -> bool:
    """Whether a shown day is today or lies a plausible number of days from the meeting, under its right
    weekday.
    """
    if shown == show_day(c.schedule.today):
        return True
    if c.schedule.day is None:
        return False
    try:
        day = dt.datetime.strptime(shown, "%a %d %B %Y").date()
    except ValueError:
        return False
    return show_day(day) == shown and -60 <= (day - c.schedule.day).days <= 190


def check(c: Checked) -> tuple[Finding, ...]:
    """Run every check; findings in the order of the items."""
    around = (
        prepare_list,
        send_ahead,
        own_questions,
        owners_and_dates,
        next_meeting,
        thank_you,
        fits_stage,
        in_scope,
        nothing_invented,
        exports,
    )
    return tuple(sorted((run(c) for run in (*CHECKS, *around)), key=lambda finding: finding.item))
