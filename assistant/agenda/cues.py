"""What tells a topic, a goal, a worry, a kind of meeting or a role in a message."""

from __future__ import annotations

import re
from typing import cast

from assistant.agenda.brief import Meeting

FILLER = re.compile(
    r"^(?:(?:and|also|so|then|plus|but|honestly|like|um+|uh|oh|well|maybe|perhaps|just|basically|actually|"
    r"ok(?:ay)?|(?:first(?:ly| of all)?|second(?:ly)?|third(?:ly)?|next)(?=[,:])|finally|lastly|(?:this|"
    r"next) (?:month|week|time)(?=,? i\b)|"
    r"anyway|i guess|i think|i suppose|if (?:there'?s|there is|we have) time|hi|hey|hello|hiya|please|pls|"
    r"thanks|basically|ideally|mostly|mainly|possibly|too|really|"
    r"(?:one|another|the other|last|main|first|second) (?:thing|topic|question|point)(?: is| would be)?|"
    r"(?:the )?(?:main|big|real) (?:thing|issue|question|topic) is|"
    r"topics?(?: (?:are|is|include|will be))?|agenda|things? to (?:cover|discuss|talk about)|to discuss|"
    r"discussion points?|points?|my list|notes?|questions?|goals?|concerns?|worries|to "
    r"ask)\b(?:\s*[:,.-]\s*|\s+)|[:,.-]\s*)",
    re.IGNORECASE,
)
WISH = (
    r"(?:(?:i|we)(?:'d|d| would)?(?: also| really| just)? (?:like|want|need|hope|plan|wanna|have|gotta|love|"
    r"was hoping|am hoping|'m hoping|intend)(?: to)?|(?:want|need|would like|hoping|looking|going|planning|"
    r"wanna|gotta|have|like)(?: to)?|"
    r"(?:can|could|should|shall|may|let'?s|will|must) ?(?:i|we)?(?: also)?|let'?s|help me|(?:i'?m|im|i am|"
    r"we'?re|were) (?:hoping|going|planning|looking|wanting|meant|supposed) to|to|where i (?:can|could)|in "
    r"order to)"
)
TALK = (
    r"(?:talk(?:ing)?|chat(?:ting)?|discuss(?:ing)?|speak(?:ing)?|go(?:ing)? (?:over|through)|cover(?:ing)?|"
    r"ask(?:ing)?|get(?:ting)? (?:(?:his|her|their|your|some|dr\.? \w+'s) )?(?:advice|input|thoughts|views?|"
    r"opinions?|help|guidance|perspective|take)|"
    r"bring(?:ing)? up|rais(?:e|ing)|touch(?:ing)? (?:on|base)|focus(?:ing)?|hear(?:ing)?|check(?:ing)? in|"
    r"review(?:ing)?(?= (?:my|the|our|his|her)\b)|address(?:ing)?|mention(?:ing)?|think(?:ing)? through|"
    r"work(?:ing)? (?:out|through)|figur(?:e|ing) out|plan(?:ning)?(?= (?:my|our|the|for)\b)|show(?:ing)? "
    r"(?:him|her|them|you)|pick (?:his|her|their|your) brain)"
)
WITH = (
    r"(?: (?:with |to )?(?:him|her|them|you|(?:my|our|the) (?:mentor|mentee|student|resident|attending|"
    r"supervisor|advis[oe]r|fellow|intern|trainee)(?: (?-i:[A-Z][\w'-]+)(?= (?:about|on|over|re)\b))?|"
    r"(?:dr|prof|professor)\.? [\w'-]+|"
    r"(?-i:[A-Z][\w'-]+)(?= (?:about|on|over|through|regarding|re)\b)))?"
)
TOPIC_LEAD = re.compile(
    rf"^(?:{WISH} (?:also |really |just )?(?:some |more |any )?(?:(?:advice|help|input|guidance|thoughts|"
    r"views?|support) (?:on|about|with|for|regarding|over) |(?=feedback (?:on|about|from)\b))|(?:(?:advice|"
    rf"help|guidance|input) (?:on|about|with|regarding) )|(?!chat(?:ting)?{WITH}\s(?!about|on|over|"
    rf"through))(?:{WISH} )?(?:also |really |just |mainly |mostly |maybe )?{TALK}{WITH}(?: (?:about|on|"
    r"over|through|regarding|re|whether it|for advice on|for))?\s+|(?:about|on|re|regarding|covering|"
    r"concerning|to do with)[:\s]+|"
    r"(?:(?:i|we) (?:have|'ve got|ve got|got)|got) (?:some |a few |a |two |three )?(?:questions?|things?|"
    r"points?|concerns?)(?: (?:about|on|regarding|re))\s+|(?:the )?(?:topics?|plan|agenda|focus|goal of the "
    r"meeting) (?:is|are|will be|should be|would be|includes?)\s+(?:about |on )?|"
    r"(?:(?:i|we) )?(?:also |really |just )*need (?:(?:some )?(?:help|advice|input|guidance|support) "
    r"(?:with|on|about|for) |(?=(?:an?|the|my|some) (?!meeting|agenda|plan|hard|difficult|conversation|talk|"
    r"chat|\w+ (?:meeting|conversation|talk|agenda))))|"
    r"(?:questions? (?:about|on)|advice (?:about|on)|thoughts on|wondering (?:about )?|curious about |"
    r"asking about |talk about |not sure (?=whether|if|how|what|which|when)|unsure (?=whether|if|how|what|"
    r"which|when)))",
    re.IGNORECASE,
)
INLINE_LEAD = re.compile(
    r"\b(?:to|wanna|gotta|let'?s|can we|should|hoping to|need to|want to|and|where we|"
    rf",)\s+{TALK}{WITH}(?: (?:about|on|over|through|regarding|re))?\s+(?P<rest>\S.*)$"
    r"|\bto (?:decide|choose|settle|agree|sort out)(?: on)? (?P<rest3>(?:whether|which|what|how|when|"
    r"if|between|my|our|the)\b.*)$"
    r"|\b(?:about|regarding|re|concerning|covering|focused on|focusing on|focussed on|to do with|topics?:|"
    r"agenda:|discuss|on the topic of|on the subject of|on(?= (?:whether|how|what|which|my|her|his|their|"
    r"the|choosing|writing|getting|giving)\b)):?\s+(?P<rest2>\S.*)$",
    re.IGNORECASE,
)
# "I want to celebrate what he did": a wish for the meeting that no other rule knows.
WISH_TO = re.compile(
    r"^(?:i|we)(?:'d| would)? (?:also |really |just )*(?:want|like|love|need|hope|plan|wish)(?: us)? to "
    r"(?!(?:meet|see|plan|prepare|make|have|be prepared|schedule|use|set up|know|do)\b)(?P<rest>\S.*)$",
    re.IGNORECASE,
)
GOAL = re.compile(
    r"^(?:(?:(?:my|our|her|his|their|the|one|main|big)(?: \w+)? )?(?:goals?|aims?|objectives?|hope)(?:(?: "
    r"for \w+| this \w+)? (?:is|are)(?: to)? |[: ]+(?:to )?)|"
    r"(?:i|we)(?:'d|d| would)? ?(?:really |also |just )?(?:want|like|love|hope|need|wish|aim|plan|am trying|"
    r"'m trying|am hoping|'m hoping|am aiming|'m aiming)(?: (?:her|him|them|\w+))? to (?=(?:get|be|become|"
    r"improve|learn|match|publish|finish|pass|decide|submit|build|develop|complete|have|score|apply|present|"
    r"write|feel|do better|work on|strengthen|start|stop|lead|find|choose|understand|grow|"
    r"make|know|leave with|come away with|walk away with|run|teach|master|secure|land)\b)|(?:want|hoping|"
    r"trying|aiming|hope|aim|need|would like|would love|i'?m trying|im trying) to (?=(?:get|be|become|"
    r"improve|learn|match|publish|finish|pass|decide|submit|build|develop|complete|have|score|apply|present|"
    r"write|feel|work on|strengthen|start|stop|lead|find|choose|understand|leave with|come away with|make|"
    r"master|secure|land)\b))",
    re.IGNORECASE,
)
WORRY = re.compile(
    r"\b(?:worr(?:y|ied|ies|ying)|anxious|scared|afraid|nervous|concern(?:ed|s)?|fear|frustrat\w+|upset|"
    r"struggl\w+|insecure|embarrass\w+|ashamed|dread\w*|hurt|angry|annoyed|unsupported|not good enough|"
    r"falling behind|"
    r"feel(?:ing)? (?:like|lost|stuck|behind|bad|that|guilty|unsure|inadequate|out of)|hard time|keeps? "
    r"(?:cancel\w+|ignor\w+|forget\w+|interrupt\w+|mov\w+|chang\w+|\w+ing)|never (?:repl\w+|answers?|has "
    r"time|gives?|shows?)|"
    r"takes? credit|took credit|failed|failing|ha(?:s|ve) been (?:so |very )?(?:late|absent|quiet|tired|"
    r"rude|harsh|distant)|(?:is|are) (?:always |often |getting |still |constantly )?(?:late|slipping|"
    r"overdue)\b|seems? (?:so |very |really )?(?:tired|down|withdrawn|lost|unhappy)|don'?t feel|doesn'?t "
    r"(?:listen|reply|respond|give)|(?:cancel|ignor)(?:s|ed|led)\b|has been (?:late|absent|quiet|missing)|"
    r"misses\b|missed\b)",
    re.IGNORECASE,
)
LAST = re.compile(
    r"^(?:(?:at|in|from|since) )?(?:(?:the|our|my) )?last (?:time|meeting|session|week|month|one)[,:]?(?: "
    r"(?:we|i|she|he|they|you))?(?: (?:agreed|decided|said|promised|planned|talked|was supposed|were "
    r"supposed|was meant))?(?: (?:that|on|about))?(?: (?:i|we|she|he|they))?(?: (?:would|should|'d|d|"
    r"will))?(?: to)? ?"
    r"|^(?:i|she|he|they|we) (?:was|were|am|is) (?:supposed|meant|asked) to |^(?:i|she|he|they) (?:promised|"
    r"said (?:i|she|he|they)(?:'d|d| would)|had promised|agreed) (?:to )?|^since (?:then|we (?:last )?met|"
    r"we spoke)[,:]? (?:i(?:'ve|ve| have)? |she(?:'s| has)? |he(?:'s| has)? )?"
    r"|^(?:last actions?|action items?|actions?|to-?dos?|follow-?ups?)(?: from last (?:time|meeting))?[: ]+",
    re.IGNORECASE,
)
STATUS = re.compile(
    r"[,;:(\s-]+(?:and |but |which )?(?P<status>(?:i |is |it'?s |it is |that'?s |was |which is |she |he |"
    r"they |have |has |i'?ve |ive )*(?:not (?:yet )?(?:done|started|finished|sent|submitted)?|done|"
    r"did(?:n'?t)?(?: (?:it|that|do it|happen|get to it|manage(?: it)?))?|haven'?t(?: (?:yet|done it|"
    r"started|done that))?|half[- ]?(?:way )?done|in progress|partly(?: done)?|"
    r"nearly done|almost done|still (?:to do|working on it|waiting|pending|open|not done)|pending|finished|"
    r"completed?|started|no progress|never happened|got stuck|ongoing|overdue)[^,;]*?)\)?$",
    re.IGNORECASE,
)
MEETING_WORD = re.compile(
    r"\b(?:meet(?:ing|s)?|mtg|planning|w/|chat|call|session|catch[- ]?up|1:1|one[- ]on[- ]one|appointment|"
    r"agenda|zoom|coffee|sit(?:ting)? down|review|see(?:ing)?|plan|check[- ]in|conversation|slot|"
    r"scheduled?)\b",
    re.IGNORECASE,
)
LOGISTIC_WORDS = frozenset(
    "i i'm im am we we're are is it's its a an the my our your have has got having need want would like to "
    "please help me plan make prepare draft create build set up for with "
    "meeting meet meets chat call session catch catch-up up 1:1 one-on-one appointment agenda zoom coffee "
    "sit sitting down see seeing mentor mentee student resident attending supervisor adviser "
    "advisor preceptor at on in around about by from next this coming scheduled schedule time there'll be "
    "will be there first second regular monthly weekly formal annual "
    "mid-rotation review career decision difficult conversation hard talk closing final last new long only "
    "just over and so that of can you could do it hi hello hey tomorrow today person video phone "
    "office her his their him them who he she they slot structure ideas thing something discuss talk half "
    "hour hours minutes min mins ish ok okay quick short mtg w pi r tmrw tmr planning preparing research "
    "attending weds wed thurs thu tues tue fri mon".split()
)
SELF = re.compile(
    r"^(?:i'?m|im|i am|as) (?:an?|the|in|currently|now|his|her|their|one of)\b|^(?:he|she|they|"
    r"[A-Z]\w+)(?:'s| is| are) (?:an?|my|in)\b|^(?:my|our) (?:mentor|mentee|student|resident|supervisor|"
    r"advis[oe]r)(?:'s name)? is\b",
    re.IGNORECASE,
)
LEVEL = (
    r"(?:m[1-5]|ms-?[1-4]|oms-?[1-4]|pgy-?\d|premed|pre-med|undergrad(?:uate)?|intern|resident|"
    r"registrar|fellow|student|attending|consultant|physician|hospitalist|faculty|house officer|trainee|"
    r"clerk|f[12])"
)
OWN_STAGE = re.compile(
    rf"\b(?:i'?m|i am|im|as|being) (?:now |currently |just )?(?:(?:an?|the|in) )?(?P<own>(?:[\w-]+ "
    rf"){{0,3}}?{LEVEL})\b(?! (?:mentor|adviser|advisor))",
    re.IGNORECASE,
)
OTHER_STAGE = re.compile(
    rf"\b(?:my|new|our|an?|the|her|his|is an?|one of my)\)? (?P<other>(?:[\w-]+ ){{0,2}}?(?:medical student|"
    rf"med student|{LEVEL}))\b(?!'s (?:mentor|supervisor)| (?:job|role|year|position|clinic|survey|project|"
    r"wellness))",
    re.IGNORECASE,
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
THEIR_WISH = re.compile(
    r"^(?:my (?:mentee|student|resident|intern|trainee|fellow)|she|he|they|(?-i:[A-Z]\w+)) (?:wants?|needs?|"
    r"would like|'d like|hopes|is hoping|has asked|asked|plans|is planning|is thinking)(?: me)?(?: to| of| "
    r"about)? "
    r"(?P<talk>(?:talk|know|hear|ask|chat|discuss|learn|speak)(?: more)?(?: (?:about|on))? )?",
    re.IGNORECASE,
)
EMPTY_WORDS = frozenset(
    "pls please thanks thank you cheers stuff things something anything everything agenda meeting it this "
    "that ok okay etc".split()
)
HEAD = re.compile(r"^(?P<head>[^:?]{2,110}?)(?<!\d):\s+(?P<rest>\S.*)$", re.DOTALL)
HEAD_WORD = re.compile(
    r"\b(?:topics?|agenda|cover|discuss|talk|list|notes?|goals?|aims?|objectives?|concerns?|worries|this "
    r"time|today|now|questions?|stuff|things|points?|plan|to do|focus|ask)\b",
    re.IGNORECASE,
)
ASKING = re.compile(r"(?:whether|how to|should i|when to|what to|which)\b", re.IGNORECASE)
STATUS_ALONE = re.compile(
    r"^(?:(?:i |it'?s |that'?s |it is )?(?:not|did|done|have|haven'?t|half|in progress|part|nearly|almost|"
    r"still|pending|finished|complete|started|no )\b).{0,40}$",
    re.IGNORECASE,
)
KINDS: tuple[tuple[Meeting, re.Pattern[str]], ...] = tuple(
    (cast(Meeting, kind), re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "first",
            r"\bfirst (?:ever )?(?:mentor\w* |proper |real |official )?(?:meeting|chat|session|sit-?down|"
            r"one|1:1|call|time|conversation|coffee|appointment)\b|\bmeet\w* .{0,30}for the first time|"
            r"\b(?:a )?new(?:ly assigned)? (?:mentor|mentee|student|advisee|supervisor|advis[oe]r)\b|"
            r"\bnever met\b|\bintro(?:ductory)? (?:meeting|call|chat)|\binitial (?:meeting|chat|session|"
            r"call)|\bkick-?off\b|\bget(?:ting)? to know\b|\bjust (?:been )?(?:assigned|matched|paired|"
            r"given)\b",
        ),
        (
            "closing",
            r"(?<!since our )(?<!at our )(?<!from our )(?<!in our )(?<!after our )(?<!since the )(?<!at the "
            r")(?<!from the )(?<!in the )(?<!after the )\b(?:final|closing|goodbye|farewell|wrap[- ]?up) "
            r"(?:meeting|session|chat|call|one|conversation)\b|\b(?:our|my|the) (?:very )?last (?:meeting|"
            r"session|chat|call|one)(?: (?:before|with|together|as)|,? (?:i|we|she|he|they)(?:'m|'re|'s| am|"
            r" are| is) (?:graduat|leav|mov))|\b(?:is|be|as) (?:our|my|the) last (?:meeting|session)?|"
            r"\b(?:wrap(?:ping)? up|end(?:ing)?|clos(?:e|ing)|finish(?:ing)?) (?:the|our|my|this) "
            r"(?:mentor\w*|relationship|year together|time together|pairing)|\bend of (?:our|the|my) mentor|"
            r"\bsay(?:ing)? goodbye\b|\bstep(?:ping)? (?:away|back) from (?:the|our|my) mentor|\b(?:she|he|"
            r"they|i)(?:'s|'m| is| am| are|'re)? (?:leaving|graduating|moving on|moving away|retiring)\b",
        ),
        (
            "review",
            r"\b(?:formal|annual|yearly|quarterly|semi-?annual|six[- ]month(?:ly)?|mid[- ]?(?:rotation|year|"
            r"clerkship|term|point|block)|end[- ]of[- ](?:rotation|year|block|placement|term|clerkship)|"
            r"performance|progress|milestone|portfolio|evaluation|appraisal|90[- ]day) (?:review|meeting|"
            r"evaluation|appraisal|feedback|conversation|discussion)|\breview meeting\b|\bappraisal\b|"
            r"\barcp\b|\br2c2\b|\bdevelopment plan\b|\bidp\b|\bilp\b|\blearning plan\b|\bmilestones? "
            r"(?:review|meeting)",
        ),
        (
            "difficult",
            r"\b(?:difficult|hard|tough|awkward|uncomfortable|tricky|tense|delicate) (?:conversation|talk|"
            r"chat|discussion|meeting|one)\b|\bconfront|\b(?:raise|address|bring up|talk about) (?:a|the|"
            r"an) (?:problem|issue|concern|conflict)\b|\bconflict with (?:my|our|him|her|them)|"
            r"\bdisagree\w* with (?:my mentor|him|her|them|my mentee)|\b(?:mentor|mentee|student|resident|"
            r"supervisor|attending|he|she|they|dr\.? \w+|prof\w*\.? \w+) (?:keeps?|always|never|constantly) "
            r"(?:\w+)|\b(?:mentor|mentee|student|resident|supervisor|attending|he|she|they) ha(?:s|ve) been "
            r"(?:ignoring|cancell?ing|unresponsive|distant|rude|harsh|dismissive|avoiding)|\btakes? credit|"
            r"\btook credit|\bnot working (?:out|well)\b|\bunhappy with (?:my|him|her|how)|\bclear the "
            r"air\b|\bfell out\b|\bfalling out\b|\b(?:missed|missing) deadlines\b(?=.{0,40}\b(?:again|third|"
            r"repeated|talk))",
        ),
        (
            "career",
            r"\bcareer (?:decision|choice|change|planning|plan|meeting|talk|advice|conversation|chat|"
            r"discussion|path)\b|\b(?:choos\w+|decid\w+|pick\w*|torn|choice) (?:\w+ ){0,3}(?:a |my |which "
            r")?(?:special(?:ty|ity)|between|residenc(?:y|ies)|fellowship|career|field|job)\b|\bwhich "
            r"(?:special(?:ty|ity)|residency|fellowship|job|field)\b|\bswitch\w* (?:\w+ )?(?:special(?:ty|"
            r"ity)|to|from|into|out of)\b|\bwhether to (?:apply|take the|switch|leave|do a fellowship|go "
            r"into|specialise|specialize|accept|stay in)\b|\bjob offers?\b|\brank list\b|\bchang(?:e|ing) "
            r"(?:special(?:ty|ity)|career|field)",
        ),
    )
)
EXPLICIT = re.compile(
    r"\b(?:regular|monthly|weekly|usual|routine|standing|biweekly|fortnightly|catch[- ]?up)\b", re.IGNORECASE
)
MENTOR_ROLE = re.compile(
    r"\b(?:my|our|with an?|meeting an?|the) (?:new |junior |first[- ]year |second[- ]year |third[- ]year |"
    r"pgy-?\d |m\d )*(?:mentees?|advisees?|supervisees?)\b|\bi(?:'m| am|m)? (?:mentor(?:ing)?|supervis(?:e|"
    r"ing)|precept(?:ing)?|advis(?:e|ing)|the mentor|her mentor|his mentor|their mentor)\b|\bas (?:a|an|the|"
    r"her|his|their|your) (?:\w+ )?(?:mentor|preceptor|supervisor|advis[oe]r|faculty)\b|"
    r"\bi(?:'m| am|m) (?:a|an|her|his|their|the) (?:\w+ )?(?:mentor|preceptor|supervisor|programme director|"
    r"program director|clerkship director|faculty mentor|attending mentor)\b|\b(?:meeting|review|talk|chat|"
    r"1:1|one-on-one|session|conversation) with (?:my|one of my|our) (?:\w+ )?(?:student|resident|intern|"
    r"trainee|fellow|registrar|learner)s?\b|\b(?:my|one of my) (?:student|resident|intern|trainee|fellow|"
    r"learner)s?\b(?! (?:is my|and i are))|\b(?:a|the) (?:student|resident|intern) i(?:'m| am)? (?:mentor|"
    r"supervise|precept|teach)|\bfirst[- ]time mentor\b|\bmeet(?:ing)? (?:with )?(?:an?|one of my) "
    r"(?:[\w-]+ ){0,2}(?:student|resident|intern|premed|trainee|fellow)\b|\bhow (?:he|she|they)(?:'s|'re| "
    r"is| are) (?:doing|coping|holding)|\bgiv(?:e|ing) (?:him|her|them) (?:\w+ )?feedback|\b(?:his|her|"
    r"their) (?:progress|deadlines|charting|missed)",
    re.IGNORECASE,
)
MENTEE_ROLE = re.compile(
    r"\b(?:my|our|a|new) (?:\w+ )?(?:mentor|advis[oe]r|supervisor|attending|preceptor|pi|programme director|"
    r"program director)\b|\bi(?:'m| am|m) (?:a|an|the) (?:\w+[- ])?(?:mentee|student|m[1-5]|ms[1-4]|premed|"
    r"intern|resident|fellow)\b",
    re.IGNORECASE,
)

# What a message to the planning task asks for, apart from changes of the plan.
SKIP = re.compile(
    r"^(?:skip|no|nope|none|next|just (?:plan|make|do) (?:it|one)|don'?t know|dunno|not sure|idk|whatever|"
    r"you (?:choose|decide)|pass|n/?a|go on|continue)\b.{0,20}$",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"\b(?:draft|write|send|prepare|open|make)\b.{0,20}\bthank[- ]?(?:you|s)\b|^thank[- ]you (?:draft|email|"
    r"note|message)",
    re.IGNORECASE,
)
NEXT_PLAN = re.compile(
    r"\b(?:plan|prepare|make|start|set up|agenda for|draft)\b.{0,25}\b(?:next|another|new) (?:meeting|"
    r"session|agenda|plan|one)\b|^(?:the )?next meeting$|\bstart (?:again|over)\b",
    re.IGNORECASE,
)
WHY = re.compile(
    r"^(?:why|what is this based on|where (?:does|is) this (?:come )?from|sources?|show (?:me )?(?:the "
    r")?sources?)\b.{0,30}$",
    re.IGNORECASE,
)
FRESH = re.compile(
    r"\b(?:plan|prepare|make|draft|create|need|write)\b.{0,40}\b(?:agenda|meeting|1:1|session)\b",
    re.IGNORECASE,
)
