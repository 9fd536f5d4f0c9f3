"""What each segment of a learner's turn shows or breaks, from the evidence in it (see label.py for the labels)."""

from __future__ import annotations

import re

from assistant.rehearsal.evidence import Evidence, Piece
from assistant.rehearsal.text import fold, is_copy, overlap, words

# The chance from which a segment counts, by item; chosen on the example turns and the tuning half of the set.
THRESHOLDS = {
    "R01": 0.5,
    "R02": 0.5,
    "R03": 0.45,
    "R04": 0.5,
    "not R05": 0.55,
    "not R06": 0.5,
    "R07": 0.45,
    "not R08": 0.6,
    "R09": 0.5,
    "R10": 0.3,
    "R11": 0.45,
    "R12": 0.5,
    "R13": 0.5,
    "R15": 0.4,
    "R16": 0.5,
    "abusive": 0.62,
}
QUESTIONS = frozenset({"question-mark", "asks-to-know"})
# Share of a segment's content words that stand in the giver's line, from which both speak of the same thing.
SAME_MATTER = 0.34
# What a turn that works with the giver shows, or that is about something else than the matter.
COOPERATES = frozenset("R01 R02 R03 R04 R07 R09 R10 R11 R12 R13 R15 R16".split()) | {"not R05", "not R06", "not R08"}
# The cue families that make a defence where the rest of the turn works with the giver.
DEFENCE = frozenset("but explains-away motive you-are you-verb contradiction sneer insult sharp other-people".split())
# From this many words of thanks on, a turn grovels.
GROVEL = 4
# From this chance on a paraphrase needs no grammar to show it.
PLAINLY = 0.9


class Found:
    """Goes through the segments of one turn and gathers what each shows or breaks."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._giver = fold(evidence.giver)
        self._abusive = evidence.giver_chances.get("abusive", 0.0) > THRESHOLDS["abusive"]

    def spans(self) -> dict[str, str]:
        """Label -> the segment that decides it."""
        spans: dict[str, str] = {}
        pieces = self._evidence.pieces
        disagrees_well = self._disagrees_well()
        defended_before = False
        for piece in pieces:
            found = self._piece(piece, disagrees_well, defended_before)
            defended_before = "not R05" in found
            for label in found:
                shown = spans.setdefault(label, piece.segment.text)
                if label == "not R06" and len(words(fold(shown))) < 3:
                    # "Sorry." alone says less than what follows it.
                    spans[label] = piece.segment.text
        if (disagrees_well and "R10" in spans and "not R05" not in spans) or "flat" in spans:
            # Facts put as a question are neither owning nor defence; what follows a flat denial owns nothing.
            spans.pop("R07", None)
        self._whole_turn(spans)
        if not (COOPERATES & spans.keys() or self._abusive):
            self._rebuts(spans)
        return spans

    def _piece(self, piece: Piece, disagrees_well: bool, defended_before: bool) -> set[str]:
        cues = piece.cues
        found: set[str] = set()
        if "plain-thanks" in cues:
            return {"R02"}
        if is_copy(piece.segment.folded, self._giver):
            return found
        sarcastic = self._sarcastic(piece)
        sharp = self._sharp(piece)
        attack = self._attacks(piece)
        denied = self._denies(piece) and not disagrees_well
        defended = (self._over(piece, "not R05") and not disagrees_well) or sarcastic or sharp or attack or denied
        if defended and not (sarcastic or sharp or attack) and (self._harmless(piece) or self._answers_why(piece)):
            defended = False
        if defended:
            found.add("not R05")
            if "contradiction" in cues and not attack:
                found.add("flat")
        if attack and not self._harmless(piece):
            found.add("not R08")
        insults = "insult" in cues and not {"self-insult", "first-i"} & cues
        if insults or (piece.chance("move:hitting-back") > 0.6 and "self-insult" not in cues):
            found.add("hit")
        if self._over(piece, "not R06"):
            found.add("not R06")
        for item in ("R02", "R07", "R09", "R11", "R13", "R15", "R16"):
            if self._over(piece, item):
                found.add(item)
        if {"not R06"} & found or piece.chance("move:excuse") > piece.chance("R07"):
            # "I never listen, I'm hopeless" judges the person; "I had to" gives a reason. Neither owns a thing done.
            found -= {"R07"}
        if {"other-people", "negated-thing"} <= cues and "own-fault" not in cues:
            # "I do it all myself, the nurse is never there": what others leave undone is no part of one's own.
            found -= {"R07", "R01"}
        if "gratitude" in cues and not {"sneer", "asks-a-favour"} & cues and piece.chance("R02") > 0.2:
            found.add("R02")
        if self._takes_in(piece):
            found.add("R01")
        if self._says_back(piece):
            found.add("R03")
        if self._checks_back(piece):
            found.add("R12")
        elif piece.chance("R12") > 0.5 and "help" in cues:
            found.add("R13")
        only_help = "help" in cues and piece.chance("R13") > 0.4 and "asks-example" not in cues
        if self._over(piece, "R04") and QUESTIONS & cues and not (sharp or defended_before or only_help):
            found.add("R04")
        if not (defended or sharp) and self._admits(piece):
            found |= {"R07", "R01"}
        if disagrees_well and "offers-to-look" in cues:
            found |= {"R10", "R04"}
        if defended:
            found -= {"R01", "R03", "R04", "R07", "R11", "R12", "R13"}
        if sarcastic:
            found -= {"R02", "R16"}
        if attack:
            found -= {"R02", "R16"}
        return found

    def _whole_turn(self, spans: dict[str, str]) -> None:
        """What only the turn as a whole can tell."""
        thanks = sum(1 for piece in self._evidence.pieces if "gratitude" in piece.cues)
        if thanks >= GROVEL:
            spans.pop("R02", None)
        if {"R03", "R07"} & spans.keys() and "not R05" not in spans:
            spans.setdefault("R01", spans.get("R03", spans.get("R07", "")))
        if "not R05" in spans and not {"R01", "R03", "R07"} & spans.keys():
            spans.pop("R01", None)

    def _over(self, piece: Piece, label: str) -> bool:
        return piece.chance(label) > THRESHOLDS[label]

    def _disagrees_well(self) -> bool:
        """A fact of one's own, then a question with room for the other's: "I signed at four; is it another one?" """
        pieces = self._evidence.pieces
        asked = [
            place
            for place, piece in enumerate(pieces)
            if "offers-to-look" in piece.cues and "help" not in piece.cues and not self._sharp(piece)
        ]
        if not asked:
            return False
        blames = any(piece.chance("not R08") > 0.5 or {"insult", "sneer"} & piece.cues for piece in pieces)
        if blames or any(piece.segment.folded.startswith("but") for piece in pieces):
            return False
        before = pieces[: asked[-1] + 1]
        if any(self._over(piece, "R11") for piece in before):
            # Whoever plans a change has accepted the point.
            return False
        likely = [piece for piece in before if self._over(piece, "R10")]
        stated = [piece for piece in before[:-1] if self._states(piece)]
        # A question alone disagrees with nothing, however like one that does.
        if any({"own-fact", "question-mark"} & piece.cues != {"question-mark"} for piece in likely):
            return True
        if likely and stated:
            return True
        return any(piece.chance("not R05") > 0.25 for piece in stated) and (
            max(piece.chance("R10") for piece in before) > 0.05
        )

    @staticmethod
    def _states(piece: Piece) -> bool:
        """Whether a segment states a fact of the learner's own, and neither owns nor plans nor says back."""
        return (
            bool({"own-fact", "first-i"} & piece.cues)
            and not {"own-fault", "future", "question-mark"} & piece.cues
            and max(piece.chance("R03"), piece.chance("R07")) < 0.5
        )

    def _rebuts(self, spans: dict[str, str]) -> None:
        """A claim about the world, put against criticism by a turn that takes nothing in, is a defence."""
        if self._giver.endswith("?") or (self._evidence.praise and "not R05" not in spans):
            return
        for piece in self._evidence.pieces:
            cues, said = piece.cues, words(piece.segment.folded)
            if (
                len(said) < 4
                or {"question-mark", "future", "first-modal", "minimal"} & cues
                or piece.chance("move:vague-plan") > 0.6
                or piece.chance("move:neutral") > 0.3
            ):
                continue
            about_me = "first-i" in cues and not (
                {"negated-thing", "contradiction"} & cues or "you" in said or "n't" in piece.segment.folded
            )
            if not about_me or piece.chance("not R05") > 0.2:
                spans.setdefault("not R05", piece.segment.text)
                return

    def _attacks(self, piece: Piece) -> bool:
        """Whether a segment is about the giver; without a word that points at them, it must be very like one."""
        if "insult" in piece.cues and not {"self-insult", "first-i"} & piece.cues:
            return True
        if piece.chance("R03") > piece.chance("not R08") and "summary-opener" in piece.cues:
            return False
        pointed = {"at-a-person", "motive", "sneer", "sharp"} & piece.cues
        return piece.chance("not R08") > (THRESHOLDS["not R08"] if pointed else 0.85)

    def _takes_in(self, piece: Piece) -> bool:
        return self._over(piece, "R01") and ("ack" in piece.cues or piece.chance("move:acknowledge") > 0.5)

    def _says_back(self, piece: Piece) -> bool:
        """A paraphrase shows in its grammar, or in being about the same thing from the other's side."""
        cues = piece.cues
        if not self._over(piece, "R03") or ("question-word" in cues and not {"tag-question", "summary-opener"} & cues):
            return False
        if {"summary-opener", "tag-question"} & cues or piece.chance("R03") > PLAINLY:
            return True
        other_side = {"second-person-state", "third-person-state"} & cues
        return piece.likeness > (0.22 if other_side else 0.3) and piece.chance("R03") > (0.45 if other_side else 0.7)

    def _denies(self, piece: Piece) -> bool:
        """Whether the learner flatly denies what the giver said of them: "I don't roll my eyes"."""
        return (
            "denial" in piece.cues
            and overlap(piece.segment.folded, self._giver) >= SAME_MATTER
            and piece.chance("R07") < 0.6
        )

    def _admits(self, piece: Piece) -> bool:
        """Whether the learner says of themselves what the giver said of them: "I do roll my eyes"."""
        if "question-mark" in piece.cues:
            return False
        if {"own-fault", "ack"} <= piece.cues and self._over(piece, "R01"):
            return True
        if "admission" not in piece.cues:
            return False
        return (
            overlap(piece.segment.folded, self._giver) >= SAME_MATTER
            and piece.chance("not R05") < 0.5
            and piece.chance("not R06") < 0.5
        )

    def _sarcastic(self, piece: Piece) -> bool:
        """Whether thanks or praise mean the reverse. Beside a move that works with the giver only scorn counts."""
        chance = piece.chance("move:sarcasm")
        if "sneer" in piece.cues:
            return chance > 0.3 and (
                chance > piece.chance("R02") or "gratitude" not in piece.cues or not self._works(piece)
            )
        least = 0.85 if "gratitude" in piece.cues else 0.6
        return chance > max(least, piece.chance("R02")) and not self._works(piece)

    def _works(self, piece: Piece) -> bool:
        """Whether another segment of the turn works with the giver."""
        others = [other for other in self._evidence.pieces if other is not piece]
        moves = ("R03", "R04", "R07", "R11", "R12")
        return any(
            other.chance("not R05") < 0.4 and any(other.chance(move) > 0.7 for move in moves) for other in others
        )

    def _sharp(self, piece: Piece) -> bool:
        if "question-mark" not in piece.cues:
            return False
        chance, open_chance = piece.chance("move:sharp-question"), piece.chance("R04")
        return ("sharp" in piece.cues and chance > 0.35 and open_chance < 0.85) or chance > max(0.7, open_chance)

    def _answers_why(self, piece: Piece) -> bool:
        """A "because" that was asked for is an answer, unless it names somebody to blame."""
        asked = re.search(r"\b(?:why|what makes|how come|what (?:happened|was|is|were))\b[^?]*\?", self._giver)
        return (
            bool(asked)
            and "other-people" not in piece.cues
            and piece.segment.folded.startswith(("because", "since", "so that"))
        )

    def _checks_back(self, piece: Piece) -> bool:
        """Day and somebody who reports; only being watched is support (R13), not a check."""
        watched = "help" in piece.cues and "reports-back" not in piece.cues
        if watched:
            return False
        if "with-somebody" not in piece.cues or not {"day", "at-a-time"} & piece.cues:
            return False
        if self._over(piece, "R12"):
            return True
        asked = "asks-back" in piece.cues and "reports-back" in piece.cues
        day = "day" in piece.cues or any("day" in other.cues for other in self._evidence.pieces)
        return asked and day and piece.chance("R12") > 0.15 and piece.chance("not R05") < 0.4

    def _harmless(self, piece: Piece) -> bool:
        """Whether another reading of the segment is plainly the better one."""
        labels = ["R02", "R04", "R07", "R09", "R11", "R12", "R13", "R16"]
        told = {"second-person-state", "third-person-state"} & piece.cues and {"first-you", "first-other"} & piece.cues
        if {"summary-opener", "tag-question"} & piece.cues or piece.likeness > 0.45 or told:
            labels.append("R03")
        if max(piece.chance(label) for label in labels) > piece.chance("not R05"):
            return True
        if piece.chance("not R06") > max(0.5, piece.chance("not R05")) and piece.chance("not R08") < 0.5:
            # A verdict on oneself is another fault than a defence.
            return True
        if DEFENCE & piece.cues:
            return False
        # An interjection, an apology or a promise is none, whatever it resembles.
        if len(words(piece.segment.folded)) < 3 or {"sorry", "self-insult", "vague-act"} & piece.cues:
            return True
        if self._evidence.praise:
            return piece.chance("not R05") < 0.9
        # Where the rest of the turn works with the giver, only words of defence make one.
        return self._works(piece) and piece.chance("not R05") < 0.9
