"""The debrief: criteria, at most two strengths, one change, one rewrite (rubrics D01 to D06, D10).

    report = debrief(lines, debriefer)

Deterministic: the same transcript gives the same report. Only the turns of the one who practised are judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import LibraryError
from assistant.library.rubrics import RubricItem
from assistant.library.scenarios import Role, Scenario
from assistant.reading import read_yaml
from assistant.rehearsal.checks import Score
from assistant.rehearsal.giving_checks import Givens, read_giving, score_giving
from assistant.rehearsal.label import Labeller
from assistant.rehearsal.label_giving import GivingLabeller
from assistant.rehearsal.rewrite import Rewriter
from assistant.rehearsal.session import Line, Session, read_session
from assistant.rehearsal.session_checks import score_session

_COMMENTS = Path(__file__).with_name("data") / "comments.yaml"
# Which good things are named first, and which faults are mended first: what moves a talk most.
_STRENGTHS = {
    "receive": (
        "R16",
        "R10",
        "R03",
        "R07",
        "R11",
        "R04",
        "R12",
        "R15",
        "R09",
        "R02",
        "R13",
        "R14",
        "R01",
        "R05",
        "R08",
        "R06",
    ),
    "give": ("V10", "V01", "V04", "V11", "V06", "V03", "V05", "V08", "V12", "V09", "V14", "V02", "V13", "V07"),
}
_CHANGES = {
    "receive": (
        "R16",
        "R08",
        "R05",
        "R06",
        "R03",
        "R07",
        "R04",
        "R11",
        "R01",
        "R12",
        "R10",
        "R02",
        "R15",
        "R14",
        "R13",
    ),
    "give": ("V13", "V04", "V10", "V01", "V11", "V07", "V03", "V05", "V12", "V06", "V09", "V08", "V02"),
}
_ONLY_KEPT = frozenset({"R05", "R06", "R08", "V07", "V13"})
# A missing summary is mended in the first turn, a missing step in the last.
_EARLY = frozenset({"R01", "R02", "R03", "R04", "R07", "R15", "V01", "V02", "V03", "V04", "V05", "V10"})


class Debriefer:
    """Makes debriefs. Holds the labellers, the rubric items and the comments."""

    def __init__(
        self, receive: Labeller, give: GivingLabeller, rubrics: Mapping[str, RubricItem], comments: Path = _COMMENTS
    ) -> None:
        self._receive = receive
        self._give = give
        self._rubrics = rubrics
        self._comments = load_comments(comments)
        self._rewriter = Rewriter()

    def report(self, turns: Sequence[Line], role: Role = "receive", scenario: Scenario | None = None) -> dict[str, Any]:
        """Return the debrief in the contract's form (without its id).

        `role` is the role of the person who practised; only their turns are judged. With a `scenario`, items that
        are not on its list are left unscored.
        """
        role = scenario.role if scenario else role
        session: Session | None = None
        given: Givens = ()
        if role == "receive":
            session = read_session(turns, self._receive)
            scores = score_session(session) if session.spoken else _nothing("receive")
        else:
            given = read_giving(turns, self._give)
            scores = score_giving(given)
        if scenario and not (session and session.abusive):
            listed = set(scenario.rubric) | {"R16", "R10"}
            scores = tuple(score if score.item in listed else Score(score.item, None) for score in scores)
        change = self._change(scores, role)
        return {
            "criteria": [self._criterion(score) for score in scores],
            "strengths": [self._criterion(score) for score in self._strengths(scores, role)],
            "change": self._criterion(change) if change else self._nothing_to_change(scores, session),
            "rewrite": self._rewrite(change, scores, session, given),
        }

    def _criterion(self, score: Score) -> dict[str, Any]:
        comment = "Not seen." if score.score is None else self._comment(score)
        return {
            "item": score.item,
            "score": score.score,
            "turn": score.turn,
            "quote": score.quote,
            "comment": comment,
            "card": self._rubrics[score.item].card,
        }

    def _comment(self, score: Score) -> str:
        texts = self._comments[score.item]
        usual = {3: "clear", 2: "good", 1: "partial", 0: "poor"}[score.score or 0]
        for name in (
            score.why,
            usual,
            "mended" if score.score in (1, 2) else "absent",
            "clear" if score.score == 3 else "poor",
        ):
            if name in texts:
                return texts[name]
        anchors = self._rubrics[score.item].anchors or {}
        return anchors.get(1 if score.score == 2 else score.score or 0, self._rubrics[score.item].definition)

    def _strengths(self, scores: Sequence[Score], role: Role) -> list[Score]:
        # What was merely not done (no verdict on oneself, no remark on the person) is no strength (rubric D05).
        shown = [score for score in scores if (score.score or 0) >= 2 and score.item not in _ONLY_KEPT]
        by_item = {score.item: score for score in shown}
        order = sorted(by_item, key=lambda item: (-(by_item[item].score or 0), _STRENGTHS[role].index(item)))
        return [by_item[item] for item in order[:2]]

    def _change(self, scores: Sequence[Score], role: Role) -> Score | None:
        by_item = {score.item: score for score in scores if score.score is not None and score.score < 3}
        order = sorted(
            (item for item in by_item if item in _CHANGES[role]),
            key=lambda item: (min(by_item[item].score or 0, 2) > 1, _CHANGES[role].index(item)),
        )
        return by_item[order[0]] if order else None

    def _nothing_to_change(self, scores: Sequence[Score], session: Session | None) -> dict[str, Any]:
        """What stands in place of a change: nothing to judge, or nothing to mend and one thing to try next."""
        judged = [score for score in scores if score.score is not None]
        if not judged:
            comment = "Too little was said to judge. Try a few whole sentences in English, and ask again."
            return {"item": None, "score": None, "turn": None, "quote": None, "comment": comment, "card": None}
        kept = next((score for score in judged if score.item == "R16"), None)
        best = kept or next((score for score in judged if score.item in ("R03", "R11", "V01")), judged[0])
        comment = (
            (
                "Nothing in how you answered needs to change. What comes next is your choice, and you "
                "need not choose today."
            )
            if kept or (session and session.abusive)
            else "Nothing here needs to change. The next thing to try is the same talk with a harder setting."
        )
        return {**self._criterion(best), "comment": comment}

    def _rewrite(
        self, change: Score | None, scores: Sequence[Score], session: Session | None, given: Givens
    ) -> dict[str, Any]:
        nothing = {"turn": None, "original": None, "suggestion": None}
        if not any(score.score is not None for score in scores):
            return nothing
        item = change.item if change else _polish(scores)
        if session:
            turn = change.turn if change and change.why != "absent" else None
            chosen = next((seen for seen in session.spoken if seen.turn == turn), None)
            chosen = chosen or session.spoken[0 if item in _EARLY else -1]
            if not change and any(score.item == "R16" and score.score == 3 for score in scores):
                chosen = next((seen for seen in session.spoken if seen.has("R16")), chosen)
            suggestion = self._rewriter.receive(chosen, item, session)
            return {"turn": chosen.turn, "original": chosen.text, "suggestion": suggestion}
        turn = change.turn if change and change.why != "absent" else None
        picked = next((one for one in given if one.turn == turn), None) or given[0 if item in _EARLY else -1]
        return {"turn": picked.turn, "original": picked.text, "suggestion": self._rewriter.give(picked, item)}


def _polish(scores: Sequence[Score]) -> str:
    """What to add to a talk that needs no change: the first useful thing not seen."""
    seen = {score.item for score in scores if score.score is not None}
    wanted = ("R13", "R04", "R15") if "R01" in {score.item for score in scores} else ("V08", "V09", "V06")
    return next((item for item in wanted if item not in seen), wanted[0])


def load_comments(path: Path = _COMMENTS) -> Mapping[str, Mapping[str, str]]:
    """Read the comments. Raises LibraryError naming the item."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map rubric items to comments")
    for item, texts in data.items():
        if not isinstance(texts, dict) or not all(isinstance(text, str) and text.strip() for text in texts.values()):
            raise LibraryError(path.name, str(item), "must map each reason to a comment")
    return data


def total(report: Mapping[str, Any]) -> tuple[int, int]:
    """Points and the most that could be had, over the criteria that were scored."""
    scored = [criterion["score"] for criterion in report["criteria"] if criterion["score"] is not None]
    return sum(scored), 3 * len(scored)


def _nothing(role: Role) -> tuple[Score, ...]:
    return tuple(Score(item, None) for item in sorted(_STRENGTHS[role]))
