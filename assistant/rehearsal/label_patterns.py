"""Thresholds and plain patterns that the reading of a learner's turn goes by."""

from __future__ import annotations

import re

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
    "R10": 0.4,
    "R11": 0.45,
    "R12": 0.5,
    "R13": 0.5,
    "R15": 0.4,
    "R16": 0.5,
    "abusive": 0.62,
}
QUESTIONS = frozenset({"question-mark", "asks-to-know"})
# A bare thank-you is meant as one; only what stands around it can turn it.
PLAIN_THANKS = re.compile(
    r"^(?:(?:oh|ok|okay|right|yes|and|many|but|great|perfect|wonderful|good|alright|fine|lovely|super)"
    r"[,.!]* )*(?:thank(?:s| you)|cheers|much appreciated)(?: (?:so|very) much| a lot| again)?"
    r"(?:,? (?:doctor|dr\.? \w+|sir|ma'?am|professor))?[.!, ]*$"
)
WITH_SOMEBODY = re.compile(
    r"\b(?:you|your|we|us|let's|together|(?:ask|by|with|show|tell) (?:the|her|"
    r"him|them|my|a|one))\b|\bthe (?:\w+ )?(?:nurse|team|fellow|resident|"
    r"registrar)\b"
)
AT_A_TIME = re.compile(
    r"\b(?:again|next|after|afterwards|later|once|when|then|before|by|until|in "
    r"(?:a|one|two|three|\d+)|at the|each|every|time|\d{1,2}(?:st|nd|rd|th))\b"
)
DENIAL = re.compile(
    r"^(?:no,? |but |well,? |actually,? |honestly,? )*i (?:really |certainly |"
    r"definitely )?(?:don't|do not|didn't|did not|never|am not|wasn't|haven't|'m not)"
    r"\b"
)
ADMISSION = re.compile(
    r"^(?:yes,? |yeah,? |true,? |right,? |and |okay,? |hm,? )*i (?:do|did|was|have|had|really|also|"
    r"\w+ed|left|cut|spoke|wrote|stood|went|came|kept|let|put|got|gave|lost|"
    r"froze|forgot|said|saw|took|made|sat|told|ran|hid)\b(?! (?:not|n't|explain|tell|say|ask|check|"
    r"call|give|send|examine|sign|my best|what|it)\b)"
)
# Share of a segment's content words that stand in the giver's line, from which both speak of the same thing.
SAME_MATTER = 0.34
# What a turn that works with the giver shows, or that is about something else than the matter.
COOPERATES = frozenset(
    {
        "R01",
        "R02",
        "R03",
        "R04",
        "R07",
        "R09",
        "R10",
        "R11",
        "R12",
        "R13",
        "R15",
        "R16",
        "not R05",
        "not R06",
        "not R08",
    }
)
PRAISE = re.compile(
    r"\b(?:good (?:job|work)|well done|great|excellent|star|lovely|fantastic|wonderful|doing (?:fine|"
    r"well|great)|keep (?:it up|doing)|impressed|proud|"
    r"pleased|everybody loves|love having)\b"
)
FAULT = re.compile(
    r"\b(?:but|however|need|needs|not|never|too|lack\w*|miss\w*|late|wrong|fail\w*|less|more|should|"
    r"could|lost|wander\w*|improve|better|complain\w*|"
    r"problem|without|unclear|slow|weak|kept|nobody)\b|n't\b"
)
# The cue families that make a defence where the rest of the turn works with the giver.
DEFENCE = frozenset(
    {
        "but",
        "explains-away",
        "motive",
        "you-are",
        "you-verb",
        "contradiction",
        "sneer",
        "insult",
        "sharp",
        "other-people",
    }
)
# From this many words of thanks on, a turn grovels.
GROVEL = 4


def praises(giver: str) -> bool:
    """Whether a giver's line (folded) is praise with no fault in it."""
    return bool(PRAISE.search(giver)) and not FAULT.search(giver)
