"""Reason, connection, goal, request and offer, as a message says them: spans of the person's own words.

Each clause of the message is read by who acts in it and how; a clause that could be two things is left for a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.outreach.brief import Kind, clean
from assistant.outreach.extract.clauses import Clause, clauses, trim
from assistant.outreach.extract.forms import (
    ABOUT_ME,
    CANNOT,
    HELPED_ME,
    LIKED,
    MET,
    MODAL,
    NEVER,
    PASSED_TO_ME,
    RELATION,
    SELF,
    SETBACK,
    TAUGHT_ME,
    THANKED_FOR,
    THEIR,
    THEY,
    THIRD,
    WITH_THEM,
)
from assistant.outreach.extract.names import Mention
from assistant.outreach.extract.requests import goal_in, offer_in, request_in
from assistant.outreach.extract.words import ROLE
from assistant.outreach.language.tagging import tag
from assistant.outreach.language.wording import fold_quotes

# Kinds whose reason is the sender's own news, and those whose request is always the same.
OWN_NEWS: tuple[Kind, ...] = ("reschedule", "check-in-request", "ending", "decline-reply")
NO_REQUEST: tuple[Kind, ...] = (
    "thank-you",
    "reschedule",
    "ending",
    "decline-reply",
    "letter-request",
    "progress-update",
)


@dataclass(frozen=True)
class Facts:
    """The free phrases of a message; None where not plain."""

    reason: str | None = None
    connection: str | None = None
    goal: str | None = None
    ask: str | None = None
    offer: str | None = None


def facts_of(text: str, kind: Kind | None, person: Mention | None) -> Facts:
    """Read the five phrases."""
    parts = _with_relatives(clauses(text), text, person)
    reader = _Reader(text, kind, person)
    ask = None if kind in NO_REQUEST else _first(parts, lambda clause: request_in(clause.text, kind))
    goal = _first(parts, lambda clause: goal_in(clause.text, kind))
    if goal and ask and (goal in ask or ask in goal):
        goal = None
    offer = _first(parts, lambda clause: offer_in(clause.text, kind))
    taken = tuple(value for value in (ask, goal, offer) if value)
    connection = reader.joined(parts, reader.is_connection, taken) if kind != "thank-you" else None
    if connection:
        taken = (*taken, connection)
    if kind == "thank-you":
        reason = reader.thanked(parts)
    else:
        reason = reader.joined(parts, reader.is_reason, taken) or (reader.told(parts) if kind in OWN_NEWS else None)
    return Facts(reason, connection, goal, ask, offer)


def news_of(message: str) -> str | None:
    """What the sender tells of themselves ("I matched at Tulane", "passed step 1").

    It is the news of an update, or what was done with the help that somebody is thanked for.
    """
    text = fold_quotes(clean(message))
    found: list[Clause] = []
    for clause in clauses(text):
        told = re.search(r"\b(?:that|know|tell \S+(?: \S+){0,2}?) ((?:i|we|i've|ive) .+)", clause.text, re.I)
        span = trim(told.group(1)) if told else clause.text
        bare = re.match(
            r"(?:passed|got|matched|finished|submitted|completed|started|won|published|presented|decided|"
            r"found)\b",
            span,
            re.I,
        )
        mine = re.match(rf"(?:{SELF})\b", span, re.I) and has_finite(span)
        about = (ABOUT_ME.match(span) and not SETBACK.search(span)) or CANNOT.match(span) or WITH_THEM.search(span)
        if (mine or bare) and not about and not span.endswith("?") and len(span.split()) > 2:
            found.append(replace(clause, text=span, start=text.find(span)))
    if not found:
        return None
    last = next(
        (a for a, b in zip(found, [*found[1:], None], strict=True) if b is None or b.sentence != a.sentence), found[0]
    )
    return trim(text[found[0].start : last.end])


def _with_relatives(parts: list[Clause], text: str, person: Mention | None) -> list[Clause]:
    """ "Dr. Pike who did it in 2019": what follows the name is a clause of its own."""
    found: list[Clause] = []
    for part in parts:
        who = (
            re.match(r"[ ,]+(?:who|whose)\b", text[person.end : part.end])
            if person and part.start <= person.end < part.end
            else None
        )
        if not who or not person:
            found.append(part)
            continue
        at = person.end + len(who.group()) - len(who.group().lstrip(" ,"))
        found.append(replace(part, text=text[part.start : person.end]))
        rest = re.split(r",? and (?=ask|want|would|i\b)", text[at : part.end])[0]
        found.append(replace(part, text=trim(rest), start=at))
        if len(rest) < part.end - at:
            tail = text[at + len(rest) : part.end]
            found.append(replace(part, text=trim(tail), start=at + len(rest) + tail.find(trim(tail))))
    return found


def _first(parts: list[Clause], read: Callable[[Clause], str | None]) -> str | None:
    return next((trim(value) for clause in parts if (value := read(clause)) and len(value.split()) > 1), None)


@dataclass(frozen=True)
class _Reader:
    """Which clause is what, for one message."""

    text: str
    kind: Kind | None
    person: Mention | None

    def joined(self, parts: list[Clause], wanted: Callable[[Clause], bool], taken: tuple[str, ...]) -> str | None:
        """The first clause of a sort, with those of its sort that follow it in the same sentence."""
        fitting = [
            clause
            for clause in parts
            if len(clause.text.split()) > 1
            and not any(clause.text in value or value in clause.text for value in taken)
            and wanted(clause)
        ]
        if not fitting:
            return None
        first = last = fitting[0]
        for clause in fitting[1:]:
            if clause.sentence == last.sentence and re.fullmatch(
                r",? ?(?:and|&|n)? ?", self.text[last.end : clause.start], re.I
            ):
                last = clause
        return self.text[first.start : last.end]

    def _of_them(self, clause: Clause) -> bool:
        """Whether the recipient acts in the clause."""
        return re.match(rf"(?:{THEY})\b", clause.text, re.I) is not None or self._named_first(clause)

    def _named_first(self, clause: Clause) -> bool:
        if not self.person:
            return False
        low = clause.text.lower()
        return low.startswith((f"{self.person.title} {self.person.name}".lower().strip(), self.person.name.lower()))

    def _plain(self, clause: Clause) -> str:
        """The clause with the recipient's own name as "she"; who she is does not matter here."""
        if not self._named_first(clause) or not self.person:
            return clause.text
        named = f"{self.person.title} {self.person.name}".strip()
        rest = (
            clause.text[len(named) :]
            if clause.text.lower().startswith(named.lower())
            else clause.text[len(self.person.name) :]
        )
        return "she" + (rest if rest.startswith("'") else " " + rest.strip(" ,"))

    def is_connection(self, clause: Clause) -> bool:
        """An earlier meeting, a contact in common, or an existing tie."""
        text = self._plain(clause)
        if re.search(r"\b(?:asked me|wants me) (?:to be|to mentor|as)\b|\?$", text, re.I):
            return False
        if TAUGHT_ME.match(text):
            return not re.match(rf"{THEY}(?:'s|s| is| was)? (?:still )?my (?:\w+ )?mentor$", text, re.I)
        if re.match(
            r"(?:i |we )?(?:first )?saw (?:her|him|them) at (?:the |a |our )?(?:\w+ ){0,2}(?:night|fair|"
            r"event|conference|day|dinner)\b",
            text,
            re.I,
        ):
            return True
        if PASSED_TO_ME.match(text):
            return True
        if MET.match(text):
            heard = re.search(r"\b(?:talk|lecture|keynote|podcast|speak)\b", text.split(" with ")[0], re.I)
            return bool(WITH_THEM.search(text)) and not NEVER.search(text) and not heard
        if text is clause.text and THIRD.match(text) and not re.match(r"i(?:'m|m)?\b", text, re.I):
            mine = re.match(r"my ", text, re.I)
            told = re.search(
                r"\b(?:suggest|recommend|told|said|advis|refer|introduc|encourag|mention|point|gave me|put me|"
                r"thought|works? (?:with|for)|worked (?:with|for|in)|knows?|one of)",
                text,
                re.I,
            )
            other = (
                not self.person or self.person.name.split()[-1].lower() not in re.findall(r"[\w'-]+", text.lower())[:5]
            )
            # "My mentor Dr. Okonjo knows the chief", written to Dr. Okonjo, is a reason to ask her.
            if not other and re.search(r"\bknows?\b", text, re.I):
                return False
            return (
                bool(told) and bool(mine or other) and (bool(mine) or bool(re.search(r"\b(?:me|i|you)\b", text, re.I)))
            )
        return False

    def is_reason(self, clause: Clause) -> bool:
        """Why this person, or why now."""
        text = self._plain(clause)
        if self.kind in OWN_NEWS:
            return self._is_news(clause)
        if re.match(
            rf"(?:{THEY})(?:'s|s| is| was|'re| are) (?:(?:the|an?|my|our) [\w&/-]+(?: [\w&/-]+){{0,2}}(?:$|"
            rf" at | in |,)|"
            rf"{ROLE}\b)",
            text,
            re.I,
        ) and not re.search(r"\b(?:only|first|expert|leader|pioneer|author|founder|same)\b", text, re.I):
            return False
        if self.kind in (None, "follow-up", "progress-update") and not re.match(r"i missed\b", text, re.I):
            return self.kind is None and bool(LIKED.match(text))
        if self.kind == "progress-update":
            return False
        if re.search(
            r"\b(?:how|what|why|when|where|if|whether|which|until|after|before|that|who) $",
            self.text[: clause.start],
            re.I,
        ):
            return False
        if self._of_them(clause):
            # "He seems lovely" is praise that fits anybody.
            praise = rf"{THEY}(?:'s|s| is| are| seems?| looks?| sounds?) (?:so |very |really |super |also )*[\w-]+$"
            return (
                not re.match(praise, text, re.I)
                and not MODAL.match(text)
                and not TAUGHT_ME.match(text)
                and has_finite(text)
                and not re.search(r"\?$", text)
            )
        if LIKED.match(text) and not NEVER.match(text):
            return self.kind not in ("follow-up", "letter-request", "progress-update")
        if re.match(rf"{THEIR} \w+", text, re.I) and has_finite(text):
            return not re.match(rf"{THEIR} (?:full )?name\b|{THEIR} e-?mail\b", text, re.I)
        if clause.cause and self.kind not in ("letter-request",):
            return has_finite(text) and not ABOUT_ME.match(text)
        if re.match(r"i missed\b", text, re.I):
            return self.kind not in ("letter-request", "introduction-request")
        return False

    def _is_news(self, clause: Clause) -> bool:
        text = clause.text
        if CANNOT.match(text) or (ABOUT_ME.match(text) and not clause.cause and not SETBACK.search(text)):
            return False
        if re.search(
            r"\b(?:reschedul|cancel|postpone|mentor(?:ing|ship)\b.*\b(?:end|stop|leav)|works? for me|"
            r"instead|check[- ]?in|catch up|asked me)\b|\?$",
            text,
            re.I,
        ):
            return False
        if SETBACK.match(text) or re.match(r"\w+'s (?:sick|ill|off|in|got)\b", text, re.I):
            return True
        if re.match(rf"my (?:[\w-]+ )?{RELATION} (?:is|was)\b", text, re.I):
            return False
        own = re.match(
            rf"(?:{SELF}|my|our|the|there|something|things|it|exam|clinic|work|kid|child|family|car|flight)\b",
            text,
            re.I,
        )
        if self._of_them(clause) or (not own and not re.match(r"\w+'s (?:sick|ill|off|in)\b", text)):
            return False
        if re.match(r"(?:it|things|there)\b", text, re.I) and not clause.cause and self.kind == "reschedule":
            return False
        return has_finite(text)

    def told(self, parts: list[Clause]) -> str | None:
        """News inside a wish: "tell Dr. Hughes that I'm moving to Denver"."""
        for clause in parts:
            found = re.search(
                r"\b(?:that|say|know|tell (?:her|him|them|\w+\.? \w+)) ((?:i'?m|i am|i|my|we) .+)", clause.text, re.I
            )
            if found and not re.search(r"\bi (?:want|need|have to|can'?t|would)\b|\bmentor", found.group(1), re.I):
                return trim(found.group(1))
        return None

    def thanked(self, parts: list[Clause]) -> str | None:
        """What somebody is thanked for."""
        for clause in parts:
            if found := THANKED_FOR.search(clause.text):
                return trim(self._with_next(clause, clause.start + found.start(1), parts))
        for clause in parts:
            text = self._plain(clause)
            if self._of_them(clause) and has_finite(text) and not MODAL.match(text):
                if re.match(rf"(?:{THEY})(?:'s|s| is| was| are| were) (?:an?|the|my|our) ", text, re.I):
                    continue
                return clause.text
        for clause in parts:
            if found := re.search(r"\b(?:thankful|grateful|thanks?) (?:for|that) (.+)|\bwho (.+)", clause.text, re.I):
                return trim(found.group(1) or found.group(2))
            if (found := HELPED_ME.search(clause.text)) and not re.match(r"(?:i|my|help)\b", clause.text, re.I):
                return trim(found.group(1))
        return None

    def _with_next(self, clause: Clause, start: int, parts: list[Clause]) -> str:
        """A thing thanked for may hold a list: "for letting me in, and for the talk"."""
        end = clause.end
        for other in parts:
            gap = self.text[end : other.start]
            if other.start >= end and re.fullmatch(r",? (?:and|&) ", gap) and other.text.lower().startswith("for "):
                end = other.end
        return self.text[start:end]


def has_finite(text: str) -> bool:
    """Whether a phrase holds a finite verb."""
    return any(word.finite for word in tag(text))
