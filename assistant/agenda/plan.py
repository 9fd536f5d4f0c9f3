"""One brief -> plan, findings and citations: what the command line and the page call.

plan(parse_brief(line), library, date.today())["agenda"]["items"]
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.agenda.bank import Bank, CardUse, load_bank
from assistant.agenda.brief import DEFAULT_MINUTES, MAX_MINUTES, MIN_MINUTES, AgendaBrief
from assistant.agenda.checks import Checked
from assistant.agenda.checks_around import check
from assistant.agenda.compose import Wishes, compose
from assistant.agenda.planning.points import select
from assistant.agenda.planning.schedule import Schedule, show_day
from assistant.agenda.reading.dates import When, read_iso
from assistant.agenda.wording.themes import content_words, is_case
from assistant.events import Citation, Finding

if TYPE_CHECKING:
    from assistant.library import Card, Library

Mask = Callable[[str], str]


@dataclass(frozen=True)
class Planned:
    """A plan with all that was made beside it.

    `problems` are to be told to the user: what was asked and what was used.
    """

    agenda: dict[str, Any]
    findings: tuple[Finding, ...]
    citations: tuple[Citation, ...]
    problems: tuple[str, ...]
    checked: Checked

    def with_items(self, items: list[dict[str, Any]]) -> Planned:
        """The same plan with its items in another order or of other lengths, checked again."""
        checked = replace(self.checked, plan={**self.agenda, "items": items}, by_hand=True)
        return replace(
            self, agenda=dict(checked.plan), findings=(*check(checked), *_day_finding(checked)), checked=checked
        )


def unmasked(text: str) -> str:
    """The mask that changes nothing: the text has been screened already."""
    return text


def plan(brief: AgendaBrief, library: Library, today: dt.date, mask: Mask = unmasked) -> dict[str, Any]:
    """Return the contract's output for one brief: agenda, findings, citations.

    `mask` takes patients' details out.
    """
    made = make_plan(brief, library, today, mask=mask)
    citations = [
        {"n": c.n, "card": c.card, "section": c.section, "quote": c.quote, "rows": list(c.rows)} for c in made.citations
    ]
    return {
        "agenda": made.agenda,
        "findings": [asdict(finding) for finding in made.findings],
        "citations": citations,
    }


def make_plan(
    brief: AgendaBrief,
    library: Library,
    today: dt.date,
    *,
    mask: Mask = unmasked,
    bank: Bank | None = None,
    wishes: Wishes | None = None,
) -> Planned:
    """Plan, check and cite. A length or a day that cannot be used is replaced and told, never passed over."""
    bank = bank or load_bank()
    brief = masked(brief, mask)
    brief, problems = without_cases(brief, bank)
    minutes, told = usable_minutes(brief.minutes)
    problems += told
    when = read_iso(brief.date, today) if brief.date else When()
    problems += date_problems(when)
    schedule = Schedule(today, None if when.problem else when.date)
    stated = (str(minutes),) if brief.minutes is None else ()
    agenda = compose(brief, bank, schedule, minutes, wishes, stated)
    wishes = wishes or Wishes()
    checked = Checked(
        agenda,
        brief,
        bank,
        schedule,
        chosen=select(brief, minutes, bank, order=wishes.order),
        problems=problems,
        mask=mask,
        by_hand=bool(wishes.order or wishes.omit),
        own_words=wishes.first_step,
    )
    return Planned(
        agenda,
        (*check(checked), *_day_finding(checked)),
        cite(brief, minutes, bool(checked.chosen.strain), library, bank),
        problems,
        checked,
    )


def _day_finding(checked: Checked) -> tuple[Finding, ...]:
    """A day that cannot be used is a finding of its own."""
    said = next((problem for problem in checked.problems if problem.endswith("Which day is it?")), None)
    return (Finding("A14", False, "warn", said),) if said else ()


def masked(brief: AgendaBrief, mask: Mask) -> AgendaBrief:
    """The brief with each text masked; the mentor's and the mentee's names stay."""
    texts = {name: tuple(map(mask, getattr(brief, name))) for name in ("topics", "goals", "concerns")}
    actions = tuple(
        a.model_copy(update={"what": mask(a.what), "status": mask(a.status) if a.status else None})
        for a in brief.last_actions
    )
    return brief.model_copy(update={**texts, "last_actions": actions})


def without_cases(brief: AgendaBrief, bank: Bank) -> tuple[AgendaBrief, tuple[str, ...]]:
    """The brief with each point about one patient's care put as learning from a case; what to say of it.

    A plan is sent, printed and kept: no patient's details go into it, and it settles no care (rubric A18).
    """
    case = bank.plan.note("case_topic")
    update: dict[str, Any] = {
        name: tuple(dict.fromkeys(case if is_case(text) else text for text in getattr(brief, name)))
        for name in ("topics", "goals", "concerns")
    }
    update["last_actions"] = tuple(
        a.model_copy(update={"what": case, "status": None}) if is_case(f"{a.what} {a.status or ''}") else a
        for a in brief.last_actions
    )
    changed = brief.model_copy(update=update)
    return changed, () if changed == brief else (bank.plan.note("case_said"),)


def usable_minutes(minutes: int | None) -> tuple[int, tuple[str, ...]]:
    """Return minutes that can be planned, and what has to be said about it."""
    if minutes is None:
        return DEFAULT_MINUTES, ()
    if minutes <= 0:
        return DEFAULT_MINUTES, (
            f"A meeting of '{minutes}' minutes cannot be planned, so this uses {DEFAULT_MINUTES}.",
        )
    if minutes < MIN_MINUTES:
        return MIN_MINUTES, (f"'{minutes}' minutes hold no plan, so this uses {MIN_MINUTES}, the shortest I plan.",)
    if minutes > MAX_MINUTES:
        return MAX_MINUTES, (
            f"'{minutes}' minutes are more than one sitting, so this uses {MAX_MINUTES} minutes, the longest I plan.",
        )
    return minutes, ()


def planned_minutes_said(brief: AgendaBrief) -> tuple[int, tuple[str, ...]]:
    """The minutes a brief is planned for, and what has to be said about them."""
    return usable_minutes(brief.minutes)


def date_problems(when: When) -> tuple[str, ...]:
    """What has to be said about a day that cannot be used."""
    match when.problem:
        case "past":
            shown = show_day(when.date) if when.date else when.text
            return (
                f"The day '{when.text}' ({shown}) is in the past, so dates here are counted from the "
                "meeting. Which day is it?",
            )
        case "impossible":
            return (
                f"I cannot find the day '{when.text}' in a calendar, so dates here are counted from the "
                "meeting. Which day is it?",
            )
        case "ambiguous":
            return (
                f"'{when.text}' can be read as two days, so dates here are counted from the meeting. Which day is it?",
            )
    return ()


def cite(brief: AgendaBrief, minutes: int, strain: bool, library: Library, bank: Bank) -> tuple[Citation, ...]:
    """Cite the cards behind the plan: the meeting's, the short meeting's, and where strain was mentioned its
    own.
    """
    uses = list(bank.meetings[brief.kind].cards)
    if minutes <= 20:
        uses.insert(
            0,
            CardUse(
                card="fifteen-minute-meeting",
                section="What to do",
                like="choose by fit the question that needs their experience",
            ),
        )
    if strain:
        card = "support-in-hard-times" if brief.role == "mentee" else "mentors-and-wellbeing"
        uses.append(CardUse(card=card, section="What to do", like="ask listen support help"))
    uses.append(
        CardUse(
            card="after-the-meeting",
            section="What to do",
            like="send the summary with owner and date for each action",
        )
    )
    found: list[Citation] = []
    for use in uses:
        stands = library.cards.get(use.card)
        if stands is None:
            continue
        section, quote = _bullet(stands, use)
        if quote and all(quote != c.quote for c in found):
            found.append(Citation(len(found) + 1, stands.id, section, quote, stands.rows, stands.title))
    return tuple(found)


def _bullet(card: Card, use: CardUse) -> tuple[str, str]:
    if use.section == "Answer":
        return "Answer", card.answer
    return use.section, _most_like(tuple(card.sections.get(use.section, ())), use.like)


@cache
def _most_like(bullets: tuple[str, ...], like: str) -> str:
    wanted = content_words(like)
    return max(bullets, key=lambda bullet: (len(wanted & content_words(bullet)), -bullets.index(bullet)), default="")


def blanks(agenda: dict[str, Any]) -> tuple[str, ...]:
    """Each `[ADD: ...]` of the plan, once, in order."""
    text = "\n".join([agenda["purpose"], *(f"{i['title']} {i['notes']}" for i in agenda["items"])])
    return tuple(dict.fromkeys(re.findall(r"\[ADD: [^\]]+\]", text)))
