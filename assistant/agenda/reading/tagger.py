"""Which pieces of a message are topics, goals, worries, earlier actions, and which only lead to them.

A linear chain over the pieces: each piece opens a point of some kind, goes on with the one before it, or is none.
Scores are sums of weights that were learned from EXAMPLES; the best row of labels is found by Viterbi. Deterministic,
and a millisecond a message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from assistant.agenda.bank import load_bank
from assistant.agenda.reading.pieces import Piece
from assistant.agenda.wording.grammar import PURE_VERBS
from assistant.agenda.wording.themes import STRAIN, theme_of

Kind = Literal["topic", "goal", "concern", "action", "status"]

KINDS: tuple[Kind, ...] = ("topic", "goal", "concern", "action", "status")
# "none", then for each kind a piece that opens a point of it and one that goes on with it.
STATES: tuple[str, ...] = ("none", *(f"{step} {kind}" for kind in KINDS for step in ("open", "more")))
# How many pieces on either side are looked at, so that a flood of text is read in linear time.
_NEAR = 16
WEIGHTS = Path(__file__).parents[1] / "data" / "weights.json"
# One message a line, as a JSON text in which each point is marked: `{t a topic}`.
EXAMPLES = WEIGHTS.with_name("readings.jsonl")
KIND_OF_MARK: dict[str, Kind] = {"t": "topic", "g": "goal", "c": "concern", "l": "action", "s": "status"}

_CLASSES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(words.split()))
    for name, words in (
        ("I", "i i'm im i've ive i'd id i'll we we're we've we'd me us"),
        ("she", "she he they she's he's they're it it's its she'd he'd it'd there there's"),
        ("my", "my our mine own"),
        ("her", "her his their"),
        ("the", "the a an some any this that these those"),
        ("wh", "whether if how what which who whom whose why when where what's how's"),
        ("be", "is are am was were be been being isn't aren't"),
        ("aux", "do does did can could should would will shall may might must has have had don't dont can't cant"),
        ("wish", "want wants wanted wanna like love need needs hope hoping hopes wish wishes aim trying gotta looking"),
        (
            "talk",
            "talk talking discuss discussing ask asking cover covering review raise bring mention go going over "
            "through "
            "hear chat speak tell show figure sort explore reflect clear address re regarding about abt on",
        ),
        (
            "plan",
            "plan prepare make agenda help please pls kindly draft put create set structure organise need hi hello",
        ),
        (
            "meet",
            "meeting meet mtg see seeing chat call zoom coffee session 1-1 1:1 one-to-one catch-up catchup supervision "
            "appraisal review lunch",
        ),
        (
            "person",
            "mentor mentee dr prof professor supervisor advisor adviser attending resident student trainee pi tutor "
            "registrar preceptor dr. prof. fellow intern consultant director",
        ),
        ("list", "topics topic points items agenda things discuss cover subjects questions notes include list stuff"),
        ("aim", "goal goals aim aims objective objectives target want outcome leave"),
        ("fear", "concerns concern worried worry afraid scared anxious nervous worries stressed upset struggling"),
        ("back", "last previous agreed said promised supposed since earlier actions action asked told homework"),
        ("done", "done yes no not yet half did didn't finished sent submitted partly nope started progress"),
        ("not", "not never no n't cannot can't don't dont isn't hasn't without nothing"),
        ("feel", "feel feeling tired exhausted burned burnt burnout overwhelmed awful low sad cry crying lonely"),
        (
            "trouble",
            "fail failed failing fails missed misses missing late behind unfair bully bullies shouts shouted "
            "yelled harsh "
            "rude ignored ignores ignoring cancels cancelling canceled cancelled credit lost losing stuck wrong error "
            "complaint died ill sick illness divorce miscarriage alone homesick nervous terrified dread dreading "
            "guilty "
            "ashamed embarrassed humiliated angry frustrated upset confused lazy bad badly worse hard difficult "
            "awkward "
            "struggling struggle drowning burning freaking panicking crying cries cried sleep sleeping worn defensive "
            "unsafe disappointed demoralised discouraged quiet withdrawn flat tired exhausted hopeless scared afraid "
            "worried anxious stressed stress pressure pressurising convinced keen against stupid slow unprepared never "
            "always keeps nobody enough dropped gave killing wrecked snapped overwhelmed hurts hurt hates hate",
        ),
        ("degree", "so very really too quite pretty kinda kind super honestly bit a-bit totally"),
        ("rank", "first second third one two three finally lastly also another next main if ideally maybe"),
    )
)
_CLASS_OF: dict[str, tuple[str, ...]] = {}
for _name, _words in (*_CLASSES, ("verb", frozenset(PURE_VERBS))):
    for _word in _words:
        _CLASS_OF[_word] = (*_CLASS_OF.get(_word, ()), _name)


@dataclass(frozen=True)
class Weights:
    """Learned weights: for each feature one number a state, and one for each pair of neighbouring states."""

    features: Mapping[str, tuple[float, ...]]
    follows: Mapping[str, float]


@dataclass(frozen=True)
class Point:
    """One thing that a message names, as a span of its text."""

    kind: Kind
    start: int
    end: int
    first: int
    last: int


def allowed(before: str, state: str) -> bool:
    """Whether one state may follow another: a point goes on only with its own kind."""
    step, _, kind = state.partition(" ")
    return step != "more" or before.partition(" ")[2] == kind


@cache
def load_weights(path: Path = WEIGHTS) -> Weights:
    """Read the learned weights."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Weights({name: tuple(row) for name, row in data["features"].items()}, data["follows"])


def tag(row: Sequence[Piece], weights: Weights) -> tuple[str, ...]:
    """Return the best row of states for the pieces of one message."""
    if not row:
        return ()
    best: list[dict[str, tuple[float, str]]] = []
    for place, names in enumerate(features(row)):
        own = [0.0] * len(STATES)
        for name in names:
            found = weights.features.get(name)
            if found:
                own = [a + b for a, b in zip(own, found, strict=True)]
        here: dict[str, tuple[float, str]] = {}
        for state, score in zip(STATES, own, strict=True):
            if place == 0:
                if not state.startswith("more"):
                    here[state] = (score, "")
                continue
            joint = row[place].joint
            options = [
                (
                    total
                    + weights.follows.get(f"{before}>{state}", 0.0)
                    + weights.follows.get(f"{before}>{state}|{joint}", 0.0),
                    before,
                )
                for before, (total, _) in best[-1].items()
                if allowed(before, state)
            ]
            if options:
                total, before = max(options)
                here[state] = (total + score, before)
        best.append(here)
    state = max(best[-1], key=lambda name: (best[-1][name][0], name))
    states = [state]
    for here in reversed(best[1:]):
        state = here[state][1]
        states.append(state)
    return tuple(reversed(states))


def points(row: Sequence[Piece], states: Sequence[str]) -> Iterator[Point]:
    """The points that a row of states tells, in order."""
    place = 0
    while place < len(states):
        step, _, kind = states[place].partition(" ")
        first = place
        place += 1
        if step == "none":
            continue
        while place < len(states) and states[place] == f"more {kind}":
            place += 1
        name = next(known for known in KINDS if known == kind)
        yield Point(name, row[first].start, row[place - 1].end, first, place - 1)


def features(row: Sequence[Piece]) -> list[list[str]]:
    """What is seen at each piece: its words, how it is joined, what stands before and after, what was led to."""
    found: list[list[str]] = []
    led = headed = ""
    for place, piece in enumerate(row):
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        if before and piece.sentence != before.sentence:
            led = "" if not piece.joint.startswith(("line", "bullet", "?")) else led
        if piece.joint == ":" and before:
            headed = _head(row, place)
            led = "head"
        elif before and _lead(before.words):
            led = _lead(before.words)
        elif piece.joint.startswith("line") and not piece.bullet:
            headed = ""
        words = [_shape(word) for word in piece.words]
        first, last = words[0], words[-1]
        names = ["bias", f"join={piece.joint}", f"then={piece.after}", f"n={min(len(words), 6)}"]
        names += [f"w={word}" for word in dict.fromkeys(words[:14])]
        names += [f"first={first}", f"last={last}", f"two={' '.join(words[:2])}", f"end={' '.join(words[-2:])}"]
        names += [f"c={name}" for word in words for name in _CLASS_OF.get(word, ())]
        opening = _CLASS_OF.get(first, ("-ing",) if first.endswith("ing") else ("?",))
        names += [f"opens={name}" for name in opening]
        names += [f"opens={name}&join={piece.joint}" for name in opening]
        names += [f"suffix={word[-3:]}" for word in {first, last} if len(word) > 4]
        names += [f"led={led}", f"headed={headed}", f"led={led}&join={piece.joint}", f"led={led}&opens={opening[0]}"]
        names += [f"headed={headed}&join={piece.joint}"]
        theme = _theme(" ".join(piece.words))
        names += [f"theme={theme}", f"theme={theme}&join={piece.joint}", f"theme={theme}&led={led}"]
        known = sum(bool(_CLASS_OF.get(word)) or word.startswith("<") for word in words) / len(words)
        names += [f"known={round(known * 3)}", f"when={piece.when}", f"bullet={piece.bullet}"]
        names += [f"when={piece.when}&join={piece.joint}", f"bullet={piece.bullet}&when={piece.when}"]
        names += [f"known={round(known * 3)}&join={piece.joint}", f"first piece={place == 0}"]
        within = [other for other in row[max(0, place - _NEAR) : place] if other.sentence == piece.sentence]
        said = {name for other in within for word in other.words for name in _CLASS_OF.get(word, ())}
        names += [
            f"said {name}"
            for name in ("wish", "talk", "back", "aim", "fear", "trouble", "plan", "meet")
            if name in said
        ]
        near = row[max(0, place - _NEAR) : place + _NEAR]
        whole = [other for other in near if other.sentence == piece.sentence]
        earlier = [other for other in near if other.sentence == piece.sentence - 1]
        alone = len(whole) == 1
        dated = any(other.when for other in whole)
        person = any("person" in _CLASS_OF.get(word, ()) for other in whole for word in other.words)
        names += [f"alone={alone}&when={piece.when}&n={min(len(words), 6)}", f"alone={alone}&opens={opening[0]}"]
        names += [f"pieces={min(len(whole), 8)}", f"dated={dated}", f"dated={dated}&alone={alone}&person={person}"]
        names += [f"commas={min(sum(other.joint.startswith(',') for other in whole), 4)}&join={piece.joint}"]
        names += [f"sentence no={min(piece.sentence, 4)}", f"last sentence={piece.sentence == row[-1].sentence}"]
        names += [f"dated earlier={any(other.when for other in earlier)}"]
        names += [
            f"earlier {name}"
            for name in ("back", "aim", "fear", "wish", "talk", "list")
            if any(name in _CLASS_OF.get(word, ()) for other in earlier for word in other.words)
        ]
        names += [f"whole c={name}" for name in {n for o in whole for w in o.words for n in _CLASS_OF.get(w, ())}]
        opener = (within[0] if within else piece).words[0]
        names += [f"sentence={opener}", f"sentence c={(_CLASS_OF.get(opener) or ('?',))[0]}"]
        coming = [other for other in row[place + 1 : place + 3] if other.sentence == piece.sentence and not other.joint]
        names += [f"coming={_shape(word)}" for other in coming for word in other.words]
        names += [f"coming c={name}" for other in coming for word in other.words for name in _CLASS_OF.get(word, ())]
        if before:
            names += [f"before two={' '.join(map(_shape, before.words[-2:]))}"]
            names += [f"before two={' '.join(map(_shape, before.words[-2:]))}&opens={opening[0]}"]
            names += [f"before={_shape(before.words[-1])}", f"before when={before.when}&join={piece.joint}"]
            names += [f"before c={name}" for name in _CLASS_OF.get(before.words[-1], ())]
            names += [f"before opens={name}" for name in _CLASS_OF.get(before.words[0], ())]
        if after:
            names += [f"after={_shape(after.words[0])}", f"after when={after.when}&then={piece.after}"]
            names += [f"after c={name}" for name in _CLASS_OF.get(after.words[0], ())]
        found.append(names)
    return found


def tells_trouble(text: str) -> bool:
    """Whether a statement tells of something that goes badly: a word of trouble, of feeling, or a denial."""
    words = re.findall(r"[\w']+", text.lower())
    return any(
        {"trouble", "feel", "not", "fear"} & set(_CLASS_OF.get(word, ())) or word.endswith("n't") for word in words
    )


@lru_cache(maxsize=4096)
def _theme(text: str) -> str:
    """What the words are about: "strain", "work" for any other theme of the bank, or nothing."""
    name = theme_of(text, load_bank())
    return "strain" if name == STRAIN else "work" if name else ""


def _shape(word: str) -> str:
    """A word as a feature: figures by their form, days and months as one."""
    if re.search(r"\d", word):
        return "<" + re.sub(r"\d", "0", word) + ">"
    return word


def _lead(words: Sequence[str]) -> str:
    """What the words before lead to: "talk", "wish", "back", "aim", "fear", or nothing."""
    for name in ("back", "aim", "fear", "talk", "wish", "list"):
        if any(name in _CLASS_OF.get(word, ()) for word in words[-4:]):
            return name
    return ""


def _head(row: Sequence[Piece], place: int) -> str:
    """What a heading before a colon is about."""
    words = [
        word
        for piece in row[max(0, place - 2) : place]
        if piece.sentence == row[place].sentence
        for word in piece.words
    ]
    for name in ("fear", "aim", "back", "list", "talk", "person", "meet"):
        if any(name in _CLASS_OF.get(word, ()) for word in words):
            return name
    return "other"
