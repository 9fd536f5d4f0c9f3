"""Plan -> findings on time, order and items, one small function a rubric item (4b).

See `checks_around` for the rest.

Hard fails are A01, A13, A18 and A19. Items that ask for judgement are checked for what code can see and say
so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.agenda.bank import Bank
from assistant.agenda.brief import AgendaBrief
from assistant.agenda.planning.boxes import LEAST
from assistant.agenda.planning.points import Selection, worry
from assistant.agenda.planning.schedule import Schedule
from assistant.agenda.wording.themes import content_words
from assistant.events import Finding

CHECK_IN_SHARE = 0.15
_OUTCOME = re.compile(
    r"\b(?:leaves?|know(?:s|ing)?|agree[sd]?|decid\w+|understand\w*|close|achieved|choos\w+|chose|test\w*|"
    r"next step|settled|plan|learn\w*|be able)\b",
    re.IGNORECASE,
)
_TASTE = " (whether it is the right outcome is yours to judge)"
# Each of the six things a first meeting settles (F32), as it may be worded.
_EXPECTATIONS = {
    "how often": r"how often|cadence|rhythm|monthly|weekly",
    "which channel": r"channel|e-?mail|by phone|how to reach",
    "reply time": r"reply|answer within|respon",
    "confidentiality and its limit": r"stays between|private|confiden",
    "scope": r"scope|cannot offer|not part of|out of bounds",
    "how to end": r"\bend\b|\bstop\b|ending",
}


@dataclass(frozen=True)
class Checked:
    """What a check reads: the plan in the contract's form, the brief it came from, and what was chosen from
    it. `by_hand`: the user moved items or minutes. `own_words`: what else the user said that stands in the plan.
    """

    plan: Mapping[str, Any]
    brief: AgendaBrief
    bank: Bank
    schedule: Schedule
    chosen: Selection
    problems: tuple[str, ...] = ()
    mask: Callable[[str], str] = lambda text: text
    by_hand: bool = False
    own_words: str = ""

    def items(self, kind: str) -> list[Mapping[str, Any]]:
        """The items of one kind."""
        return [item for item in self.plan["items"] if item["kind"] == kind]

    @property
    def notes(self) -> str:
        """All titles and notes."""
        return "\n".join(f"{item['title']}\n{item['notes']}" for item in self.plan["items"])

    @property
    def text(self) -> str:
        """Everything that the plan shows."""
        plan = self.plan
        lists = [line for name in ("parked", "prepare", "send_ahead", "questions") for line in plan[name]]
        done = [f"{a['what']}\n{a['owner']}\n{a['when']}" for a in plan["actions"]]
        return "\n".join([plan["purpose"], self.notes, *lists, *done, plan["next_meeting"], plan["thanks"]])


def sums_exactly(c: Checked) -> Finding:
    """A01: the boxes sum exactly to the length, and none is under two minutes."""
    total = sum(item["minutes"] for item in c.plan["items"])
    short = [item["title"] for item in c.plan["items"] if item["minutes"] < LEAST]
    whole = all(isinstance(item["minutes"], int) for item in c.plan["items"])
    if total != c.plan["minutes"] or not whole:
        return Finding("A01", False, "fail", f"the boxes sum to {total}, not to {c.plan['minutes']} minutes")
    if short:
        return Finding("A01", False, "fail", f"'{short[0]}' has less than two minutes", short[0])
    return Finding("A01", True, "fail", f"the boxes sum to {total} minutes")


def length_as_asked(c: Checked) -> Finding:
    """A02: the length asked for; a default is stated."""
    minutes = c.plan["minutes"]
    if c.brief.minutes is None:
        return Finding("A02", True, "info", f"no length was given; this is planned for {minutes} minutes")
    if minutes != c.brief.minutes:
        said = next(
            (p for p in c.problems if "minute" in p),
            f"{c.brief.minutes} minutes cannot be planned; {minutes} used",
        )
        return Finding("A02", False, "warn", said)
    return Finding("A02", True, "warn", f"{minutes} minutes, as asked")


def one_purpose(c: Checked) -> Finding:
    """A03: one purpose of at most 25 words that says an outcome."""
    words = len(c.plan["purpose"].split())
    if words > 25:
        return Finding("A03", False, "warn", f"the purpose has {words} words; 25 at most", c.plan["purpose"])
    if not _OUTCOME.search(c.plan["purpose"]):
        return Finding("A03", False, "warn", "the purpose names no outcome", c.plan["purpose"])
    return Finding("A03", True, "info", f"one purpose, {words} words{_TASTE}")


def few_topics(c: Checked) -> Finding:
    """A04: one to three main topics at 30 minutes; what does not fit is parked, and nothing is lost."""
    count = len(c.items("topic"))
    most = 1 if c.plan["minutes"] < 20 else 3 if c.plan["minutes"] <= 60 else 6
    if not 1 <= count <= most:
        return Finding("A04", False, "warn", f"{count} main topics in {c.plan['minutes']} minutes; {most} at most")
    lost = lost_points(c)
    if lost:
        return Finding("A04", False, "warn", f"'{lost[0]}' is neither in the plan nor parked")
    return Finding("A04", True, "warn", f"{count} main topic{'s' if count > 1 else ''}, {len(c.plan['parked'])} parked")


def lost_points(c: Checked) -> list[str]:
    """What the user named and the plan does not hold: topics, goals and concerns, by their words that
    matter.
    """
    held = content_words(f"{c.notes}\n" + "\n".join(c.plan["parked"]))
    named = (
        *c.brief.topics,
        *c.brief.goals,
        *map(worry, c.brief.concerns),
        *(a.what for a in c.brief.last_actions),
    )
    return [text for text in named if (words := content_words(text)) and len(words & held) < 0.6 * len(words)]


def first_goal_first(c: Checked) -> Finding:
    """A05: the biggest box belongs to the first topic, which serves the first goal."""
    if c.by_hand:
        return Finding("A05", True, "info", "order and sizes are as you set them")
    topics = c.items("topic")
    biggest = max(item["minutes"] for item in c.plan["items"])
    if not topics or topics[0]["minutes"] < biggest:
        return Finding("A05", False, "warn", "the first topic does not have the biggest box")
    if c.brief.goals and len(c.items("topic")) > 1:
        words = content_words(c.brief.goals[0])
        if (
            words
            and not words & content_words(f"{topics[0]['title']} {topics[0]['notes']}")
            and c.brief.goals[0] not in c.chosen.strain
        ):
            return Finding("A05", False, "warn", "the biggest box does not serve the first goal", topics[0]["title"])
    return Finding("A05", True, "warn", "the biggest box goes to the first goal")


def check_in(c: Checked) -> Finding:
    """A06: a check-in for the whole person, at most 15% of the time; none under 15 minutes or in a first
    meeting.
    """
    found = c.items("check-in")
    wanted = c.plan["minutes"] >= 15 and c.brief.kind != "first"
    if not wanted:
        return Finding(
            "A06",
            not found,
            "warn",
            "no check-in, as the meeting is a first or a short one" if not found else "a check-in is not wanted here",
        )
    if not found and c.by_hand:
        return Finding("A06", True, "info", "the check-in was taken out at your wish")
    if not found:
        return Finding("A06", False, "warn", "the check-in is missing")
    if found[0]["minutes"] > c.plan["minutes"] * CHECK_IN_SHARE:
        return Finding("A06", False, "warn", "the check-in takes more than 15% of the time", found[0]["title"])
    asks = re.search(r"how (?:are|is) ", found[0]["title"] + found[0]["notes"], re.IGNORECASE)
    return Finding("A06", bool(asks), "warn", f"check-in of {found[0]['minutes']} minutes for the whole person")


def last_actions(c: Checked) -> Finding:
    """A07: each earlier action is asked about: done, not done, why.

    A first meeting has introductions and expectations.
    """
    if c.brief.kind == "first" and not c.brief.last_actions:
        kinds = {item["kind"] for item in c.plan["items"]}
        folded = "who you are" in c.notes or "how often" in c.notes
        passed = {"introductions", "expectations"} <= kinds or (folded and c.plan["minutes"] < 20)
        return Finding(
            "A07",
            passed,
            "warn",
            "introductions and expectations" if passed else "introductions or expectations are missing",
        )
    missing = [a.what for a in c.brief.last_actions if not content_words(a.what) <= content_words(c.notes)]
    if missing:
        return Finding("A07", False, "warn", f"'{missing[0]}' of last time is not asked about")
    why = re.search(r"\bwhy\b|held it up|what came of it|what changed", c.notes)
    needed = bool(c.brief.last_actions) or c.brief.kind == "regular"
    return Finding("A07", bool(why) or not needed, "warn", "each earlier action is asked about")


def progress(c: Checked) -> Finding:
    """A08: evidence or a number is asked for."""
    asked = re.search(
        r"one number or example|count or show|counted or shown|show first|one thing you can show|evidence|"
        r"with one example|example",
        c.notes + "\n".join(c.plan["prepare"]),
        re.IGNORECASE,
    )
    needed = c.brief.kind in ("regular", "review") and c.plan["minutes"] >= 10
    return Finding(
        "A08",
        bool(asked) or not needed,
        "info",
        "evidence is asked for" + _TASTE if asked else "no evidence of progress is asked for",
    )


def feedback_both_ways(c: Checked) -> Finding:
    """A12: a slot for feedback both ways, with a narrow question."""
    item = next((item for item in c.plan["items"] if item["kind"] == "feedback"), None)
    text = item["notes"] if item else c.notes
    both = re.search(r"both ways", text, re.IGNORECASE)
    narrow = re.search(r"\b(?:one|first thirty seconds|which)\b[^?]*\?", text, re.IGNORECASE)
    return Finding(
        "A12",
        bool(both and narrow),
        "warn",
        "feedback both ways, with a narrow question"
        if both and narrow
        else "the narrow feedback question, both ways, is missing",
    )


def expectations(c: Checked) -> Finding:
    """A17: a first meeting settles cadence, channel, reply time, confidentiality and its limit, scope, and
    how to end.
    """
    if c.brief.kind != "first":
        return Finding("A17", True, "info", "only a first meeting settles expectations")
    missing = [name for name, pattern in _EXPECTATIONS.items() if not re.search(pattern, c.notes, re.IGNORECASE)]
    return Finding(
        "A17",
        not missing,
        "warn",
        f"not settled: {', '.join(missing)}" if missing else "all six expectations are settled" + _TASTE,
    )


def wellbeing(c: Checked) -> Finding:
    """A20: strain that the user mentioned has a place and a route to help."""
    if not c.chosen.strain:
        return Finding("A20", True, "info", "no strain was mentioned")
    route = re.search(r"route for more|live person", c.notes, re.IGNORECASE)
    return Finding(
        "A20",
        bool(route),
        "warn",
        "strain has a place and a route" if route else "strain was mentioned, and no route to help is named",
    )


def short_variant(c: Checked) -> Finding:
    """A22: a meeting of up to 15 minutes has one topic."""
    count = len(c.items("topic"))
    passed = c.plan["minutes"] > 15 or count == 1
    return Finding(
        "A22",
        passed,
        "warn",
        "one topic in a short meeting" if c.plan["minutes"] <= 15 else "not a short meeting",
    )


CHECKS = (
    sums_exactly,
    length_as_asked,
    one_purpose,
    few_topics,
    first_goal_first,
    check_in,
    last_actions,
    progress,
    feedback_both_ways,
    expectations,
    wellbeing,
    short_variant,
)
