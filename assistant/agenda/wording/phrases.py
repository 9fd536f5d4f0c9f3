"""The user's phrases, fitted into sentences without changing what they say.

A point may come as a noun ("Step 1 timing"), a clause ("whether to do a research year"), a question
("should I do a research year?"), a verb ("choose an elective") or a statement ("I keep freezing on
rounds"). `about` turns each into what can follow "about", "on" or "with"; `title` makes it a heading; both
keep the user's words.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.agenda.wording import grammar

Form = Literal["noun", "clause", "question", "verb", "statement", "feeling"]

# What somebody says before the thing itself, and what is left hanging after it.
_SPOKEN_LEAD = re.compile(
    r"^(?:(?:and|also|so|then|plus|um+|well|maybe|honestly|just|like|basically)\b[ ,]+|"
    r"(?:I(?:'d| would)? )?(?:want|like|need|wanted|hope|hoping|love) to "
    r"(?:talk|ask|chat|hear|speak) (?:\w+ )?about (?=\w))+",
    re.IGNORECASE,
)
# "Need help figuring out X" is about figuring out X.
_HELP = re.compile(r"^(?:(?:I )?(?:need|want) )?(?:some )?help (?:(?:with|in|on) (?=\w)|(?=\w+ing\b))", re.IGNORECASE)
_LOOSE_END = re.compile(
    r"[ ,;:]+(?:and|or|but|so|also|plus|with|the|a|an|to|of|for|about|because|that|&)?[ ,;:]*$", re.IGNORECASE
)
_HANGING = re.compile(r"(?:[ ,]+(?:and|or|but|plus|&))+$", re.IGNORECASE)
_TOKEN = re.compile(r"w/o|b/c|&|[a-z']+[123]?")


def tidy(text: str) -> str:
    """Return the phrase ready to be shown: texting written out, acronyms in capitals, the words unchanged."""
    shown = " ".join(text.split())
    shown = re.sub(r"^(?:[-*\u2022\u2013]+|\d{1,2}[.)])\s+", "", shown)
    if not grammar.TEXTING_WORDS.isdisjoint(_TOKEN.findall(shown.lower())):
        shown = " ".join(grammar.ANY_TEXTING.sub(_written_out, shown).split())
    shown = grammar.CAPITALS.sub(lambda m: grammar.CAPITAL_FORMS.get(m.group().lower(), m.group().upper()), shown)
    shown = grammar.DATED.sub(lambda m: m.group().capitalize(), re.sub(r"\?[?!]+", "?", shown))
    return _HANGING.sub("", shown.strip(" ,;:.!-\u2013\u2014"))


def _written_out(found: re.Match[str]) -> str:
    """One piece of texting, written out by the rule whose group matched."""
    pattern, new = grammar.TEXTING_RULES[int((found.lastgroup or "r0")[1:])]
    return pattern.sub(new, found.group()) if "\\" in new else new


def form(text: str) -> Form:
    """Return what kind of phrase this is."""
    shown = tidy(text)
    first = shown.split(" ", 1)[0].lower() if shown else ""
    if shown.endswith("?") or grammar.ASKED.match(shown) or _is_question(shown):
        return "question"
    if grammar.CLAUSE.match(shown):
        return "clause"
    if grammar.FEELING.match(shown):
        return "feeling"
    if first.endswith("ing") and len(first) > 4:
        return "noun"
    if first == "to" or (
        (first in grammar.PURE_VERBS and " " in shown)
        or shown.lower() in grammar.SINGLE_VERBS
        or grammar.MIXED_VERBS.match(shown)
        or grammar.ANY_VERB.match(shown)
    ):
        return "verb"
    told = (grammar.STATEMENT, grammar.I_STATEMENT, grammar.PLAIN_STATEMENT, grammar.FINITE, grammar.OF_PERSON)
    if any(pattern.match(shown) for pattern in told):
        return "statement"
    return "noun"


def about(text: str) -> str:
    """Return the phrase as what can follow "about": noun, clause or gerund, opening in lower case where that
    is right.
    """
    text = _HELP.sub("", text)
    shown = tidy(text).rstrip("?")
    kind = form(text)
    if kind == "question":
        return _embedded(shown)
    if kind == "feeling":
        found = grammar.FEELING.match(shown)
        rest = found["rest"] if found else shown
        return (
            _lower_first(rest)
            if rest.lower().startswith(("burnout", "struggling", "burning", "drowning"))
            else f"feeling {_lower_first(rest)}"
        )
    if kind == "clause":
        shown = grammar.UNSURE.sub("", shown)
        return re.sub(r"^if\b", "whether", _lower_first(shown), flags=re.IGNORECASE)
    if kind == "verb":
        return gerund_phrase(shown)
    if kind == "statement":
        return _statement(shown)
    return _articled(_lower_first(shown))


def title(text: str, limit: int = 12) -> str:
    """Return the phrase as a heading; a long one ends in an ellipsis at a word (its full text belongs in the
    notes).
    """
    shown = _HELP.sub("", _SPOKEN_LEAD.sub("", tidy(text)))
    words = shown.split()
    if len(words) > limit:
        shown = _LOOSE_END.sub("", " ".join(words[:limit])) + " ..."
    return shown[:1].upper() + shown[1:]


def core(text: str) -> str:
    """`getting better at presenting` -> `presenting`: what a wish to improve is about."""
    bare = grammar.IMPROVING.sub("", text)
    return bare if bare and bare != text and not re.match(r"^(?:it|this|that|myself)\b", bare) else text


def matter(text: str) -> str:
    """What a clause is about, where that can be said shorter: `whether to move` -> `moving`, `what her shifts are
    like` -> `her shifts`. Other phrases stay as they are.
    """
    text = re.sub(r",? which (?:one )?(?:is|would be) (?:better|best|right)(?: for \w+)?$", "", text)
    for pattern in grammar.DOING:
        if found := pattern.match(text):
            return gerund_phrase(found[1])
    if found := re.match(r"^what (.+?) (?:is|are|was|were) (?:really )?like$", text):
        return found[1]
    return text


def gerund_phrase(text: str) -> str:
    """`choose an elective` -> `choosing an elective`; also `get and keep X` -> `getting and keeping X`."""
    words = re.sub(r"^to ", "", text, flags=re.IGNORECASE).split()
    if not words:
        return text
    words[0] = gerund(words[0].lower())
    for place in (2, 3):
        joined = len(words) > place and words[place - 1].lower() in ("and", "or") and place == 2
        if joined and words[place].lower() in grammar.PURE_VERBS:
            words[place] = gerund(words[place].lower())
    return " ".join(words)


def gerund(verb: str) -> str:
    """Return the -ing form of a verb, which may stand in the past."""
    if verb in grammar.GERUND_EXCEPTIONS:
        return grammar.GERUND_EXCEPTIONS[verb]
    if verb in grammar.DOUBLE:
        return verb + verb[-1] + "ing"
    if verb.endswith("ied"):
        return verb[:-3] + "ying"
    if verb.endswith("ed") and not verb.endswith("eed") and len(verb) > 4:
        return verb[:-2] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"


def _articled(shown: str) -> str:
    """`research year` -> `the research year`: one countable thing, named without an article."""
    words = shown.split()
    if any(word.endswith(("'s", "s'")) for word in words) or any(_looks_like_name(word) for word in words):
        return shown
    bare = len(words) <= 4 and words[0].lower() not in grammar.DETERMINERS and not words[0].lower().endswith("ing")
    return f"the {shown}" if bare and words[-1].lower() in grammar.COUNTABLE else shown


def _is_question(shown: str) -> bool:
    return bool(
        re.match(
            r"^(?:should|shall|is|are|am|will|would|can|could|do|does) (?:I|we|it|there|my|the)\b",
            shown,
            re.IGNORECASE,
        )
    ) or bool(
        re.match(
            r"^(?:how|what|when|where|why|which \w+) (?:do|does|should|can|could|is|are|will|would) (?:I|we|"
            r"it|the|my)\b",
            shown,
            re.IGNORECASE,
        )
    )


def _embedded(shown: str) -> str:
    """A direct question as an indirect one: `should I do X` -> `whether to do X`."""
    shown = _lower_first(shown)
    head, comma, tail = shown.partition("? ")
    if comma:
        # Two questions in one point: the first is turned, the second kept as it stands.
        return f"{_embedded(head)}, and {_embedded(tail)}"
    for pattern, new in grammar.QUESTION_RULES:
        found = pattern.match(shown)
        if not found:
            continue
        if new == "aux":
            verb, subject, rest = found[1].lower(), found[2], found[3]
            middle = "" if verb in ("do", "does") else f"{verb} "
            return f"whether {subject} {middle}{rest}".strip()
        if new == "noun-aux":
            return f"whether {found[2].strip()} {found[1].lower()} {found[3]} {found[4]}".strip()
        if new == "wh-aux":
            return f"{found[1]} {found[3]} {found[2]} {found[4]}".strip()
        return pattern.sub(new, shown).rstrip("?")
    if grammar.CLAUSE.match(shown):
        return shown
    return f'the question "{shown}?"'


def _statement(shown: str) -> str:
    """`I keep freezing on rounds` -> `freezing on rounds`; `my slides are long` -> `my slides being long`."""
    if not grammar.I_STATEMENT.match(shown):
        found = re.match(
            r"^((?!(?:he|she|they|it|we|you|there|this|that)\b)[\w' -]+?) (?:is|are|was|were) (?!not\b)(.+)$",
            shown,
            re.IGNORECASE,
        )
        if found and not re.match(r"^\w+ing\b", found[2]):
            return f"{_articled(_lower_first(found[1]))} being {found[2]}"
        subject = _subject(shown)
        if subject:
            return _lower_first(subject)
        return f"the fact that {_lower_first(shown)}"
    shown = re.sub(r"^I(?:'ve| have) (?:been )(?=\w+ing\b)", "", shown)
    shown = re.sub(r"^I(?:'m| am) (?=\w+ing\b)", "", shown)
    if not shown.startswith("I"):
        return _clean_wish(shown)
    body = re.sub(r"^I(?:'m|'ve|'d|'ll)? ", "", shown)
    opener = shown.split(" ", 1)[0]
    if opener == "I'm":
        return f"being {body}"
    if opener == "I've":
        return f"having {body}"
    if found := re.match(r"^(?:want|need|would like|hope|have|'d like|like|plan|wish|aim|am trying) to (.+)$", body):
        return gerund_phrase(found[1])
    if found := re.match(r"^(?:don't|do not) know ((?:how|what|whether|if|which|when|where|who)\b.*)$", body):
        return re.sub(r"^if\b", "whether", found[1])
    if found := re.match(r"^(?:can't|cannot|can not|couldn't) (.+)$", body):
        return f"not being able to {found[1]}"
    if found := re.match(r"^(?:don't|didn't|do not|did not|haven't|have not) (.+)$", body):
        return f"not {_ing_of(found[1])}"
    if found := re.match(r"^(?:might|may|will|would|could) (.+)$", body):
        return f"perhaps {gerund_phrase(found[1])}"
    if found := re.match(r"^(?:should|must) (.+)$", body):
        return f"whether to {found[1]}"
    adverb = ""
    while found := grammar.ADVERBS.match(body):
        word = found.group().strip()
        adverb += f"{word} " if word.lower() in grammar.KEEP_ADVERBS else ""
        body = body[found.end() :]
    if found := re.match(r"^(?:keep|kept) (\w+ing\b.*)$", body):
        return adverb + found[1]
    if found := re.match(r"^am (not )?(\w+ing\b.*)$", body):
        return f"{adverb}{found[1] or ''}{found[2]}"
    return adverb + _ing_of(body)


def _subject(shown: str) -> str:
    """The thing a statement speaks of: `my summaries keep getting bounced` -> `my summaries`; nothing for a person."""
    found = grammar.STATEMENT.match(shown)
    subject = found.group().rsplit(" ", 1)[0] if found else ""
    owned = re.match(r"(?:my|our|the|her|his|their) ", subject, re.IGNORECASE)
    return subject if owned and not grammar.PERSON.search(subject) else ""


def _clean_wish(shown: str) -> str:
    found = re.match(r"^(?:hoping|trying|planning|wanting|looking|aiming) to (.+)$", shown)
    if found:
        return gerund_phrase(found[1])
    found = re.match(r"^(?:thinking|wondering) (?:about |of )?(.+)$", shown)
    return found[1] if found else shown


def _ing_of(body: str) -> str:
    first, _, rest = body.partition(" ")
    low = first.lower()
    if low in grammar.PAST:
        ing = grammar.PAST[low]
    elif low.endswith("ing"):
        ing = low
    else:
        ing = gerund(low)
    return f"{ing} {rest}".strip()


def _lower_first(text: str) -> str:
    """Lower the first letter, unless the first word is a name, an acronym or "I"."""
    first = text.split(" ", 1)[0] if text else ""
    core = first.rstrip(",.;:")
    if core in ("I", "Step") or core.startswith("I'") or any(c.isupper() or c.isdigit() for c in core[1:]):
        return text
    if (
        not core[:1].isupper()
        or core.lower() in grammar.COMMON_OPENERS
        or core.lower() in grammar.PURE_VERBS
        or core.lower().endswith(("ing", "tion", "ment", "ship", "ance", "ity", "ness", "ies"))
    ):
        return text[:1].lower() + text[1:]
    return text if _looks_like_name(core) else text[:1].lower() + text[1:]


def _looks_like_name(word: str) -> bool:
    """Only a title is surely part of a name; a capital at the opening of a phrase is usually just its
    opening.
    """
    return (
        bool(grammar.NAMES.match(word))
        or (word.endswith("'s") and word.lower() not in ("today's", "women's", "children's", "master's"))
        or word in grammar.CALENDAR
    )
