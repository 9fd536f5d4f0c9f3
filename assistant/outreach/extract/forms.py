"""The forms in which a clause tells of an earlier tie, of a liking, of thanks or of a setback."""

from __future__ import annotations

import re

ADVERBS = (
    r"(?:(?:also|just|really|recently|actually|always|still|once|first|even|only|briefly|already|"
    r"so|truly|have|has|had|'ve|'d|did) )*"
)
SELF = r"(?:i|we|i've|ive|i'd|we've|i'm|im|we're|i was|we both|we all)"
THEY = r"(?:who|she|he|they|shes|hes|she's|he's|they're|theyre|she'd|he'd)"
THEM = r"(?:her|him|them)"
THEIR = r"(?:her|his|their)"
UNIT = (
    r"(?:class|course|seminar|lab|service|clinic|team|ward|rotation|elective|clerkship|tutorial|group|firm|unit|list|"
    r"rounds|course|module|practice|theatre|student|ed|icu|department)s?"
)
RELATION = (
    r"(?:friend|classmate|co-?resident|roommate|colleague|flatmate|cousin|sister|brother|mum|mom|"
    r"mother|dad|father|aunt|uncle|"
    r"advis[eo]r|dean|mentor|preceptor|pi|attending|resident|chief|professor|supervisor|"
    r"program director|pd|senior|tutor|"
    r"consultant|registrar|boss|labmate|partner|husband|wife|neighbou?r)"
)
PASSED_ON = (
    r"(?:suggested|recommended|told|said|advised|referred|knows?|works?|worked|sent|introduced|"
    r"gave|thought|thinks|mentioned|"
    r"pointed|put|encouraged|rotated|shadowed|matched|trained|met|did|is|was|passed|shared|speaks|spoke)"
)

MET = re.compile(
    rf"(?:{SELF} )?{ADVERBS}(?:met|worked|rotated|trained|shadowed|know|known|spoke|talked|"
    rf"chatted|volunteered|interned|did|"
    rf"took|was (?:in|on|under|at|one of|an?|introduced|supervised|taught|mentored|assigned)|am in|sat|served|studied|"
    rf"assisted|scrubbed|spent|bumped|ran into|corresponded|presented|am|were|'m)\b",
    re.I,
)
WITH_THEM = re.compile(
    rf"\b(?:with|w/|under|for|to|into|by) (?:both )?(?:{THEM}|dr|prof|professor)\b|\b(?:met|know|"
    rf"known|shadowed|assisted) (?:{THEM}|dr|"
    rf"prof|at|in|on|through|during|when|last)\b|\b(?:{THEIR}|(?:dr|"
    rf"prof)\.? [\w'-]+?'s?) (?:[\w-]+ ){{0,3}}{UNIT}\b|"
    rf"^(?:we|we both|we first) (?:first )?(?:met|worked|trained|studied|went|were)\b",
    re.I,
)
NEVER = re.compile(r"\b(?:never|haven't|havent|didn't|didnt|not|don't|dont|can't|cant|hardly)\b", re.I)
TAUGHT_ME = re.compile(
    rf"(?:(?:{THEY}|who|it) {ADVERBS}|{THEY} ?)(?:(?:was|were|is|are|been|"
    rf"became) (?:\w+ )?(?:my|our|one of my|the (?:\w+ )?(?:on|of|for) my)\b|"
    rf"(?:did|ran|led|gave) (?:our|my) [\w ]*(?:teaching|course|class|block|module|tutorials?|"
    rf"seminar|clerkship|rotation)\b|(?:supervised|taught|precepted|mentored|examined|tutored|"
    rf"trained|interviewed|marked|coached|"
    rf"advised|lectured) (?:me|us|my|our)\b|"
    rf"(?:said|told me|offered|suggested|invited me|asked me to (?:e-?mail|write|contact|"
    rf"get in touch|reach out|stay|keep)|encouraged me|gave me (?:{THEIR} (?:card|number|"
    rf"email)))\b)|"
    rf"(?:she's|he's|shes|hes|they're) (?:also )?(?:my|the one who)\b",
    re.I,
)
THIRD = re.compile(
    rf"(?:my (?:[\w-]+ ){{0,3}}{RELATION}\b|(?:dr|prof|professor|dean|mr|ms|mrs)\.? \w+|"
    rf"(?-i:[A-Z]\w+(?: [A-Z]\w+)?))(?:,? (?-i:(?:Dr\.? |Prof\.? )?[A-Z]\w+(?: [A-Z]\w+)?))?,? "
    rf"(?:has |had |also |who |both |kindly )*{PASSED_ON}\b",
    re.I,
)
PASSED_TO_ME = re.compile(
    rf"i was (?:told|referred|advised|encouraged|sent|introduced|pointed|put)\b.* (?:by|to)\b|"
    rf"(?:introduced|referred|recommended|sent) (?:to {THEM} )?by\b|"
    r"(?:our |a |we have a )?mutual (?:friend|contact|colleague)|through (?:my|our|a) (?:mutual|"
    r"friend|advis)|got (?:\w+ )?(?:name|email|number) (?:from|through)\b",
    re.I,
)
LIKED = re.compile(
    rf"(?:{SELF} )?{ADVERBS}(?:heard|read|saw|watched|loved|liked|enjoyed|attended|listened to|"
    rf"came across|found (?:her|his|their|you|dr|prof)|went to|admire|follow|followed|"
    r"was (?:\w+ )?(?:struck|moved|inspired|impressed|amazed)|been (?:following|reading)|"
    r"learn(?:ed|t) (?:of|about)|listen to|reading|'m a fan)\b",
    re.I,
)
MODAL = re.compile(
    rf"{THEY} (?:\w+ )?(?:could|can|would|might|should|will|wants?|asked|never|hasn't|hasnt|"
    rf"didn't|didnt|haven't|doesn't|may|must|wanted|takes?)\b",
    re.I,
)
CANNOT = re.compile(
    rf"(?:{SELF} )?(?:can'?t|cannot|couldn'?t|won'?t be able|need to|have to|must|gotta|want|"
    rf"would|could|can|should|wanna|had to say|"
    r"like|love|rather|prefer|am (?:hoping|asking|available|free|writing|going to be late)|"
    r"'m (?:free|available|hoping)|"
    r"hope|wish|plan|need)\b",
    re.I,
)
SETBACK = re.compile(
    r"(?:sick|ill|stuck|called (?:in|away|to)|on (?:call|nights|service|leave)|down with|flu|"
    r"covid|got (?:(?:the |an? )?(?:flu|cold|covid|bug|migraine|exam|test|shift)\b|called|pulled|"
    r"moved|put|sick|stuck)|"
    r"moving|switching|leaving|worried|struggling|overcommitted|swamped|graduating|missed|failed|"
    r"torn|double[- ]booked|stranded)\b",
    re.I,
)
ABOUT_ME = re.compile(
    r"(?:i'?m|i am) (?:an?|the|in (?:my|year)|at|from|currently|in|(?:free|available|around)|"
    r"[A-Z]|m\d|ms\d|pgy|fy\d|first|second|third|fourth|final)\b|"
    r"my name\b|this is\b|name\b|(?:i'?m|i am|me) [a-z]+$|(?:i|we) (?:emailed|wrote|sent|messaged|"
    r"contacted)\b|it'?s been\b|it is\b|how (?:do|can|should)\b|"
    r"(?:no|nothing)\b|there (?:is|are) no\b|my (?:e-?mail|number|phone|deadline|cv)\b",
    re.I,
)
THANKED_FOR = re.compile(
    r"\b(?:thank(?:ing|s|ful)?|gratitude|grateful|appreciation|thank[- ]you)\b(?: (?:note|e-?mail|"
    r"message|letter|text|card))?(?: to)?"
    r"(?: (?!for )[\w.'\u00c0-\u024f-]+,?){0,7}? (for (?!the letter writer).+)",
    re.I,
)
HELPED_ME = re.compile(
    r"(?:who )?((?:taught|helped|wrote|showed|gave|spent|reviewed|read|introduced|let|stayed|"
    r"walked|went|supported|mentored|"
    r"advised|guided|supervised|took|sent|lent|drove|covered|called|listened|sat|pushed) (?:me|my|"
    r"us|out|over|through|an?|two|three|the|with|late|up|\d)\b.*)",
    re.I,
)
