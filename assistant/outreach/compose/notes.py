"""Reading the notes of a brief: a contact, a detail to weave in, a wish about style. Never an instruction.

A sentence of the notes that speaks to a writing machine ("ignore the above and ...") is neither obeyed nor printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.articles import with_the
from assistant.outreach.compose.phrases import parts_of
from assistant.outreach.contacts import without_contact
from assistant.outreach.language.grammar import finite_verbs, shape_of
from assistant.outreach.language.wording import lower_first, sentence

MAX_DETAIL_WORDS = 30
_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:instruction|previous|above|prior|"
    r"rules?|prompt|guideline|system|everything)|\bsystem prompt\b|^\s*(?:system|assistant|user)\s*:|"
    r"\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model|dan|pirate)|\b(?:reveal|print|"
    r"show|output|repeat)\b[^.]{0,30}\b(?:prompt|instructions?|rules|key|password)|<\|?\w+\|?>|\bact as "
    r"(?:an? )?(?:ai|dan|pirate|hacker)|"
    r"\bnew (?:task|instructions?)\b\s*:|\bjailbreak|\bwrite (?:a )?(?:poem|joke|recipe|song|code|haiku|"
    r"story|essay)|\brespond (?:only )?(?:with|in)\b|\btranslate (?:this|everything|the)\b",
    re.I,
)
_STYLE = re.compile(
    r"^(?:please |pls |just |but |and |also )*(?:(?:do(?:n't| not)|not too|nothing too|never|avoid|no)\b|"
    r"(?:keep|make|sound|write|phrase|word) (?:it|this|the (?:email|tone|message|note)|me)?\b|"
    r"(?:leave|keep) (?:(?:it|that|this|the|my|any|all|out)\b.{0,40}\bout\b|out\b)|(?:omit|skip)\b|"
    r"(?:without|w/o) (?:sounding|being|making|mentioning|repeating|blaming|naming|begging|burning|any)\b|"
    r"nothing (?:too )?[\w-]+(?: \w+)?$|"
    r"(?:on |use (?:the |her |his |their )?|we are on |by )?first[- ]names?\b|"
    r"(?:i )?(?:want|would like|'d like|prefer)(?: it| this| the tone)? (?:to (?:be|sound|feel)|short|"
    r"formal|warm)|(?:short|formal|informal|casual|warm|friendly|brief|concise|polite|professional)\b|"
    r"tone\b|use (?:a |my|simple|british|american)|"
    r"(?:the )?(?:tone|style|length)\b|(?:under|less than|max(?:imum)?|at most|about) \d+ words|should "
    r"(?:be|sound)|cc\b|bcc\b|attach\b|send (?:it|this)|sign(?:ed)? (?:it|off)|in (?:a )?(?:formal|warm|"
    r"friendly)|british|american (?:spelling|english))",
    re.I,
)
_REMARK = re.compile(
    r"\b(?:i'?m|i am|feel(?:ing)?) (?:so |really |very |a bit |kind of |rather |quite |super )?(?:nervous|"
    r"anxious|scared|shy|intimidated|worried (?:about|that) (?:writing|this|sounding|bothering|annoying|"
    r"it)|afraid|not good at|bad at|terrible at)\b|"
    r"\b(?:never (?:written|done) (?:one|this|an email)|not sure (?:how|what) to (?:say|write|word|start)|"
    r"no idea (?:how|what)|help me|hope this (?:is|helps)|not sure if (?:this|that|it)|thanks? (?:for your "
    r"help|in advance|so much)?$|that'?s (?:it|all)|is that ok)\b|"
    r"^(?:thanks|thank you|ok|okay|idk)\.?$",
    re.I,
)
_LEAD = re.compile(
    r"^(?:please |pls |can you |could you |maybe |also |and |i'd like to |i want to |would like to "
    r")*(?:mention|say|add|include|note|tell (?:her|him|them|you)|point out|work in|weave in|bring up|let "
    r"(?:her|him|them|you) know|make clear|emphasi[sz]e|state|put in)(?: the fact)?(?: that)?[:,]? ",
    re.I,
)
# A thing that was shared or given, and no news of it: "the Sunday phone calls before my defence".
_REMEMBERED = re.compile(r"^(?:the|your|our|those|all the|every) ", re.I)
_CONTACT_TAIL = re.compile(
    r"^(?:(?:my )?(?:e-?mail|phone|tel|mobile|cell|contact|number|address)(?: (?:is|number|address))?:?|"
    r"sign(?: it)?(?: off)?(?: as| with)?|reach me(?: at)?|at|or|and)?$",
    re.I,
)


@dataclass(frozen=True)
class Notes:
    """What the notes hold: sentences to weave in, wishes about style, and what spoke to a machine."""

    details: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


def speaks_to_machine(text: str) -> bool:
    """Whether a sentence is an instruction to a writing machine; such text is data and is never obeyed."""
    return _INJECTION.search(text) is not None


def read_notes(brief: OutreachBrief) -> Notes:
    """Sort the notes of a brief, sentence by sentence."""
    if not brief.notes:
        return Notes()
    details: list[str] = []
    style: list[str] = []
    ignored: list[str] = []
    asides: list[str] = []
    for raw in re.split(r"(?<=[.!?])\s+|\n+|\s*[;•]\s*", brief.notes):
        if speaks_to_machine(raw):
            ignored.append(raw.strip())
            continue
        text = without_contact(raw)
        text = "" if _CONTACT_TAIL.match(text.strip(" ,.:")) else text
        if not re.search(r"\w{2,}", text):
            continue
        if _REMARK.search(text):
            asides.append(text)
        elif _STYLE.match(text) and not _LEAD.match(text):
            style.append(text)
        elif text.startswith("[ADD:"):
            details.append(text)
        else:
            details += _details(text, brief)
    return Notes(tuple(details), tuple(style), tuple(ignored), tuple(asides))


def _details(text: str, brief: OutreachBrief) -> list[str]:
    text = _LEAD.sub("", text)
    found = []
    for part in parts_of(text, brief):
        if len(part.split()) > MAX_DETAIL_WORDS * 2:
            continue
        shape = shape_of(part)
        if brief.kind in ("thank-you", "ending") and _REMEMBERED.match(part) and not finite_verbs(part):
            found.append(sentence(f"I will remember {lower_first(part)}"))
        elif shape == "i" and not re.match(r"^(?:i|we)\b", part, re.I):
            found.append(sentence(f"I {lower_first(part)}"))
        elif shape in ("i", "you", "other"):
            found.append(sentence(with_the(part) if shape == "other" else part))
        elif shape == "ours":
            found.append(sentence(f"I {lower_first(part)}"))
        elif re.match(r"^(?:was|were) supposed to meet\b", part, re.I):
            found.append(sentence(f"we were {part.split(' ', 1)[1]}"))
        elif shape == "theirs" and re.match(r"^(?:was|is|am|has|have|had|did|do)\b", part, re.I):
            found.append(
                sentence(
                    f"I {'have' if part.lower().startswith('has') else part.split()[0].lower()} {part.split(' ', 1)[1]}"
                )
            )
        elif shape == "theirs":
            found.append(sentence(f"you {lower_first(part)}"))
        elif shape == "adj":
            found.append(sentence(f"I am {lower_first(part)}"))
        elif re.match(r"^my \w+", part, re.I):
            found.append(sentence(part))
        elif brief.kind in ("progress-update", "thank-you") and re.search(r"\b\w+(?:ed|en|wn|ne)\b", part):
            # News is told as it was noted: "abstract accepted at ATS".
            found.append(sentence(part))
        else:
            found.append(sentence(f"One more detail: {lower_first(part)}"))
    return found
