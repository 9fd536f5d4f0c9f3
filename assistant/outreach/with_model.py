"""Outreach with a model on: the built-in draft first, then the model's wording of it, sentence by sentence.

The model is given the built-in draft's sentences and says them anew. A sentence of its own is taken when it says what
the plain one says, no more and no less; the others stay as they were. Salutation, subject and signature are not the
model's. The whole must then keep every rubric item that the built-in draft keeps, E13 (nothing invented) before all.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from assistant.events import Citation, Conversation, Draft, Event, Finding, Findings, Remember, TaskName, WrittenBy
from assistant.library import Library
from assistant.models import faithful
from assistant.models.gate import draft_fault, whole_fault
from assistant.models.wording import Wording, again, load_prompt
from assistant.outreach import commands
from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief, parse_brief
from assistant.outreach.checks import check_draft
from assistant.outreach.facts import unsupported
from assistant.outreach.language.wording import split_sentences
from assistant.outreach.letter import BLANK, read_letter
from assistant.outreach.spans import read_with_model
from assistant.outreach.state import State
from assistant.outreach.task import OutreachTask

# The share of a draft's sentences that the model must have worded itself; with less it is the built-in draft.
OWN = 0.5
# A small model repeats a line unless repeating stretches of it costs something.
TRIES = ({"temperature": 0.5, "dry_multiplier": 0.8}, {"temperature": 0.7, "dry_multiplier": 0.8, "seed": 11})
_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*])\s+")


@dataclass(frozen=True)
class Reworded:
    """A draft in the model's words. `own` of its `sentences` are the model's."""

    draft: Draft
    findings: tuple[Finding, ...]
    own: int
    sentences: int


class OutreachWithModel:
    """The outreach task, its drafts in the model's words where they pass the gate."""

    name: TaskName = "outreach"

    def __init__(self, task: OutreachTask, wording: Wording) -> None:
        self._task = task
        self._wording = wording

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message of this task."""
        read = yield from read_with_model(conversation, message, self._wording)
        events = list(self._task.turn(read, message))
        draft = next((event for event in events if isinstance(event, Draft)), None)
        remembered = next((event for event in reversed(events) if isinstance(event, Remember)), None)
        state = State.read(remembered.state) if remembered else State()
        cited = sum(isinstance(event, Citation) for event in events)
        # What the person has changed by hand stays as it is.
        if draft is None or state.brief.kind is None or state.pasted or state.composed != state.shown:
            yield from events
            return
        found = yield from reword(state.brief, draft, cited, self._wording)
        if found is None:
            yield from events
            return
        for event in events:
            match event:
                case Draft():
                    yield found.draft
                case Findings():
                    yield Findings(found.findings)
                case Remember(data):
                    yield Remember({**data, "composed": found.draft.body, "shown": found.draft.body})
                case _:
                    yield event
        yield WrittenBy(self._wording.name)


def reword(brief: OutreachBrief, draft: Draft, cited: int, wording: Wording) -> Generator[Event, None, Reworded | None]:
    """Yield what happens; return the draft in the model's words, or None after a notice that says why not."""
    letter = read_letter(draft.body)
    core = letter.core
    plain = _sentences(core)
    # A sentence with a blank is the person's to fill in, and no model touches it.
    lines = [sentence for sentence in plain if not BLANK.search(sentence)]
    if not core or core not in draft.body or not lines:
        return None
    prompt = load_prompt("draft")
    own: dict[str, str] = {}
    faults: list[str] = []
    for options in TRIES:
        # Asked again only for what is missing: a small model does better with fewer lines.
        missing = [line for line in lines if not _covered(line, own)]
        messages = prompt.fill(lines="\n".join(f"{n}. {line}" for n, line in enumerate(missing, 1)))
        if options is not TRIES[0]:
            messages = again(messages, faults[0] if faults else "the lines are worded as before")
        text = yield from wording.listen(messages, **options)
        if text is None:
            return None
        if whole := whole_fault(text, prompt.system):
            faults = [whole]
            continue
        taken, faults = align(missing, core, text, brief)
        for place, said in taken.items():
            tried = _with(draft, core, {**own, place: said})
            if fault := wording.unfit(said) or _whole_fault(brief, draft, tried, cited):
                faults.append(f'"{said}": {fault}')
            else:
                own[place] = said
        if sum(_covered(line, own) for line in plain) >= OWN * len(plain):
            break
    covered = sum(_covered(line, own) for line in plain)
    if covered < OWN * len(plain):
        yield wording.refused(faults[0] if faults else "it said nothing in words of its own")
        return None
    changed = _with(draft, core, own)
    findings = check_draft(brief, changed, cited=cited, own_words=_own_words(brief))
    return Reworded(changed, findings, covered, len(plain))


def align(lines: Sequence[str], core: str, text: str, brief: OutreachBrief) -> tuple[dict[str, str], list[str]]:
    """Return what the model says faithfully anew, by the place in `core` that it says, and the faults of the rest.

    A small model loses the numbers of the lines and makes one of two, so a sentence belongs to the line, or to the two
    neighbours, with which it shares most.
    """
    places = [*lines, *(f"{a} {b}" for a, b in pairwise(lines) if f"{a} {b}" in core)]
    taken: dict[str, str] = {}
    faults: list[str] = []
    for words in (sentence for line in text.split("\n") for sentence in split_sentences(_NUMBER.sub("", line))):
        place = max(places, key=lambda place: _likeness(words, place))
        said = _tidy(words, place)
        if _covered(place, taken) or any(key in place for key in taken) or any(_same(said, line) for line in places):
            continue
        fault = draft_fault(said, place) or _own_line_fault(said, place, brief) or _invented(said, brief)
        if fault:
            faults.append(f'"{said}": {fault}')
        else:
            taken[place] = said
    return taken, faults


def _covered(line: str, own: Mapping[str, str]) -> bool:
    return any(line in place for place in own)


def _likeness(words: str, plain: str) -> float:
    mine, theirs = faithful.stems(words), faithful.stems(plain)
    return len(mine & theirs) / max(len(mine | theirs), 1)


def _own_line_fault(words: str, plain: str, brief: OutreachBrief) -> str | None:
    """The line that says why this person is the writer's own: all of its words stay (see design.md, F39)."""
    own = " ".join(value for value in (brief.reason, brief.connection) if value)
    gone = (faithful.content_stems(own) & faithful.stems(plain)) - faithful.stems(words)
    return f"the writer's own '{min(gone)}' is left out" if gone else None


def _invented(words: str, brief: OutreachBrief) -> str | None:
    found = unsupported(words, brief)
    return f"'{found[0].quote}' does not stand in what the writer told" if found else None


def _whole_fault(brief: OutreachBrief, before: Draft, after: Draft, cited: int) -> str | None:
    """Say which rubric item the model's draft breaks that the built-in draft keeps, or None."""
    own = _own_words(brief)
    kept = {f.item for f in check_draft(brief, before, cited=cited, own_words=own) if f.passed}
    findings = check_draft(brief, after, cited=cited, own_words=own)
    broken = next((f for f in findings if not f.passed and f.item in kept), None)
    return f"{broken.item}: {broken.message}" if broken else None


def _own_words(brief: OutreachBrief) -> tuple[str, ...]:
    return tuple(load_bank().text_of(brief).own_words) if brief.kind else ()


def _sentences(core: str) -> list[str]:
    return [sentence for line in core.split("\n") if line.strip() for sentence in split_sentences(line)]


def _with(draft: Draft, core: str, own: Mapping[str, str]) -> Draft:
    """The draft with sentences of its core said anew."""
    said = core
    for plain, words in own.items():
        said = said.replace(plain, words, 1)
    return replace(draft, body=draft.body.replace(core, said, 1))


def _tidy(words: str, plain: str) -> str:
    words = words.replace("\u2019", "'").strip().strip('"').strip()
    if words and words[-1] not in ".?!":
        words += plain[-1]
    return words


def _same(words: str, plain: str) -> bool:
    return re.findall(r"\w+", words.lower()) == re.findall(r"\w+", plain.lower())


def draft_with_model(brief: Mapping[str, Any], library: Library, wording: Wording) -> dict[str, Any]:
    """As the `draft` command, in the model's words where they pass; `model` says whose they are."""
    record = commands.draft(brief, library)
    record["model"] = "builtin"
    if record["draft"] is None:
        return record
    plain = Draft(**{**record["draft"], "blanks": tuple(record["draft"]["blanks"])})
    steps = reword(parse_brief(brief), plain, len(record["citations"]), wording)
    try:
        while True:
            next(steps)
    except StopIteration as over:
        found = over.value
    if found is not None:
        record["draft"] = commands.draft_dict(found.draft)
        record["findings"] = [commands.finding_dict(item) for item in found.findings]
        record["model"] = wording.name
    return record
