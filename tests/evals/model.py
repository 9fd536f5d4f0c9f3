"""A model behind the coach: what it invents, what the gate lets through, and whose words are shown in the end.

    python -m tests.evals model --model local:qwen2.5-coder-1.5b --sample 12

Needs the weights: python -m assistant models pull NAME, with MENTOR_DATA_DIR set as here.

Drafts: the raw reply is the model's whole first text. It invents when one of its sentences holds a name, number, date,
place, paper, award, claim or any other word of fact that the writer did not give (`unsupported`, and the closed list of
plain words). Answers: a shown sentence is unsupported when a stricter test than the gate's own finds no bullet of the
cited passage that holds three in four of its words of fact, or a number that is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from assistant.answers.with_model import AnswersWithModel
from assistant.coach import Coach
from assistant.events import Citation, Conversation, Event, Notice, Text, WrittenBy
from assistant.models import faithful
from assistant.models.wording import Wording
from assistant.outreach.brief import OutreachBrief, parse_brief
from assistant.outreach.checks import check_draft
from assistant.outreach.citing import citations_for
from assistant.outreach.compose import compose
from assistant.outreach.facts import unsupported
from assistant.outreach.language.wording import split_sentences
from assistant.outreach.letter import read_letter
from assistant.outreach.refusals import declined
from assistant.outreach.understand import understand
from assistant.outreach.with_model import Reworded, reword
from tests.evals.outreach import DATA as OUTREACH
from tests.evals.outreach import HARD, read_jsonl
from tests.evals.retrieval import DATA as QUESTIONS
from tests.evals.tables import share, table

STRICT = 0.75


@dataclass
class Heard:
    """The raw replies of a wording, kept as they come."""

    wording: Wording
    replies: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        pieces = self.wording.pieces

        def kept(*args: Any, **options: Any) -> Generator[Any, None, None]:
            self.replies.append("")
            for piece in pieces(*args, **options):
                if isinstance(piece, str):
                    self.replies[-1] += piece
                yield piece

        self.wording.pieces = kept  # type: ignore[method-assign]


def briefs(half: str) -> list[tuple[str, OutreachBrief]]:
    """Our own outreach messages: as briefs, and as messages that we read ourselves."""
    found = [(item["id"], parse_brief(item["brief"])) for item in read_jsonl(OUTREACH / f"briefs_{half}.jsonl")]
    for item in read_jsonl(OUTREACH / f"messages_{half}.jsonl"):
        brief = understand(item["text"])
        if brief.kind:
            found.append((item["id"], brief))
    return [(name, brief) for name, brief in found if not declined(brief)]


def drafts(coach: Coach, wording: Wording, chosen: Sequence[tuple[str, OutreachBrief]], show: bool) -> None:
    """Draft each message and print what came of it."""
    raw_invents = after = hard = worded = sentences = own = 0
    heard = Heard(wording)
    for name, brief in chosen:
        plain = compose(brief)
        cited = len(citations_for(brief, coach.library))
        heard.replies.clear()
        notices, found = _drained(reword(brief, plain.draft, cited, wording))
        first = re.sub(r"^\s*\d{1,2}[.)]\s+", "", heard.replies[0] if heard.replies else "", flags=re.M)
        raw = _invented(first, brief, plain.draft.body)
        raw_invents += bool(raw)
        draft = found.draft if found else plain.draft
        after += bool(_invented(draft.body, brief, plain.draft.body))
        findings = {f.item for f in check_draft(brief, draft, cited=cited, own_words=("own",)) if not f.passed}
        hard += not findings & set(HARD)
        worded += found is not None
        if found:
            own, sentences = own + found.own, sentences + found.sentences
        if show:
            print(f"== {name} {brief.kind}: {'model' if found else 'built-in'} {'; '.join(notices)[:160]}")
            print(f"   raw invents: {raw[:3]}")
            if found:
                print("   " + read_letter(draft.body).core.replace("\n", "\n   "), flush=True)
    n = len(chosen)
    rows = [
        ("raw replies that invent", share(raw_invents, n)),
        ("drafts that invent after the gate", share(after, n)),
        ("drafts without a hard fail", share(hard, n)),
        ("drafts in the model's words", share(worded, n)),
        ("sentences of these that are the model's", share(own, max(sentences, 1))),
    ]
    print(table(f"Drafts with {wording.name}", rows), flush=True)


def answers(coach: Coach, wording: Wording, chosen: Sequence[str], show: bool) -> None:
    """Ask each question and print what came of it."""
    worded = bad = total = raw_bad = raw_total = 0
    heard = Heard(wording)
    task = AnswersWithModel(coach._task("ask"), wording)  # type: ignore[arg-type]
    for question in chosen:
        heard.replies.clear()
        events = list(task.turn(Conversation(), question))
        used = any(isinstance(event, WrittenBy) for event in events)
        worded += used
        if not heard.replies:
            continue
        passages = [
            event.quote for event in coach._task("ask").turn(Conversation(), question) if isinstance(event, Citation)
        ]
        for sentence in split_sentences(re.sub(r"\[\d+\]", "", heard.replies[0]).replace("\n", " ")):
            raw_total += 1
            raw_bad += not any(_stands(sentence, passage) for passage in passages)
        if used:
            shown = "".join(event.text for event in events if isinstance(event, Text)).split("\n\n*")[0]
            cited = {event.n: event.quote for event in events if isinstance(event, Citation)}
            for sentence, n in re.findall(r"([^\[\]]+?) \[(\d+)\]", shown):
                total += 1
                stands = _stands(sentence, cited[int(n)])
                bad += not stands
                if show and not stands:
                    print(f"   ?? {sentence.strip()} [{cited[int(n)][:200]}]")
        if show:
            text = "".join(event.text for event in events if isinstance(event, Text))
            why = "; ".join(event.text for event in events if isinstance(event, Notice))
            print(
                f"== {question}\n   {'model' if used else 'built-in: ' + why[:160]}\n   {text[:600] if used else ''}",
                flush=True,
            )
    rows = [
        ("raw sentences that no passage carries (strict)", share(raw_bad, max(raw_total, 1))),
        ("shown sentences that their passage does not carry (strict)", share(bad, max(total, 1))),
        ("answers in the model's words", share(worded, len(chosen))),
    ]
    print(table(f"Answers with {wording.name}", rows), flush=True)


def questions(half: str) -> list[str]:
    """Our own questions."""
    return [item["text"] for item in read_jsonl(QUESTIONS / f"questions_{half}.jsonl")]


def spread(items: Sequence[Any], n: int) -> list[Any]:
    """Of a list `n` items, evenly spread."""
    return [items[round(i * len(items) / n)] for i in range(n)] if n < len(items) else list(items)


def _drained(steps: Generator[Event, None, Reworded | None]) -> tuple[list[str], Reworded | None]:
    notices: list[str] = []
    while True:
        try:
            event = next(steps)
        except StopIteration as over:
            return notices, over.value
        if isinstance(event, Notice):
            notices.append(event.text)


def _invented(text: str, brief: OutreachBrief, plain: str) -> list[str]:
    """What a text tells that neither the writer told nor the plain draft says."""
    found = [item.quote for item in unsupported(text, brief)]
    allowed = faithful.plain_words("ordinary", "courteous")
    known = " ".join([*brief.texts(), plain])
    for sentence in split_sentences(text.replace("\n", " ")):
        fault = faithful.fault(sentence, known, allowed=allowed, strict_past=True)
        if fault and not fault.endswith(("changed hands", "opposite")):
            found.append(fault)
    return found


def _stands(sentence: str, passage: str) -> bool:
    parts = [part for part in re.split(r"\n+|(?<=[.!?])\s+", passage) if part.strip()]
    pairs = [*parts, *(f"{a} {b}" for a, b in pairwise(parts))]
    return max((faithful.overlap(sentence, part) for part in pairs), default=0.0) >= STRICT and (
        faithful.numbers(sentence) - {"1"} <= faithful.numbers(passage)
    )


def main(model: str, sample: int, half: str, show: bool, parts: Sequence[str]) -> None:
    """Run what is asked for with the model of that name, in the data folder of the settings."""
    from assistant.settings import load_settings

    coach = Coach.open(load_settings(model=model, model_consent=True))
    assert coach.model is not None, "name a model, such as local:qwen2.5-coder-1.5b"
    coach.model.wording.writer.open()
    if "drafts" in parts:
        drafts(coach, coach.model.wording, spread(briefs(half), sample), show)
    if "answers" in parts:
        answers(coach, coach.model.wording, spread(questions(half), sample), show)
