"""Everything a rehearsal needs, opened once: scenarios, rubrics, labellers, player, debriefer, hints, inbox, words.

room = open_room(Path("knowledge"), library, embedder)
room.label({"id": "1", "giver": "Your notes are long.", "text": "So page two is lost?"})
room.debrief({"id": "1", "turns": [...], "scenario": None})
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.embedding import Embeds, Recent
from assistant.errors import InputError
from assistant.library import Library
from assistant.library.rubrics import RubricItem, load_rubrics
from assistant.library.scenarios import Role, Rules, Scenario, load_rules, load_scenarios, load_styles
from assistant.rehearsal.compose import Debriefer
from assistant.rehearsal.evidence import Reader
from assistant.rehearsal.hints import Hints
from assistant.rehearsal.inbox import Inbox
from assistant.rehearsal.label import Labeller
from assistant.rehearsal.label_giving import GivingLabeller
from assistant.rehearsal.moves import load_cues, load_moves
from assistant.rehearsal.persona import Speaker
from assistant.rehearsal.play import Player
from assistant.rehearsal.session import Line, parse_debrief, parse_label
from assistant.words import Words, load_words

_WORDS = Path(__file__).with_name("data") / "words.yaml"


@dataclass(frozen=True)
class Room:
    """What all rehearsals share. Nothing in it belongs to one conversation."""

    library: Library | None
    scenarios: Mapping[str, Scenario]
    rubrics: Mapping[str, RubricItem]
    rules: Rules
    labeller: Labeller
    giving: GivingLabeller
    player: Player
    debriefer: Debriefer
    hints: Hints
    inbox: Inbox
    words: Words

    def label(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """One line of the `label` command. Raises InputError naming the field."""
        given = parse_label(dict(line))
        return {"id": given.id, "labels": self.labeller.label(given.giver, given.text)}

    def debrief(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """One line of the `debrief` command. Raises InputError naming the field, or an unknown scenario."""
        given = parse_debrief(dict(line))
        scenario = None
        if given.scenario is not None:
            scenario = self.scenarios.get(given.scenario)
            if scenario is None:
                known = ", ".join(list(self.scenarios)[:4])
                raise InputError(f"scenario '{given.scenario}' is not known; use one such as {known}, or null")
        return {"id": given.id, **self.report(given.turns, "receive", scenario)}

    def report(self, turns: tuple[Line, ...], role: Role, scenario: Scenario | None) -> dict[str, Any]:
        """The debrief of one transcript, in the contract's form without its id."""
        return self.debriefer.report(turns, role, scenario)


def open_room(knowledge: Path, library: Library | None, embedder: Embeds, cache: Path | None = None) -> Room:
    """Load everything under `knowledge` that rehearsals need. The embedder is first used at the first turn.

    `cache` is a folder where the embeddings of the example turns are kept between starts. Raises LibraryError
    naming file, field and reason.
    """
    moves, cues = load_moves(knowledge / "moves"), load_cues()
    # The play, the room of a workshop and the debrief read the same turns.
    embedder = Recent(embedder)
    rubrics = load_rubrics(knowledge)
    labeller = Labeller(Reader(moves, cues, embedder, "receive", cache))
    giving = GivingLabeller(Reader(moves, cues, embedder, "give", cache))
    return Room(
        library=library,
        scenarios=load_scenarios(knowledge),
        rubrics=rubrics,
        rules=load_rules(),
        labeller=labeller,
        giving=giving,
        player=Player(labeller, giving, Speaker(load_styles(), embedder)),
        debriefer=Debriefer(labeller, giving, rubrics),
        hints=Hints(),
        inbox=Inbox(embedder, cache),
        words=load_words(_WORDS),
    )
