"""English words and endings that tell what kind of phrase something is, and how it is turned."""

from __future__ import annotations

import re

TEXTING = (
    (r"\babt\b", "about"),
    (r"\bw/o\b", "without"),
    (r"\bw/ ?", "with "),
    (r"\bw (?=(?:my|the|her|his|our|their|me|him|them|us|an?|dr|prof)\b)", "with "),
    (r"\bb/c\b|\bbc\b|\bcuz\b|\bcoz\b", "because"),
    (r"\bppl\b", "people"),
    (r"\bu\b", "you"),
    (r"\bur\b", "your"),
    (r"\br\b(?= )", "are"),
    (r"\bpls\b|\bplz\b", "please"),
    (r"\btho\b", "though"),
    (r"\bthru\b", "through"),
    (r"\bidk\b", "I don't know"),
    (r"\bgonna\b", "going to"),
    (r"\bwanna\b", "want to"),
    (r"\bgotta\b", "have to"),
    (r"\bsm\b", "so much"),
    (r"\brn\b", "right now"),
    (r" & ", " and "),
    (r"\bim\b", "I'm"),
    (r"\bive\b", "I've"),
    (r"\bdont\b", "don't"),
    (r"\bdidnt\b", "didn't"),
    (r"\bcant\b", "can't"),
    (r"\bdoesnt\b", "doesn't"),
    (r"\bisnt\b", "isn't"),
    (r"\bhavent\b", "haven't"),
    (r"\bwont\b", "won't"),
    (r"\bhasnt\b", "hasn't"),
    (r"\bwasnt\b", "wasn't"),
    (r"\bshouldnt\b", "shouldn't"),
    (r"\bi\b(?!\.e)", "I"),
    (r"\bi'(m|ve|d|ll)\b", r"I'\1"),
    (r"\bstep ?([123])\b", r"Step \1"),
    (r"\s+", " "),
)
TEXTING_RULES = tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in TEXTING)
# A phrase without any of these needs no writing out; looking them up is cheap.
TEXTING_WORDS = frozenset(
    "abt w w/o b/c bc cuz coz ppl u ur r pls plz tho thru idk gonna wanna gotta sm rn & im ive dont "
    "didnt cant doesnt isnt havent wont hasnt wasnt shouldnt i i'm i've i'd "
    "i'll step step1 step2 step3".split()
)
# All of them at once: the named group that matched says which rule it was.
ANY_TEXTING = re.compile("|".join(f"(?P<r{n}>{pattern})" for n, (pattern, _) in enumerate(TEXTING)), re.IGNORECASE)
CAPITALS = re.compile(
    r"\b(usmle|mcat|eras|osce|osces|nbme|comlex|ukmla|plab|irb|icu|nicu|picu|cv|obgyn|ob/gyn|ent|pgy|img|"
    r"gpa|phd|mph|mba|nih"
    r"|nhs|gmc|acgme|arcp|epa|idp|lor|lors|sloe|qi|mdt|gp|uk|us(?=\b(?: (?:residency|match|citizen|"
    r"schools?))))\b",
    re.IGNORECASE,
)
CAPITAL_FORMS = {"osces": "OSCEs", "phd": "PhD", "lors": "LORs"}
FEELINGS = (
    r"(?:really |pretty |so |very |quite |a bit |kind of |kinda |totally |completely |too |just |honestly |"
    r"super |rather |"
    r"constantly |always |a little )*(?:burnt[- ]?out|burned[- ]?out|burnout|stressed|exhausted|overwhelmed|"
    r"anxious|lonely|tired|lost|"
    r"stuck|isolated|behind|worried|nervous|scared|afraid|frustrated|upset|unsure|confused|torn|depressed|"
    r"down|drained|"
    r"demotivated|discouraged|intimidated|homesick|burning out|drowning|struggling|unprepared|inadequate|"
    r"ashamed|concerned)\b"
)
FEELING = re.compile(
    rf"^(?:I(?:'m| am| feel|'ve been| have been)(?: feeling)? |feeling |being )?(?P<rest>{FEELINGS}.*)$",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"^(?:(?:I'm |I am )?(?:not sure|unsure|wondering|undecided|torn|confused)(?: about)? (?=(?:whether|if|"
    r"how|what|which|when|where|who|why)\b))",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"^(?:(?:I'm |I am )?(?:not sure|unsure|wondering|undecided|torn|confused)(?: about)? )?(?:whether|if|"
    r"how|what|which|when|where|who|why)\b",
    re.IGNORECASE,
)
STATEMENT = re.compile(
    r"^(?:I|we|you|he|she|they|it|there|my \w+(?: \w+)?|our \w+|his \w+|her \w+|their \w+|the \w+(?: \w+)?|"
    r"(?:dr|prof|professor)\.? \w+|[A-Z][a-z]+)(?:'m|'ve|'d|'ll|'re|(?<=he)'s|(?<=it)'s|(?<=ere)'s)? "
    r"(?:am|is|are|was|were|have|has|had|do|does|did|don't|doesn't|didn't|can't|cannot|can|could|couldn't|"
    r"won't|will|would|might|(?<!\bin )(?<!\bby )(?<!\bon )(?<!early )(?<!late )(?<!next )may(?= \w)|"
    r"should|must|need|needs|want|wants|keep|keeps|kept|feel|feels|felt|get|gets|got|never|always|often|"
    r"rarely|sometimes|still|just|"
    r"haven't|hasn't|isn't|aren't|wasn't|failed|fails|missed|misses|lost|struggle|struggles|struggled|"
    r"freeze|think|thinks|told|tells|"
    r"said|says|gave|gives|took|takes|made|makes|asked|asks|cancels|cancelled|canceled|ignores|ignored|"
    r"interrupts|forgets|forgot|"
    r"say|expect|think|tell|ask|cancel|ignore|give|take|make|treat|treats|look|looks|sound|sounds|mean|"
    r"means|know|knows|"
    r"replies|expects|went|goes|seems?|really|hate|hates|love|like|likes|worry|wonder|find|finds|dread|"
    r"turns?|turned|shows?|showed|"
    r"submits?|submitted|stopped|started|left|put|puts)\b",
    re.IGNORECASE,
)
# "procedure log is behind", "she cried after the shift": a subject and what is said of it.
PLAIN_STATEMENT = re.compile(
    r"^(?:(?:she|he|they|we|you|it|there|this|that)(?:'s|'ve|'re|'d|'ll| \w+)|(?!(?:what|how|which|who|when|where|"
    r"why|whether|if|is|are)\b)"
    r"[\w'-]+(?: [\w'-]+){0,2} "
    r"(?:is|are|was|were|isn't|aren't|wasn't|has been|have been|keeps|feels))\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:mentor|mentee|supervisor|advis[oe]r|student|resident|attending|trainee|fellow|intern|registrar|"
    r"consultant|pi|boss|"
    r"chief|director|team|mother|mum|mom|father|dad|wife|husband|partner|parents?|family|kids?|children|friend|"
    r"colleague|"
    r"nurses?|patients?|doctor|professor|preceptor|tutor|coach|roommate|technician|reviewers?|seniors?|others?)\b",
    re.IGNORECASE,
)
# "whether to move", "how to handle reviewers", "if I could shadow her": what is done stands in the last group.
DOING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:whether|how|when|where|if) (?:I |we |or not )?(?:should |could |can |might )?to (?!be\b)(.+)$",
        r"^(?:whether|if|how) (?:I|we) (?:should|could|can|might) (?!be\b|still\b|also\b|even\b)(.+)$",
    )
)
# "the response rate is awful", "my supervisor shouts at me": a verb tells a statement, not after "that" or "who".
FINITE = re.compile(
    r"^(?!(?:what|how|which|who|when|where|why|whether|if|is|are|was|were|am|do|does|did|can|could|should|would|"
    r"will|has|"
    r"have)\b)(?:[\w'-]+ ){1,6}?(?<!that )(?<!which )(?<!who )(?:is|are|was|were|isn't|aren't|wasn't|has|have|"
    r"hasn't|haven't|"
    r"will|won't|cannot|can't|doesn't|don't|didn't) \w",
    re.IGNORECASE,
)
OF_PERSON = re.compile(
    rf"^(?:(?:my|our|the|her|his|a|one) )(?:\w+ )?{PERSON.pattern} \w+(?:s|ed)\b (?!of\b)", re.IGNORECASE
)
ASKED = re.compile(
    r"^(?:is|are|am|was|were|should|shall|can|could|do|does|did|will|would|has|have|may) (?:[\w']+) \S", re.IGNORECASE
)
DATED = re.compile(
    r"\b(?:january|jan|february|feb|april|apr|june|july|august|aug|september|sept|october|oct|november|nov|"
    r"december|dec|"
    r"monday|tuesday|tues|wednesday|weds|thursday|thurs|friday|saturday|sunday|christmas|easter)\b"
)
I_STATEMENT = re.compile(r"^I(?:'m|'ve|'d|'ll)? ", re.IGNORECASE)
# These are never nouns, so that they tell a verb alone: "celebrate".
SINGLE_VERBS = frozenset(
    "celebrate reflect choose decide settle agree improve prepare apologise apologize resign".split()
)
PURE_VERBS = frozenset(
    "choose decide improve get find learn become prepare finish publish apply write discuss ask set make "
    "build understand be "
    "pass develop identify create explore secure submit complete reduce manage strengthen narrow clarify "
    "pick select stop join "
    "obtain gain increase keep take give do know see feel have move return figure sort prioritise "
    "prioritize stay talk meet "
    "speak tell hear explain handle cope deal recover start begin continue maintain avoid learn reach "
    "organise organize "
    "master memorise memorize pursue consider survive negotiate delegate teach lead help support raise "
    "address resolve "
    "say expect tell ignore miss fail cancel look sound treat leave hand spend eat sleep enjoy rebuild "
    "protect save earn win pay add call email visit attend host chair serve fund hire train test "
    "record document chart survive limit lower raise hold bring turn put send show offer accept decline "
    "refuse catch cut run switch settle compare arrange book celebrate agree reflect say read".split()
)
# These are nouns as often as verbs; a following determiner, pronoun or particle tells the verb.
MIXED_VERBS = re.compile(
    r"^(?:plan|review|study|match|work|research|present|practise|practice|rank|balance|focus|draft|design|"
    r"update|change|balance|"
    r"transition|network|schedule|interview|score|shadow|request|use|try|answer|need|want|leave|report|"
    r"repair|rebuild|close|end|"
    r"share|structure|revise|map|look|go|come|think|feel|perform|aim|grow|step|wrap|check|follow|hand|set|"
    r"volunteer|mentor|measure)"
    r" (?:the|a|an|my|our|his|her|their|this|that|these|it|me|us|them|him|you|on|in|into|for|to|at|up|out|"
    r"off|through|with|how|whether|what|"
    r"between|back|over|from|better|more|less|well|as|about|around|away|forward|towards?)\b",
    re.IGNORECASE,
)
# Any other short word before "my", "the", "more" ... is a verb, unless its ending is a noun's.
ANY_VERB = re.compile(
    r"^(?!(?:the|a|an|my|our|his|her|their|this|that|these|those|no|not|all|both|half|and|or|if|on|in|at|to|"
    r"for|with|about|from|over|"
    r"under|after|before|between|what|how|only|just|more|less|much|many|even|still|also|as|is|are|was)\b)"
    r"[a-z]{3,10}(?<!tion)(?<!ment)(?<!ness)(?<!ity)(?<!ing)(?<!ship)(?<!ance)(?<!ence)(?<!s) "
    r"(?:my|the|a|an|more|less|fewer|one|two|three|at least|some|every|our)\b",
    re.IGNORECASE,
)
GERUND_EXCEPTIONS = {
    "be": "being",
    "die": "dying",
    "lie": "lying",
    "tie": "tying",
    "see": "seeing",
    "agree": "agreeing",
    "practise": "practising",
}
DOUBLE = frozenset(
    "get set stop plan begin run cut put quit submit drop swap map step wrap sit let plan commit refer "
    "prefer swim win hit".split()
)
PAST = {
    "got": "getting",
    "had": "having",
    "have": "having",
    "has": "having",
    "was": "being",
    "were": "being",
    "am": "being",
    "felt": "feeling",
    "lost": "losing",
    "made": "making",
    "kept": "keeping",
    "froze": "freezing",
    "freeze": "freezing",
    "did": "doing",
    "went": "going",
    "forgot": "forgetting",
    "found": "finding",
    "gave": "giving",
    "took": "taking",
    "bombed": "bombing",
    "left": "leaving",
    "chose": "choosing",
    "began": "beginning",
    "thought": "thinking",
    "said": "saying",
    "told": "telling",
    "saw": "seeing",
    "came": "coming",
    "became": "becoming",
    "wrote": "writing",
    "spent": "spending",
    "fell": "falling",
    "missed": "missing",
    "tried": "trying",
    "applied": "applying",
}
ADVERBS = re.compile(
    r"^(?:really|always|often|just|still|sometimes|never|rarely|also|constantly|honestly|kind of|kinda|"
    r"usually|actually|recently|barely|hardly)\b ?",
    re.IGNORECASE,
)
KEEP_ADVERBS = ("never", "rarely", "always", "often", "constantly", "still", "barely", "hardly", "sometimes")
IMPROVING = re.compile(
    r"^(?:getting|becoming|being|doing)(?: (?:much|a bit|a lot|even))? (?:better|stronger|good|more "
    r"comfortable|more efficient|more skilled|more proficient|faster) (?:at|in|with) "
    r"|^(?:improving|strengthening|working on|polishing|sharpening|refining|building up|building|developing|"
    r"learning more about|finding out about|talking about|discussing|reviewing|going over) (?=(?:my|our|his|"
    r"her|their|the)?\b)",
    re.IGNORECASE,
)
QUESTION_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), new)
    for pattern, new in (
        (r"^(?:should|shall) (?:I|we) (.+)$", r"whether to \1"),
        (
            r"^(how|when|where|what|which [\w ]+?|who(?:m)?|how (?:many|much|long|often|soon|early)(?: "
            r"[\w]+){0,2}?) (?:do|should|can|could|would|might|shall) (?:I|we) (.+)$",
            r"\1 to \2",
        ),
        (r"^why (?:do|does|did) (.+)$", r"why \1"),
        (
            r"^(is|are|was|were|am|will|would|can|could|do|does|have|has|might) (I|we|it|this|that|there|"
            r"they|he|she|my \w+|the \w+|a \w+|an \w+)\b ?(.*)$",
            "aux",
        ),
        (
            r"^(is|are|was|were) ((?:[\w'-]+ ){1,3}?)(right|worth|good|bad|possible|realistic|enough|too|so|"
            r"a|an|the|really|still|better|necessary|"
            r"likely|going|ok|okay|feasible|fair|normal|important|useful|harder|safer|on|in|at|for)\b ?(.*)$",
            "noun-aux",
        ),
        (
            r"^(will|would|can|could) ((?:[\w'-]+ ){1,3}?)(be|have|make|hurt|help|matter|count|look|affect|"
            r"change|work|take|get|give|let|keep|hold|ruin)\b ?(.*)$",
            "noun-aux",
        ),
        (
            r"^(how|what|when|where|why|which [\w ]+?|who) (is|are|was|were|will|would|can|could) (I|we|it|"
            r"this|that|there|they|he|she|my \w+|the \w+)\b ?(.*)$",
            "wh-aux",
        ),
    )
)
BE_VERBS = {"i": "am", "we": "are"}
DETERMINERS = frozenset(
    "the a an my our your his her their this that these those any some no each every which one two".split()
)
COUNTABLE = frozenset(
    "year plan decision conversation draft project exam interview letter application abstract poster "
    "rotation elective fellowship "
    "offer job manuscript paper thesis statement schedule timeline presentation talk list proposal grant "
    "deadline review contract "
    "report protocol study evaluation grade log assessment meeting survey clinic goal idea budget block "
    "clerkship placement portfolio cv resume essay move role post position "
    "course".split()
)
COMMON_OPENERS = frozenset(
    "the a an my our his her their this that whether if how what which when where who why to on with for "
    "not no more getting "
    "better time work career research study exam personal clinical letter letters feedback next last first "
    "second".split()
)
CALENDAR = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter Ramadan Match ERAS".split()
)
NAMES = re.compile(r"^(?:Dr|Prof|Professor|Mr|Ms|Mrs|Mx)\.?$")
