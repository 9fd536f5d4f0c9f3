"""A model behind the coach: what it invents, what the gate lets through, and whose words are shown in the end.

    python -m tests.evals model --model local:qwen2.5-coder-1.5b --sample 12 --replies replies.jsonl

Needs the weights: python -m assistant models pull NAME, with MENTOR_DATA_DIR set as here. With `--replies` each raw
reply is kept as it comes, so that a run that was broken off goes on, and `--kept` scores what is there without a model:
a changed gate is measured on the same replies. Every beginning of a sample is spread over the whole of it.

Drafts: the raw reply is the model's whole first text. It invents when one of its sentences holds a name, number, date,
place, paper, award, claim or any other word of fact that the writer did not give (`unsupported`, and the closed list of
plain words). Answers: a shown sentence is unsupported when no bullet of the cited passage, nor two neighbours, holds
three in four of its words of fact, or when it has a number that is not in the passage.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from langchain_core.messages import BaseMessage

from assistant.answers.with_model import AnswersWithModel
from assistant.coach import Coach
from assistant.errors import ModelError
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
# A sentence and its citation; a blank in brackets ("[name]") is a part of the sentence.
_CITED = re.compile(r"((?:[^\[\]]|\[(?!\d+\])[^\]]*\])+?) \[(\d+)\]")


class NotKeptError(Exception):
    """A reply that is asked for is not in the file, and the model may not be asked."""


class Replies:
    """The raw replies of a wording: one item's in `said`, all of them in a file by model, prompt and options."""

    def __init__(self, wording: Wording, path: Path | None, kept_only: bool) -> None:
        self.said: list[str] = []
        self._name, self._path, self._kept_only = wording.name, path, kept_only
        lines = path.read_text(encoding="utf-8").splitlines() if path and path.exists() else []
        self._kept = {record["key"]: record["text"] for record in map(json.loads, lines)}
        self._ask = wording.pieces
        wording.pieces = self._pieces  # type: ignore[method-assign]

    def _pieces(self, messages: list[BaseMessage], **options: float) -> Generator[Any, None, None]:
        asked = [self._name, [[message.type, message.text] for message in messages], sorted(options.items())]
        key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
        if key not in self._kept:
            if self._kept_only:
                raise NotKeptError
            # Asked to its end, so that another gate may want more of it than this one.
            heard = list(self._ask(messages, **options))
            if failed := next((piece for piece in heard if isinstance(piece, ModelError)), None):
                yield failed
                return
            self._kept[key] = "".join(piece for piece in heard if isinstance(piece, str))
            if self._path:
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"key": key, "model": self._name, "text": self._kept[key]}) + "\n")
        self.said.append(self._kept[key])
        yield from re.findall(r"\s*\S+", self._kept[key])


@dataclass
class Counts:
    """Of how many, how many are so; one for each line of a table."""

    rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, row: str, hits: int, of: int = 1) -> None:
        """Count `hits` of `of` in one row."""
        now = self.rows.setdefault(row, [0, 0])
        now[0], now[1] = now[0] + hits, now[1] + of

    def shown(self, title: str) -> str:
        """The table."""
        return table(title, [(row, share(hits, max(of, 1))) for row, (hits, of) in self.rows.items()])


def briefs(half: str) -> list[tuple[str, OutreachBrief]]:
    """Our own outreach messages: as briefs, and as messages that we read ourselves."""
    found = [(item["id"], parse_brief(item["brief"])) for item in read_jsonl(OUTREACH / f"briefs_{half}.jsonl")]
    for item in read_jsonl(OUTREACH / f"messages_{half}.jsonl"):
        brief = understand(item["text"])
        if brief.kind:
            found.append((item["id"], brief))
    return [(name, brief) for name, brief in found if not declined(brief)]


def draft(coach: Coach, wording: Wording, replies: Replies, brief: OutreachBrief, counts: Counts) -> str:
    """Draft one message, count what came of it, and return it to be shown."""
    plain = compose(brief)
    cited = len(citations_for(brief, coach.library))
    notices, found = _drained(reword(brief, plain.draft, cited, wording))
    first = re.sub(r"^\s*\d{1,2}[.)]\s+", "", replies.said[0] if replies.said else "", flags=re.M)
    raw = _invented(first, brief, plain.draft.body)
    written = found.draft if found else plain.draft
    after = _invented(written.body, brief, plain.draft.body)
    failed = {f.item for f in check_draft(brief, written, cited=cited, own_words=("own",)) if not f.passed} & set(HARD)
    counts.add("raw replies that invent", bool(raw))
    counts.add("drafts that invent after the gate", bool(after))
    counts.add("drafts without a hard fail", not failed)
    counts.add("drafts in the model's words", found is not None)
    counts.add("sentences of these that are the model's", *((found.own, found.sentences) if found else (0, 0)))
    lines = [f"{brief.kind}: {'model' if found else 'built-in'} {'; '.join(notices)[:240]}", f"raw invents: {raw[:3]}"]
    lines += [f"INVENTED {after}"] if after else []
    lines += [f"HARD FAIL {failed}"] if failed else []
    lines += read_letter(written.body).core.split("\n") if found else []
    return "\n   ".join(lines)


def answer(coach: Coach, wording: Wording, replies: Replies, question: str, counts: Counts) -> str:
    """Ask one question, count what came of it, and return it to be shown."""
    plain = coach._task("ask")
    events = list(AnswersWithModel(plain, wording).turn(Conversation(), question))  # type: ignore[arg-type]
    used = any(isinstance(event, WrittenBy) for event in events)
    text = "".join(event.text for event in events if isinstance(event, Text))
    lines = [f"{'model' if used else 'built-in'} " + "; ".join(e.text for e in events if isinstance(e, Notice))[:240]]
    if not replies.said:
        counts.add("questions to which no passage is shown, so that no model is asked", 1, 0)
        return lines[0]
    counts.add("answers in the model's words", used)
    passages = [event.quote for event in plain.turn(Conversation(), question) if isinstance(event, Citation)]
    for sentence in split_sentences(re.sub(r"\[\d+\]", "", replies.said[0]).replace("\n", " ")):
        counts.add("raw sentences that no passage carries (strict)", not any(_stands(sentence, p) for p in passages))
    if used:
        cited = {event.n: event.quote for event in events if isinstance(event, Citation)}
        for sentence, n in _CITED.findall(text.split("\n\n*")[0]):
            stands = _stands(sentence, cited[int(n)])
            counts.add("shown sentences that their passage does not carry (strict)", not stands)
            lines += [] if stands else [f"NOT CARRIED {sentence.strip()} [{cited[int(n)][:200]}]"]
        lines += text.split("\n")
    return "\n   ".join(lines)


def questions(half: str) -> list[str]:
    """Our own questions."""
    return [item["text"] for item in read_jsonl(QUESTIONS / f"questions_{half}.jsonl")]


def spread(items: Sequence[Any], n: int) -> list[Any]:
    """Of a list `n` items, evenly spread, in an order in which every beginning is spread too."""
    chosen = [items[round(i * len(items) / n)] for i in range(n)] if n < len(items) else list(items)
    return random.Random(7).sample(chosen, len(chosen))


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


def main(
    model: str, sample: int, half: str, show: bool, parts: Sequence[str], path: Path | None, kept_only: bool
) -> None:
    """Run what is asked for with the model of that name, in the data folder of the settings."""
    from assistant.settings import load_settings

    # On a busy machine a reply takes as long as it takes: what is measured is words, not time.
    coach = Coach.open(load_settings(model=model, model_consent=True, model_timeout=3600))
    assert coach.model is not None, "name a model, such as local:qwen2.5-coder-1.5b"
    wording = coach.model.wording
    if not kept_only:
        wording.writer.open()
    replies = Replies(wording, path, kept_only)
    runs: dict[str, tuple[list[tuple[str, Any]], Callable[..., str]]] = {
        "drafts": (spread(briefs(half), sample), draft),
        "answers": ([(question, question) for question in spread(questions(half), sample)], answer),
    }
    for part in parts:
        counts, missing = Counts(), 0
        items, score = runs[part]
        for name, item in items:
            replies.said.clear()
            try:
                told = score(coach, wording, replies, item, counts)
            except NotKeptError:
                missing += 1
                continue
            if show:
                print(f"== {name}\n   {told}", flush=True)
        left = f", {missing} not kept" if missing else ""
        print(
            counts.shown(f"{part.capitalize()} with {wording.name}: {len(items) - missing} of {half}{left}"), flush=True
        )
