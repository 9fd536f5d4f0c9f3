"""Brief -> the points of the meeting, ranked: what is discussed, what it serves, what weighs on somebody.

Nothing that the user named is lost: every topic, goal and concern ends in a point, in a note of a point, in
the wellbeing item, or among the parked (rubrics A04, A05, A19).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from zlib import crc32

from assistant.agenda.bank import Bank, StageId, Theme
from assistant.agenda.brief import AgendaBrief
from assistant.agenda.planning.boxes import topics_that_fit
from assistant.agenda.wording.address import said_to, to_reader
from assistant.agenda.wording.grammar import PERSON
from assistant.agenda.wording.phrases import about, core, form, matter, tidy
from assistant.agenda.wording.themes import (
    STRAIN,
    belong_together,
    content_words,
    is_decision,
    is_strain,
    stage_of,
    theme_of,
)

_WORRY = re.compile(
    r"^(?:I(?:'m| am| feel|'ve been)? )?(?:a bit |really |very |so |quite |pretty |also |just )*(?:worried|"
    r"anxious|nervous|scared|afraid|concerned|"
    r"worry|fear|stressed|frustrated|upset|unsure|not sure)(?: that| about| of| over| because of| by| with)? ",
    re.IGNORECASE,
)
# Themes whose questions and preparation fit a choice as well as they fit work under way.
_DECIDING = ("specialty", "job", "application", "exam", "life")
_DEADLINE_GOAL = re.compile(
    r"^(?:to )?(?:decide|choose|pick|settle|make (?:a|my|the) (?:decision|choice|mind)|figure (?:it )?out|"
    r"know|have (?:an answer|a plan|a decision))\b"
    r"(?: (?:it|this|on it))?(?: (?:by|before|in|until|within|soon|this|next|now)\b.*)?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:she|he|they|her|him|his|their)\b", re.IGNORECASE)
_SECOND_CLAUSE = re.compile(r"\b(?:or|and|but|so) (?:I|we|she|he|they) \w+")
_TITLE = re.compile(r"^(?:dr|prof|professor|mr|ms|mrs|mx)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """One thing to discuss: the user's words, the goals it serves and the worries that hang on it."""

    text: str
    goals: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    given: bool = True


@dataclass(frozen=True)
class Selection:
    """The points in order, and what tells of strain.

    `loose` are concerns that hang on no point of their own.
    """

    points: tuple[Point, ...]
    strain: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Speaker:
    """Who speaks to whom, so that a phrase can be said rightly."""

    brief: AgendaBrief
    bank: Bank
    stage: StageId | None = field(default=None)

    @property
    def mentor(self) -> str:
        """The mentor as the plan calls them."""
        return (
            show_name(self.brief.mentor)
            if self.brief.mentor
            else ("your mentor" if self.brief.role == "mentee" else "you")
        )

    @property
    def mentee(self) -> str:
        """The mentee as the plan calls them."""
        if not self.brief.mentee:
            return "your mentee" if self.brief.role == "mentor" else "you"
        name = show_name(self.brief.mentee)
        return name if _TITLE.match(name) else name.split()[0]

    def owner(self, role: str) -> str:
        """The owner of an action: a name, or the role."""
        name = self.brief.mentor if role == "mentor" else self.brief.mentee
        return show_name(name) if name else role.capitalize()

    def about(self, text: str) -> str:
        """The phrase as it stands in the plan, in the user's own voice."""
        return self._with_names(core(matter(about(text))))

    def to_user(self, text: str) -> str:
        """The phrase as said to the user."""
        return to_reader(self.about(text))

    def to_other(self, text: str) -> str:
        """The phrase as the user says it to the other person."""
        if self.brief.role == "mentor":
            return said_to(self.about(text), "mentee", self._names(self.brief.mentee))
        return (
            said_to(self.about(text), "mentor", self._names(self.brief.mentor))
            if self.of_mentor(text)
            else self.about(text)
        )

    def stated(self, text: str) -> str:
        """A statement as said to the other person, after "that": `the comments say I am quiet`."""
        shown = self._with_names(tidy(text))
        opens = shown.split(" ", 1)[0]
        if not (opens == "I" or opens.startswith("I'") or any(c.isupper() for c in opens[1:])):
            shown = shown[:1].lower() + shown[1:]
        if self.brief.role == "mentor":
            return said_to(shown, "mentee", self._names(self.brief.mentee))
        return said_to(shown, "mentor", self._names(self.brief.mentor)) if self.of_mentor(text) else shown

    def theme(self, point: Point) -> tuple[str, Theme]:
        """The point's theme; a general one where none fits."""
        name = theme_of(point.text, self.bank) or next((t for g in point.goals if (t := theme_of(g, self.bank))), None)
        if name == STRAIN and (other := _other_theme(point.text, self.bank)):
            name = other
        if is_decision(tidy(point.text)) and name not in _DECIDING and name != STRAIN:
            # "Whether to do a research year" is about deciding, not about drafts and data.
            name = "decision"
        name = name or "general"
        return name, self.bank.themes[name]

    def of_mentor(self, text: str) -> bool:
        """Whether the user speaks of the mentor: by name or role, or by a bare pronoun."""
        if re.search(
            r"\b(?:my|our) (?:mentor|supervisor|adviser|advisor|attending|pi|preceptor)\b",
            text,
            re.IGNORECASE,
        ):
            return True
        if any(name.lower() in text.lower() for name in self._names(self.brief.mentor)):
            return True
        # With nobody else in the phrase, a bare pronoun means the one it is said to.
        return bool(_PRONOUN.search(text)) and not PERSON.search(text)

    def _names(self, name: str | None) -> tuple[str, ...]:
        return (name,) if name else ()

    def _with_names(self, text: str) -> str:
        for name in (self.brief.mentor, self.brief.mentee):
            if name:
                text = re.sub(rf"\b{re.escape(name)}\b", show_name(name), text, flags=re.IGNORECASE)
                first = name.split()[0]
                if len(first) > 2 and first[0].isupper() and text.lower().startswith(first.lower()):
                    text = first + text[len(first) :]
        return text


def speaker(brief: AgendaBrief, bank: Bank) -> Speaker:
    """Return the speaker of a brief, with the stage it names."""
    return Speaker(brief, bank, stage_of(brief.stage, bank))


def select(brief: AgendaBrief, minutes: int, bank: Bank, *, order: tuple[str, ...] = ()) -> Selection:
    """Rank what the brief names; the points of `order` come first, as the user put them."""
    strain = tuple(text for text in (*brief.concerns, *brief.topics, *brief.goals) if is_strain(text, bank))
    points = [Point(topic) for topic in brief.topics if not _only_strain(topic, bank)]
    if brief.kind == "difficult" and not points:
        # What went wrong is what a hard talk is about; the goals say where it is to lead.
        points = [Point(concern) for concern in brief.concerns[:1] if not _only_strain(concern, bank)]
    goals = [goal for goal in brief.goals if not _only_strain(goal, bank)]
    if not points and not goals and strain:
        # Strain is all there is: it is what the meeting is about.
        points = [Point(text) for text in (*brief.topics, *brief.goals) if is_strain(text, bank)]
    for place, goal in enumerate(goals):
        home = 0 if points and _DEADLINE_GOAL.match(goal) else _home(goal, points, bank)
        if home is None and _stands_alone(goal, points, brief, bank, minutes, first=place == 0):
            points.insert(0 if place == 0 else len(points), Point(goal, goals=(goal,)))
            continue
        home = home if home is not None else 0
        points[home] = replace(points[home], goals=(*points[home].goals, goal))
        if place == 0:
            points.insert(0, points.pop(home))
    loose = []
    for concern in brief.concerns:
        if any(point.text == concern for point in points):
            continue
        if is_strain(concern, bank) and _only_strain(concern, bank):
            continue
        home = _home(concern, points, bank)
        if home is None and points and brief.kind == "difficult":
            home = 0
        if home is not None:
            points[home] = replace(points[home], concerns=(*points[home].concerns, concern))
        elif not points or all(not point.goals and point.text in brief.concerns for point in points):
            points.append(Point(concern))
        elif not is_strain(concern, bank):
            loose.append(concern)
    if order:
        points.sort(key=lambda point: order.index(point.text) if point.text in order else len(order))
    return Selection(tuple(points), strain, tuple(loose))


def worry(text: str) -> str:
    """A worry without "I am worried about"."""
    bare = _WORRY.sub("", tidy(text))
    return bare if len(bare.split()) > 1 or bare.lower() != tidy(text).lower() else tidy(text)


def show_name(name: str) -> str:
    """`dr osei` -> `Dr Osei`; a name with any capital stays as written."""
    if name != name.lower():
        return name
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def pick(options: tuple[str, ...], seed: str, count: int) -> tuple[str, ...]:
    """Choose `count` of the options by the words of `seed`: the same words always give the same choice."""
    if not options:
        return ()
    start = crc32(seed.lower().encode()) % len(options)
    turned = options[start:] + options[:start]
    return turned[:count]


def is_sentence(text: str) -> bool:
    """Whether the phrase tells a whole thing, which cannot follow "on": what somebody does, or two clauses."""
    said = about(text)
    return said.startswith("the fact that") or bool(_SECOND_CLAUSE.search(said))


def is_vague(goal: str, bank: Bank) -> bool:
    """Whether a goal names nothing that could be seen or counted: "get better at presenting", "be more
    confident".
    """
    shown = tidy(goal).lower()
    if re.search(
        r"\d|\bby (?:the end of )?(?:january|february|march|april|may|june|july|august|september|october|"
        r"november|december|next|summer|spring|autumn|winter)|\b(?:every|each|twice|once)\b",
        shown,
    ):
        return False
    return form(goal) == "verb" and bool(
        re.search(
            r"^(?:to )?(?:get|be|become|improve|do|feel|work on|build|develop|learn|strengthen|grow|"
            r"know)\b.*",
            shown,
        )
    )


def _only_strain(text: str, bank: Bank) -> bool:
    return is_strain(text, bank) and _other_theme(text, bank) is None


def _other_theme(text: str, bank: Bank) -> str | None:
    found = bank.work_words.search(text)
    return found.lastgroup if found else None


def _home(text: str, points: list[Point], bank: Bank) -> int | None:
    """The point that the phrase belongs to: the most shared words first, then a shared theme."""
    words = content_words(text)
    shared = [
        (len(words & content_words(" ".join((point.text, *point.goals)))), -place) for place, point in enumerate(points)
    ]
    if shared and max(shared)[0] > 0:
        return -max(shared)[1]
    return next((place for place, point in enumerate(points) if belong_together(text, point.text, bank)), None)


def _stands_alone(goal: str, points: list[Point], brief: AgendaBrief, bank: Bank, minutes: int, *, first: bool) -> bool:
    """Whether a goal that fits no topic is a point of its own: it has a theme, and the time holds two."""
    if not points:
        return True
    # A choice, a hard talk, a review and a farewell have one subject, which the goals serve.
    if theme_of(goal, bank) is None or brief.kind in ("career", "difficult", "review", "closing"):
        return False
    return topics_that_fit(minutes, 6) > 1 or not first
