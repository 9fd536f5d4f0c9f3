"""What other programs call: the four tasks as named endpoints, in the forms of the command line without the ids.

The docstrings are the help that a client, or a model with these as its tools, is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import gradio as gr

from assistant import lines
from assistant.coach import Coach
from assistant.errors import AssistantError, InputError
from assistant.events import Conversation
from assistant.lines import DebriefLine, LabelLine, read_line
from assistant.outreach import commands
from assistant.transcript import as_line, take_turn

Given = ParamSpec("Given")
Answer = dict[str, Any]
# One call takes this many results, and a transcript this many turns, so that nobody is kept waiting by another.
MOST_RESULTS, MOST_TURNS = 50, 200
# What each call shares the machine with: no more than this many at once.
AT_ONCE = 4


def told(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let an error of ours reach the caller as its one line."""

    @wraps(function)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        try:
            return function(*args, **kwargs)
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from None

    return call


class Endpoints:
    """The endpoints of one coach. They remember nothing of any caller."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach

    def add(self) -> None:
        """Put the endpoints on the page that is being built."""
        for name in ("ask", "search", "draft", "check", "extract", "agenda", "label", "debrief", "screen"):
            gr.api(told(getattr(self, name)), api_name=name, concurrency_limit=AT_ONCE, concurrency_id="endpoints")

    def ask(self, message: str) -> dict[str, Any]:
        """Answer one question about mentoring in medicine from cited guidance; say so where the guidance is silent.

        Args:
            message: the question, in English.

        Returns:
            one `converse` line: text, citations (n, card, section, quote, rows), choices, screen, model, elapsed_ms.
        """
        return as_line("", take_turn(self._coach, Conversation(), message))

    def search(self, question: str, k: int = 10) -> dict[str, Any]:
        """Find the passages of the mentoring guidance that answer a question, best first, with their cards.

        Args:
            question: what is looked for, in plain words.
            k: how many passages, from 1 to 50.

        Returns:
            covered (whether the guidance answers it), and results: passage, card, title, section, rows, score, text.
        """
        if not 1 <= k <= MOST_RESULTS:
            raise InputError(f"'k' is {k}; ask for 1 to {MOST_RESULTS} passages")
        return lines.search(self._coach.searcher, question, k)

    def draft(self, brief: dict[str, Any]) -> dict[str, Any]:
        """Write an email, a LinkedIn note or words to say, from stated facts only; what is missing is a marked blank.

        Args:
            brief: `kind` (such as first-contact, follow-up, letter-request) and any of channel, tone, sender,
                recipient, reason, connection, goal, ask, minutes, availability, offer, deadline, notes.

        Returns:
            draft (subject, body, blanks, follow_up), findings, citations, and refused with the reason, or null.
        """
        return commands.draft(brief, self._coach.library)

    def check(self, brief: dict[str, Any], text: str) -> dict[str, Any]:
        """Check a message that somebody wrote to a mentor against what it is for, point by point, with quotes.

        Args:
            brief: what the message is for, in the form of `draft`; `{"kind": "first-contact"}` is enough.
            text: the message; an email begins with "Subject: ..." and an empty line.

        Returns:
            findings (item, passed, severity, message, quote) and verdict: pass, warn or fail.
        """
        return commands.check(brief, text)

    def extract(self, text: str) -> dict[str, Any]:
        """Find the facts for an outreach message in what somebody typed. What is not stated is absent.

        Args:
            text: one message in the person's own words.

        Returns:
            brief, in the form that `draft` takes.
        """
        return commands.extract(text)

    def agenda(self, brief: dict[str, Any]) -> dict[str, Any]:
        """Plan a mentoring meeting whose minutes add up, with what to prepare, to ask and to agree.

        Args:
            brief: any of role (mentee, mentor), stage, meeting (first, regular, difficult, review, career, closing),
                minutes, topics, goals, concerns, last_actions, date, mentor, mentee.

        Returns:
            agenda (purpose, minutes, items, parked, prepare, send_ahead, questions, actions, next_meeting, thanks),
            findings and citations.
        """
        return lines.agenda(self._coach.library, brief)

    def label(self, giver: str, text: str) -> dict[str, Any]:
        """Read one answer to feedback: which good moves it shows (thanks, says back, asks, owns, plans and others).

        Args:
            giver: the feedback that was said.
            text: the answer to it.

        Returns:
            labels: rubric items R01 to R16 as true or false; an item that does not apply is left out.
        """
        line = read_line(LabelLine, {"id": "", "giver": giver, "text": text})
        return _without_id(self._coach.rehearsals().label(line.model_dump()))

    def debrief(self, turns: list[dict[str, str]], scenario: str | None = None) -> dict[str, Any]:
        """Debrief a conversation in which somebody received feedback: scores with quotes, strengths, one change.

        Args:
            turns: the conversation in order, each `{"who": "giver" or "learner", "text": "..."}`; at most 200.
            scenario: the id of a rehearsal scenario, or null.

        Returns:
            criteria (item, score 0 to 3 or null, turn, quote, comment, card), strengths, change and rewrite.
        """
        if len(turns) > MOST_TURNS:
            raise InputError(f"'turns' has {len(turns)} entries; send at most {MOST_TURNS}")
        line = read_line(DebriefLine, {"id": "", "turns": turns, "scenario": scenario})
        return _without_id(self._coach.rehearsals().debrief(line.model_dump()))

    def screen(self, text: str) -> dict[str, Any]:
        """Look at a text before anything is done with it: crisis, mistreatment, patients' identifiers and others.

        Args:
            text: the text.

        Returns:
            kind, masked (the text without identifiers) and reply (what the coach would say first), or null.
        """
        return lines.screen(self._coach, text)


def _without_id(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "id"}
