"""What a message asks of the rehearsal: to leave the role, a hint, a number, a scenario, a turn played again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.library.scenarios import Role, Scenario, Sliders
from assistant.rehearsal.text import content_words, fold, words

Leave = Literal["pause", "distress", "end", "quit"]

_PAUSE = re.compile(r"\bpause\b|^(?:\W*)(?:time[- ]?out|break|safe ?word)\b")
_DISTRESS = re.compile(
    r"\b(?:i'?m|i am) (?:\w+ ){0,2}(?:panick\w+|having a panic attack|shaking all over|"
    r"hyperventilat\w+|crying (?:right )?now|in tears|"
    r"getting upset for real|not okay|not ok|triggered)\b|\bpanic attack\b|\b(?:can't|cannot|can not) "
    r"(?:breathe|do this|take (?:this|it|any more)|go on)\b|"
    r"\b(?:this|it)(?:'s| is) (?:really )?(?:too much(?: for me)?|triggering|upsetting me|too real|"
    r"hurting me)\b|\bflashbacks?\b|"
    r"\bi (?:don't|do not) want to do this\b|\bi want (?:this|it) to stop\b|\b(?:i )?feel (?:sick|"
    r"unsafe|faint)\b|\bbrings? (?:it )?(?:all )?back\b"
)
_OUT = re.compile(
    r"^(?:please )?(?:(?:let'?s |can we |i(?:'d like| want| would like) to )?(?:end|stop|finish|leave|"
    r"exit|quit|step out of)(?: (?:it|here|now|this|(?:the )?(?:rehearsal|"
    r"role[- ]?play|practice|scenario|session|play)|there|role|playing|for today|please|practi[sc]ing)"
    r")*|i'?m done|done|that'?s (?:it|enough|all)(?: for today)?|enough)[.! ]*$"
)
_DEBRIEF = re.compile(
    r"\b(?:debrief|feedback on how i did|how did i do|my scores?|show me (?:my|the) "
    r"(?:result|score|feedback)s?)\b"
)
_QUIT = re.compile(
    r"\b(?:without (?:a |the )?debrief|skip (?:the |it|this|debrief)|no debrief|no "
    r"thanks?|not now|just stop)\b"
)
_HINT = re.compile(
    r"^(?:(?:a |give me a |can i (?:have|get) a |i need a |any )?(?:hints?|clue|tip)(?: please)?|"
    r"help(?: me)?|what (?:should|do|can) i (?:say|do)(?: now| here| next)?|"
    r"i don'?t know what to say)[.!? ]*$"
)
_NUMBER = re.compile(r"(?<![\w.])(10|\d)(?![\d.]|\s*(?:%|st|nd|rd|th|turn))(?:\s*(?:/|out of)\s*10)?\b")
_WORD_NUMBERS = {
    name: value for value, name in enumerate("zero one two three four five six seven eight nine ten".split())
}
_REDO = re.compile(
    r"\b(?:redo|again|replay|go back|restart|retry|start over|repeat)\b.*?\bturn "
    r"(?:number )?(\d{1,2})\b|\bredo (?:from )?(\d{1,2})\b"
)
_BRANCH = re.compile(
    r"\bwhat if\b.*?\bturn (\d{1,2})\b.*?(?:i (?:had )?(?:said|say|answered)|:)"
    r"[:,]?\s*[\"']?(.+?)[\"']?$",
    re.DOTALL | re.IGNORECASE,
)
_BRANCH_BARE = re.compile(
    r"\bwhat if\b.*?\bturn (\d{1,2})\b|\b(?:the )?other (?:way|branch) (?:at|"
    r"for) turn (\d{1,2})\b"
)
_SKIP = re.compile(r"^(?:skip|pass|no|rather not|prefer not to(?: say)?|don'?t know|next)[.! ]*$")
_YES = re.compile(
    r"^(?:yes|yeah|yep|sure|ok(?:ay)?|go on|go ahead|continue|ready|start|let'?s (?:go|"
    r"start)|begin|carry on|resume|please do)\b"
)
_NO = re.compile(r"^(?:no|nope|not now|choose another|another|something else|cancel)\b")
_OWN = re.compile(
    r"\b(?:my own (?:situation|scenario|case|story)|own situation|real situation|a "
    r"situation of mine|build (?:one|my own)|custom)\b"
)
_GIVE = re.compile(
    r"\b(?:giv(?:e|ing) (?:\w+ ){0,2}feedback|as (?:a|the) (?:mentor|attending|supervisor|preceptor|"
    r"senior)|my (?:student|resident|mentee|learner|intern)|"
    r"(?:a )?(?:resident|student|learner|mentee) who (?:cries|argues|goes silent|is silent))\b"
)
_INBOX = re.compile(
    r"\b(?:feedback|evaluation|assessment|comments?|review|email) (?:that )?(?:i|we) (?:got|received|"
    r"was given|have)\b|\bhere(?:'s| is| are) (?:the|my|some) (?:\w+ )?"
    r"(?:feedback|evaluation|comments?|assessment|review)\b|\b(?:paste|sort|make sense of|read|look "
    r"at) (?:the |my |this |some )?(?:written )?(?:feedback|evaluation|comments?)\b|"
    r"\bwritten feedback\b|\bfeedback inbox\b|\bmy (?:evaluation|feedback|assessment) (?:says|said|reads|was)\b"
)
_DELETE = re.compile(
    r"\b(?:delete|erase|forget|remove) (?:this|the|my|all) (?:\w+ )?(?:rehearsals?|"
    r"attempts?|practice|transcript|debriefs?)\b"
)
_AGAIN = re.compile(
    r"^(?:again|once more|try (?:it )?again|same (?:one|again)|repeat|one more time|"
    r"restart|start over)\b"
)
_ANOTHER = re.compile(
    r"\b(?:another|other|different|new) (?:scenario|one|rehearsal|situation)\b|"
    r"\blist\b|\bwhich (?:scenarios|ones)\b"
)
_COMPARE = re.compile(r"\b(?:compare|progress|earlier attempts?|how (?:have i|am i) (?:improved|doing)|last time)\b")
# A message that names a scenario is not much longer than its title and the sliders.
_NAMING = 160
_NAMES_RECEIVE = re.compile(r"\b(?:rehearse|practi[sc]e|role[- ]?play)\b")


@dataclass(frozen=True)
class Redo:
    """A wish to play from a turn again, or to see one turn otherwise (`text`; empty for the suggested rewrite)."""

    turn: int
    text: str | None = None


def leaving(message: str) -> Leave | None:
    """Whether a message in play leaves the role, and why. "pause" and distress come before everything (P07)."""
    text = fold(message)
    if _DISTRESS.search(text):
        return "distress"
    if _PAUSE.search(text) or text.strip(" .!") in ("stop", "please stop", "stop it", "stop please"):
        return "pause"
    if _OUT.match(text) or (_DEBRIEF.search(text) and len(words(text)) <= 9):
        return "end"
    return None


def wants_hint(message: str) -> bool:
    """Whether the message asks the coach for a hint."""
    return bool(_HINT.match(fold(message).strip(" ()[]*")))


def wants_debrief(message: str) -> bool:
    """Whether the message asks for the debrief, or agrees to it."""
    text = fold(message)
    return bool(_DEBRIEF.search(text) or _YES.match(text)) and not _QUIT.search(text)


def wants_to_quit(message: str) -> bool:
    """Whether the message declines the debrief."""
    return bool(_QUIT.search(fold(message)))


def says_yes(message: str) -> bool:
    """Whether the message agrees."""
    return bool(_YES.match(fold(message)))


def says_no(message: str) -> bool:
    """Whether the message declines."""
    return bool(_NO.match(fold(message)))


def skips(message: str) -> bool:
    """Whether the message skips a question."""
    return bool(_SKIP.match(fold(message)))


def rating(message: str) -> int | None:
    """A number from 0 to 10 in a message, or None; two different numbers are none."""
    text = fold(message)
    found = {int(number) for number in _NUMBER.findall(re.sub(r"(?:/|out of)\s*10\b", " ", text))}
    if not found:
        found = {_WORD_NUMBERS[word] for word in words(text) if word in _WORD_NUMBERS}
    return found.pop() if len(found) == 1 else None


def redo(message: str) -> Redo | None:
    """A wish to play a turn again or otherwise."""
    branch = _BRANCH.search(message)
    if branch:
        return Redo(int(branch[1]), branch[2].strip())
    text = fold(message)
    bare = _BRANCH_BARE.search(text)
    if bare:
        return Redo(int(bare[1] or bare[2]), "")
    again = _REDO.search(text)
    return Redo(int(again[1] or again[2])) if again else None


def wants(message: str) -> str | None:
    """What else a message outside of play asks for: own, inbox, delete, again, another, compare; or None."""
    text = fold(message)
    for name, pattern in (
        ("delete", _DELETE),
        ("own", _OWN),
        ("inbox", _INBOX),
        ("compare", _COMPARE),
        ("another", _ANOTHER),
        ("again", _AGAIN),
    ):
        if pattern.search(text):
            return name
    return None


def wanted_role(message: str) -> Role:
    """Whether the person wants to receive feedback or to give it."""
    return "give" if _GIVE.search(fold(message)) else "receive"


def named(message: str, scenarios: Iterable[Scenario]) -> Scenario | None:
    """The scenario whose title or id a short message gives."""
    text = fold(message).strip(" .!\"'")
    if len(text) > _NAMING:
        return None
    return next((s for s in scenarios if text == s.id or fold(s.title).strip(" .!") in text), None)


def wants_to_rehearse(message: str) -> bool:
    """Whether the message speaks of rehearsing."""
    return bool(_NAMES_RECEIVE.search(fold(message)))


def choose(message: str, scenarios: Iterable[Scenario], offered: tuple[str, ...] = ()) -> Scenario | None:
    """The scenario that a message names: its title, its number in the list offered, or enough of its words."""
    listed = list(scenarios)
    if found := named(message, listed):
        return found
    text = fold(message).strip(" .!\"'")
    by_id = {scenario.id: scenario for scenario in listed}
    number = re.fullmatch(r"(?:number |scenario |the )?(\d{1,2})(?:st|nd|rd|th)?(?: one)?", text)
    if number and 1 <= int(number[1]) <= len(offered):
        return by_id.get(offered[int(number[1]) - 1])
    said = content_words(text) - _COMMON
    if not said:
        return None
    scored = sorted(((_likeness(said, scenario), scenario) for scenario in listed), key=lambda pair: -pair[0])
    best, second = scored[0], scored[1] if len(scored) > 1 else (0.0, None)
    return best[1] if best[0] >= 2.0 and best[0] > second[0] else None


def adjust(message: str, sliders: Sliders) -> Sliders | None:
    """The sliders after "colder", "more time", "warmth 0.2" and the like; None when none is said."""
    text = fold(message)
    changed = sliders.model_dump()
    changed |= {name: float(value) for name, value in _SLIDER_VALUE.findall(text)}
    for name, up, down in _SLIDER_WORDS:
        if re.search(down, text):
            changed[name] = max(0.0, round(changed[name] - 0.3, 2))
        elif re.search(up, text):
            changed[name] = min(1.0, round(changed[name] + 0.3, 2))
    return Sliders(**changed) if changed != sliders.model_dump() else None


_SLIDER_VALUE = re.compile(r"\b(warmth|specificity|time|accuracy)\s*[:=]?\s*(0(?:\.\d+)?|1(?:\.0+)?)(?![\d.])")
_SLIDER_WORDS = (
    (
        "warmth",
        r"\b(?:warmer|kinder|friendlier|gentler|easier|softer)\b",
        r"\b(?:colder|harsher|harder|tougher|meaner|stricter|less (?:kind|warm|"
        r"friendly))\b",
    ),
    (
        "specificity",
        r"\b(?:more (?:specific|concrete|precise)|clearer)\b",
        r"\b(?:vaguer|more vague|less (?:specific|clear|concrete))\b",
    ),
    (
        "time",
        r"\b(?:more time|longer|less (?:hurried|rushed))\b",
        r"\b(?:less time|shorter|more (?:rushed|hurried)|in a hurry|quicker)\b",
    ),
    (
        "accuracy",
        r"\b(?:more (?:accurate|correct|fair)|fairer)\b",
        r"\b(?:less (?:accurate|correct|fair)|unfair|wrong facts|mistaken)\b",
    ),
)
_COMMON = content_words(
    "rehearse practise practice feedback receive receiving give giving hear hearing hard scenario "
    "want like let help please start role play roleplay my "
    "conversation talk with about attending resident mentor student get getting difficult one"
)


def _likeness(said: frozenset[str], scenario: Scenario) -> float:
    title = content_words(fold(f"{scenario.title} {scenario.id.replace('-', ' ')}")) - _COMMON
    rest = content_words(fold(f"{scenario.summary} {scenario.persona.title} {scenario.opening}")) - _COMMON
    return 2.0 * len(said & title) + 0.7 * len(said & rest - title)
