"""What stands around the meeting: prepare, send ahead, questions, actions, the next meeting, the thank-you.

Rubrics A09 (3 to 6 things, each with when), A10 (2 to 7 days before; a development plan two weeks), A11 (3
to 5 open questions of the user's own), A13 (owner and date), A14, A15.
"""

from __future__ import annotations

import re

from assistant.agenda.bank import Bank, fill
from assistant.agenda.brief import AgendaBrief, status_of
from assistant.agenda.planning.points import Point, Selection, Speaker, is_sentence, pick, worry
from assistant.agenda.planning.schedule import Schedule
from assistant.agenda.wording.address import to_third
from assistant.agenda.wording.phrases import form, tidy
from assistant.agenda.wording.themes import STRAIN, content_words

_MOST_PREPARE = 6
_TAIL = re.compile(r", when it comes to ([^,?:;]+)")
_LONG_PHRASE = 14
_LONG_TAIL = 5


def prepare(
    brief: AgendaBrief,
    bank: Bank,
    schedule: Schedule,
    who: Speaker,
    shown: tuple[Point, ...],
    chosen: Selection,
    minutes: int,
) -> list[str]:
    """Three to six things for the user to do before, the earliest first, each with its when."""
    words, role = bank.plan.prepare, brief.role
    names = {"mentor": who.mentor, "mentee": who.mentee}
    theme = who.theme(shown[0])[1]
    found: list[tuple[int, int, str]] = []

    def add(rank: int, days: int, text: str) -> None:
        found.append((rank, days, text))

    for place, dated in enumerate(bank.meetings[brief.kind].prepare[role]):
        add(place * 2, dated.days, fill(dated.text, names))
    if brief.last_actions:
        add(1, words["last_actions"].days, fill(words["last_actions"].text(role), names))
    elif brief.kind == "regular":
        evidence = theme.evidence if role == "mentee" else to_third(theme.evidence)
        add(3, words["progress"].days, fill(words["progress"].text(role), {**names, "evidence": evidence}))
    if chosen.strain:
        add(1, words["strain"].days, fill(words["strain"].text(role), {**names, "route": _route(bank, who)}))
    if shown[0].given and brief.kind not in ("difficult", "closing") and who.theme(shown[0])[0] != STRAIN:
        text = (
            theme.prepare
            if role == "mentee"
            else fill(
                words["topic"].mentor,
                {
                    **names,
                    "about": _short(who.about(shown[0].text), "the first topic"),
                    "prepare_lower": to_third(theme.prepare[:1].lower() + theme.prepare[1:]),
                },
            )
        )
        add(0, words["topic"].days, text)
    if who.stage and role == "mentee" and brief.kind not in ("difficult", "closing"):
        add(3, 2, bank.stages[who.stage].prepare)
    elif who.stage and role == "mentor" and brief.kind not in ("difficult", "closing"):
        lowered = bank.stages[who.stage].prepare
        add(5, 2, f"Ask {who.mentee} also to {to_third(lowered[:1].lower() + lowered[1:])}")
    found = [
        entry for n, entry in enumerate(sorted(found)) if not any(_alike(entry[2], e[2]) for e in sorted(found)[:n])
    ]
    if len(found) < 3 and brief.kind != "regular":
        add(8, words["questions"].days, fill(words["questions"].text(role), names))
    if len(found) < 3:
        add(9, words["logistics"].days, fill(words["logistics"].text(role), names))
    most = 4 if minutes < 20 else _MOST_PREPARE - 1 if minutes <= 30 else _MOST_PREPARE
    kept = sorted(sorted(found)[:most], key=lambda entry: (-entry[1], entry[0]))
    return [f"{schedule.before(days)}: {_small(text)}." for _, days, text in kept]


def send_ahead(
    brief: AgendaBrief,
    bank: Bank,
    schedule: Schedule,
    who: Speaker,
    shown: tuple[Point, ...],
    stated: tuple[str, ...],
) -> list[str]:
    """What goes to the other person ahead, one page at most; assumptions are put to them there."""
    names = {"mentor": who.mentor, "mentee": who.mentee}
    first = bank.meetings[brief.kind].send[brief.role]
    lines = [f"{schedule.before(first.days)}: {_small(fill(first.text, names))}."]
    theme_name, theme = who.theme(shown[0])
    if brief.kind == "regular" and shown[0].given:
        if theme_name == STRAIN:
            lines.append(
                f"{theme.send[:1].upper()}{theme.send[1:]}."
                if brief.role == "mentee"
                else "Write nothing about how they are; ask in the room."
            )
        elif theme.send.startswith("nothing"):
            lines.append(
                f"{theme.send[:1].upper()}{theme.send[1:]}."
                if brief.role == "mentee"
                else "Ask for nothing in writing."
            )
        elif brief.role == "mentee":
            lines.append(f"With it: {theme.send}. One page in all.")
        else:
            lines.append(
                f"Ask {who.mentee} to send, {_small(schedule.before(2))}: {to_third(theme.send)}. One page at most."
            )
    values = {"minutes": stated[0] if stated else ""}
    if stated and stated[0]:
        lines.append(fill(str(bank.plan.send["minutes"]["text"]), values) + ".")
    if schedule.day is None and brief.kind != "difficult":
        lines.append(str(bank.plan.send["date"]["text"]) + ".")
    return lines


def questions(
    brief: AgendaBrief, bank: Bank, who: Speaker, shown: tuple[Point, ...], chosen: Selection, minutes: int
) -> list[str]:
    """Three to five open questions about the user's own topics, for this one person."""
    role, kind = brief.role, brief.kind
    asked: list[str] = []
    used: set[str] = set()
    first = shown[0]
    meeting, own_question = bank.meetings[kind].questions[role], bank.meetings[kind].own_question
    seed = " ".join((first.text, kind, who.stage or "", *first.goals))
    count = 3 if minutes < 20 else 5 if minutes >= 45 or len(shown) > 1 or first.concerns or chosen.loose else 4

    def add(template: str, about: str = "") -> None:
        text = fill(template, {"about": about, "mentor": who.mentor, "mentee": who.mentee})
        if template not in used and len(asked) < count:
            asked.append(text)
            used.add(template)

    def about(point: Point) -> str:
        if not point.given:
            return "what comes next"
        return _choosing(_short(who.to_other(point.text), tidy(point.text).split(",")[0]))

    if first.given and is_sentence(first.text):
        said = who.stated(first.text)
        add(fill(bank.plan.questions["noticed"][role], {"that": said}))
    elif first.given and own_question:
        add(own_question[role], about(first))
    elif first.given:
        own = 1 if len(shown) > 2 else 2
        for template in pick(_pool(who, first, kind, role), seed, own):
            add(template, about(first))
    for point in (p for p in shown[1:2] if not is_sentence(p.text)) if kind not in ("difficult", "closing") else ():
        fresh = tuple(template for template in _pool(who, point, kind, role) if template not in used)
        for template in pick(fresh, seed, 1):
            add(template, about(point))
    for concern in [*first.concerns, *chosen.loose][:1]:
        if form(worry(concern)) != "statement":
            add(fill(bank.plan.questions["concern"][role], {"concern": _worried(who, concern)}))
        elif kind != "difficult" and (role == "mentor" or not who.of_mentor(concern)):
            add(fill(bank.plan.questions["concern_that"][role], {"that": who.stated(worry(concern))}))
    if who.stage and kind not in ("difficult", "closing") and first.given and len(asked) < count - 1:
        stage = bank.stages[who.stage]
        add(stage.question_mentee if role == "mentee" else stage.question_mentor, about(first))
    for template in pick(meeting, seed, len(meeting)):
        if "$about" not in template or (first.given and not is_sentence(first.text)):
            add(template, about(first))
        if len(asked) >= max(3, count if not first.given or kind in ("difficult", "closing") else len(asked)):
            break
    if len(asked) < 3 and first.given and not is_sentence(first.text):
        for template in _pool(who, first, kind, role):
            add(template, about(first))
    for template in bank.plan.open_questions[role] if len(asked) < 3 else ():
        add(template)
    return _varied(asked)


def actions(
    brief: AgendaBrief,
    bank: Bank,
    schedule: Schedule,
    who: Speaker,
    shown: tuple[Point, ...],
    chosen: Selection,
    first_step: str = "",
) -> list[dict[str, str]]:
    """Actions to leave with, each with an owner and a date; the wording is settled in the meeting."""
    words, kind = bank.plan.actions, brief.kind
    made: list[dict[str, str]] = []

    def add(name: str, owner: str, **values: str) -> None:
        entry = words[name]
        made.append({"what": fill(entry.text(brief.role), values), "owner": owner, "when": schedule.after(entry.days)})

    mentee, mentor, both = (
        who.owner("mentee"),
        who.owner("mentor"),
        f"{who.owner('mentee')} and {who.owner('mentor')}",
    )
    if first_step:
        made.append({"what": f"First step this week: {tidy(first_step)}", "owner": mentee, "when": schedule.after(7)})
    lead = next((p for p in shown if p.given and not is_sentence(p.text)), None)
    named = _neutral(who, lead) if lead else "the first topic"
    if kind == "career":
        add("test", mentee, about=named)
    elif kind == "closing":
        add("handover", mentee)
    elif kind == "difficult":
        add("look_again", both)
    elif not first_step:
        add("first", mentee, step=_step(who, lead, named))
    second = next((p for p in shown[1:2] if p.given and p != lead and not is_sentence(p.text)), None)
    if second and kind in ("regular", "first", "review"):
        add("second", mentee, step=_step(who, second, _neutral(who, second)))
    for action in brief.last_actions[:3]:
        if status_of(action) in ("not", "partly"):
            add("carried", mentee, what=tidy(action.what))
    if kind == "review":
        add("plan", mentee if brief.role == "mentee" else mentor)
    if kind == "first":
        add("expectations", mentee if brief.role == "mentee" else mentor)
    if chosen.strain:
        add("support", mentor)
    if kind != "difficult":
        made.append(
            {
                "what": words["other"].text("mentor") if brief.role == "mentor" else words["other"].text("mentee"),
                "owner": mentor,
                "when": schedule.after(words["other"].days),
            }
        )
    add("summary", mentee)
    if kind not in ("closing", "difficult"):
        add("book", mentee if brief.role == "mentee" else mentor)
    return made


def next_meeting(brief: AgendaBrief, bank: Bank, schedule: Schedule, minutes: int, *, short: bool = False) -> str:
    """When, how long and in which form to meet next."""
    entry = bank.meetings[brief.kind].next
    window = schedule.window(entry.start, entry.end)
    length = {"difficult": 15, "career": 30, "closing": 15}.get(brief.kind, min(minutes, 60))
    if short:
        return f"{window}, {entry.format}"
    return f"{window[:1].upper()}{window[1:]}, {length} minutes, {entry.format}. {entry.keep}"


def thanks(brief: AgendaBrief, bank: Bank, schedule: Schedule, who: Speaker, shown: tuple[Point, ...]) -> str:
    """The thank-you after it: within 24 to 48 hours, with a summary."""
    lead = next((p for p in shown if p.given and not is_sentence(p.text)), None)
    on = f" on {_short(who.to_user(lead.text), 'the first topic')}" if lead else ""
    return fill(
        bank.plan.thanks[brief.role],
        {"within": schedule.within_two_days(), "mentor": who.mentor, "mentee": who.mentee, "on": on},
    )


def _alike(one: str, other: str) -> bool:
    """Whether two things to prepare ask for the same."""
    if one.split()[:4] == other.split()[:4]:
        return True
    shared = content_words(one) & content_words(other)
    return len(shared) * 2 > min(len(content_words(one)), len(content_words(other)))


def _step(who: Speaker, point: Point | None, named: str) -> str:
    """The action that the point's theme calls for."""
    theme = who.theme(point)[1] if point else who.bank.themes["general"]
    return fill(theme.step, {"about": named})


def _varied(asked: list[str]) -> list[str]:
    """Name the topic in another place each time: "On X: ...", "thinking about X", "when it comes to X"; a long one
    twice, for the questions after it lean on those.
    """
    said: list[str] = []
    for question in asked:
        if found := _TAIL.search(question):
            topic, rest = found[1], question.replace(found.group(), "", 1)
            before, short = sum(topic in earlier for earlier in said), len(topic.split()) <= _LONG_TAIL
            if before > 1 and not short:
                question = rest
            elif short and before in (0, 3):
                question = f"On {topic}: {rest if rest.startswith('I ') else _small(rest)}"
            elif before == 1:
                question = question.replace(found.group(), f", thinking about {topic.removeprefix('deciding ')}", 1)
        said.append(question)
    return said


def _choosing(text: str) -> str:
    """`whether to move` -> `deciding whether to move`, which follows any preposition."""
    return f"deciding {text}" if re.match(r"(?:whether|which|when to)\b", text) else text


def _pool(who: Speaker, point: Point, kind: str, role: str) -> tuple[str, ...]:
    theme = who.theme(point)[1]
    return theme.mentor if role == "mentor" else theme.first if kind == "first" else theme.mentee


def _worried(who: Speaker, concern: str) -> str:
    """A worry after "I worry about", said to the other person."""
    bare = worry(concern)
    return _short(who.to_other(bare), bare)


def _neutral(who: Speaker, point: Point) -> str:
    return _short(who.about(point.text), "this topic")


def _short(text: str, otherwise: str) -> str:
    """The phrase, unless it is too long for the middle of a sentence."""
    return text if len(text.split()) <= _LONG_PHRASE else otherwise


def _route(bank: Bank, who: Speaker) -> str:
    return to_third(bank.stages[who.stage].route) if who.stage else to_third(bank.plan.note("default_route"))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
