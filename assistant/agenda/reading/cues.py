"""What tells a topic, a goal, a worry, a kind of meeting or a role in a message."""

from __future__ import annotations

import re

_TALK = (
    r"(?:talk(?:ing)?|chat(?:ting)?|discuss(?:ing)?|speak(?:ing)?|go(?:ing)? (?:over|through)|cover(?:ing)?(?! for)|"
    r"ask(?:ing)?(?= (?:about|for|her|him|them|you|my|dr|prof|whether|if|how|what|when|who|which|why))|"
    r"bring(?:ing)? up|rais(?:e|ing)|hear(?:ing)?(?= (?:about|how|what|her|his|their|your))|"
    r"check(?:ing)? in (?=on)|check (?=how|if|whether|what|that)|explor(?:e|ing)|mention(?:ing)?|reflect(?:ing)? on|"
    r"review(?:ing)?(?= (?:my|the|our|his|her)\b)|(?:figure|figuring|find|finding|work|sort) out(?= (?:if|whether|"
    r"how|what|which|why|who|when)\b)|(?:decide|know|understand|hear|see|show (?:her|him|them)|tell (?:her|him|"
    r"them)|explain)"
    r"(?= (?:if|whether|how|what|which|why|who|when|that|about|on|my|the|between)\b))"
)
_WISH = (
    r"(?:(?:i|we|she|he|they)(?:'d|d| would|'ll)? ?)?(?:also |really |just )*(?:want|wants|would like|like|need|needs|"
    r"hope|hoping|love|wanna|gotta|have|has|can|could|should|will|let's)(?: (?:me|us|her|him|them))?(?: to)?"
)
# What leads to a point and is no part of it.
LEAD = re.compile(
    r"^(?:.{3,60}\bso (?:i|we) (?:really |just )?(?:want|need|would like)(?: to)? |of (?=(?:\w+ing|the|my|our|her|"
    r"his|their)\b)|(?:him|her|them|you|my (?:\w+ )?(?:mentor|supervisor|mentee|student|resident|"
    r"trainee|pi|attending|tutor)) (?=(?:that|the|i|my|we) )|(?:goals?|"
    r"aims?) (?:is|are) (?:to )?|"
    r"(?:and|also|then|plus|but|so|honestly|maybe|perhaps|firstly|secondly|thirdly|lastly|finally|um+|well|"
    r"please|pls|ideally|just|really|oh|ok|hi|hey|re|about|regarding|that(?= (?:i|we|she|he|they|my|the|her|his)\b)|"
    r"(?:main|next|other|one|second|first) (?:thing|topic|question|point)(?: is)?)\b[ ,:]+"
    rf"|(?:{_WISH} )?{_TALK}(?: (?:with|to) (?:him|her|them|(?:my|the) \w+))?(?: (?:him|her|them|you))?"
    r"(?: (?:about|on|over|through|regarding|re|for(?! example)|that))?\s+"
    r"|(?:to )?(?:get |have |need |ask for |want |some )*(?:(?:his|her|their|your|some) )?(?:advice|input|thoughts|"
    r"views?|"
    r"opinions?|guidance|perspective|take|help) (?:on|about|with|regarding|re) )",
    re.IGNORECASE,
)
CONJUNCTION = re.compile(
    r"^(?:(?:and|also|then|plus|but|so|honestly|maybe|perhaps|first(?:ly)?|second(?:ly)?|third(?:ly)?|lastly|finally|"
    r"um+|well|please|pls|ideally|really|oh|ok|about|abt|regarding|re|that(?= (?:i|we|she|he|they|my|the|her|his)\b)|"
    r"mainly|mostly|definitely|at the end|to (?:finish|start)|for starters|"
    r"the points? (?:is|are)|the (?:main|big|next) (?:thing|question|point|one) is)\b[ ,:]+|"
    r"(?:of|for|on) (?=\w+ing\b|(?:the|my|our|her|his|their|a|an)\b)|"
    r"(?:he|she|they)(?:'d|'s|'re| is| are| would)? (?:also |really |mostly )?(?:wants?|needs?|like|would like|"
    r"ask(?:s|ed)? for|(?:is |are )?(?:interested|curious) (?:in|about)) (?!to\b)"
    r"(?:help (?:with|on) |advice (?:on|about) )?|"
    r"(?:to )?(?:talk|chat|speak|ask|discuss|cover|hear|raise|bring up|go over|mention|flag|add|update (?:him|her) on)"
    r" (?:about |on |over )?(?=(?:the|my|our|her|his|their|an?|whether|how|if|what|who|when|why)\b))",
    re.IGNORECASE,
)
# What trails after a point and is no part of it.
TRAIL = re.compile(
    r"[ ,]+(?:tbh|lol|lmao|haha|pls|plz|please|thanks|thank you|thx|too|as well|also|btw|etc|oh|and|or|but|if "
    r"(?:there'?s|"
    r"there is|we have|i have) time|i (?:think|guess|suppose)|kindly|and stuff)$",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"\b(?:(?P<goal>goals?|aims?|objectives?)|(?P<concern>concerns?|worries)|"
    r"(?P<action>(?:last|carried|previous)[\w ]{0,24}|(?:last )?actions(?: from last[\w ]*)?)|"
    r"(?P<topic>topics?|agenda(?: items?)?|to discuss|to cover|discuss|cover|today|this time|new|questions|points|"
    r"items))"
    r"(?: (?:are|for [\w ]{1,20}|is))?\s*[:=]",
    re.IGNORECASE,
)
GOAL_IS = re.compile(r"\b(?:goals?|aims?|objectives?)(?: for [\w ]{1,20})? (?:is|are)(?: to)? ?$", re.IGNORECASE)
# "... but he got me the funding": what stands against a wish is another thing.
BUT = re.compile(r"\s+but (?=(?:i|he|she|they|it|we|my|her|his)\b)", re.IGNORECASE)
WISH_BEFORE = re.compile(
    r"\b(?:want|like|love|need|hope|hoping|aim|trying|keen)(?: (?:her|him|them|us|me|\w+))? to (?:[^.;:?]*(?:,| "
    r"and| then) )?$",
    re.IGNORECASE,
)
OWN_VERB = re.compile(
    r"(?!(?:whether|if|how|what|which|who|why|when|where|my|her|his|their|the|an?|our|some|more)\b)"
    r"(?:get|be|become|improve|learn|match|publish|finish|pass|submit|build|develop|complete|have|score|apply|present|"
    r"write|feel|do|work|strengthen|start|stop|lead|find|choose|grow|make|leave|come|run|teach|master|secure|land|"
    r"thank|"
    r"say|set|agree|keep|repair|clear|restart|apologise|apologize|offer|help|listen|own|stay|end|celebrate|hand|give|"
    r"debrief|drop|plan|move|handle|understand|reduce|normalise|normalize|support|reassure|sound|use|take|let)\b",
    re.IGNORECASE,
)
SELF_FEELING = re.compile(
    r"(?:honestly |kinda |kind of |pretty |so |very |really |a bit )*(?:i'?m|im|i am|i feel|i've been|ive been|feeling|"
    r"she|he|they|burn(?:t|ed|ing) ?out|exhausted|overwhelmed|stressed|struggling|tired|i can'?t|i keep)\b",
    re.IGNORECASE,
)
# "is worried about money", cut from "he wants shadowing and is worried about money".
AND_WORRIED = re.compile(
    r"[ ,]+(?:and|but) (?:(?:he|she|they|i) )?(?:is|are|am|'s|seems?|feels?) "
    r"(?=(?:(?:a bit|very|so|really|quite) )?(?:worried|anxious|nervous|scared|afraid|concerned|stressed)\b)",
    re.IGNORECASE,
)
# "I promised the methods chapter": what leads to an action and is no part of it.
PROMISE = re.compile(
    r"(?:i|she|he|they|we)(?:'d|'ve| had| have)? (?:promised|agreed|said (?:i|she|he|they)(?:'d| would)|"
    r"(?:was|were) (?:meant|supposed|asked))(?: to)? (?=\w)",
    re.IGNORECASE,
)
WORRIED = re.compile(
    r"(?:(?:he|she|they|i)(?: is| are| am|'s|'re|'m)|is|are|am) (?:(?:a bit|very|so|really|quite) )?"
    r"(?=(?:worried|anxious|nervous|scared|afraid|concerned|frightened|stressed) (?:about|of|by|that)\b)",
    re.IGNORECASE,
)
CHATTER = re.compile(
    r"^(?:hi|hey|hello|hiya|dear|thanks?|thank you|cheers|ok|sorry|good (?:day|morning|evening|afternoon)|that'?s "
    r"(?:it|all)|"
    r"nothing (?:big|else|on fire|specific)|not sure|no (?:idea|clue)|quick one|aob|catch[- ]?up|ramble|just plan|"
    r"help)\b|"
    r"\b(?:agenda|plan|prep(?:are)?|structure)\b.{0,40}\b(?:for|please|pls|needed|meeting|me|this|up)\b|^my name|"
    r"'s name is\b",
    re.IGNORECASE,
)
# A sentence that tells something, not a bare point.
SPOKEN = re.compile(
    r"^(?:i|we|she|he|they|it|there|this|that|you|our|who|when|where|with|at|on|mentor|mentee|name|date|time|length)\b|"
    r"\b(?:is|are|was|were|has|have|had|will|been|met|meets?|gives?|gave|said|told|works?|called)\b|:$",
    re.IGNORECASE,
)
# What tells how an action ended, at the end of it: "finish the form - done".
STATUS = re.compile(
    r"(?:\s*[,;:(\u2013\u2014]\s*|\s+-+\s+|\s+(?=(?:not yet|done)$))(?:and |but |which )?(?P<status>(?:(?:i|it'?s|"
    r"is|she|he|they|have|has|i'?ve|was|"
    r"that'?s) )*(?:not (?:yet|done|started|finished|sent)|done|yes|no|nope|nah|did|didn'?t|haven'?t|hasn'?t|half|"
    r"in progress|partly|"
    r"nearly|almost|still|pending|finished|completed?|submitted|sent|started|waiting|never|ongoing|overdue|half "
    r"done)\b[^,;]{0,40})\)?$",
    re.IGNORECASE,
)
# Wishes and promises that were not placed: "I want to make peace", "I was meant to email the tutor".
WISHED = re.compile(
    r"(?<!n't )(?<!not )(?<!dont )\b(?:want|'d like|would like|hope|hoping|aim)(?: (?:her|him|them|us))? to "
    r"(?P<goal>(?!(?:talk|discuss|ask|"
    r"speak|go over|"
    r"cover|know|hear|see|meet|plan|prepare|chat|have|use|raise|bring|tell|show|explain|decide|make sure|be "
    r"prepared)\b)"
    r"[^.,;:?!\n]{3,80}?)(?=\s+(?:and(?! \w+(?:[.,;:?!\n]|$))|then|but)\b|[.,;:?!\n]|$)",
    re.IGNORECASE,
)
PROMISED = re.compile(
    r"\b(?:i|she|he|they|we) (?:(?:was|were|am|is) (?:meant|supposed|asked|going|gonna|to)(?: to)?|promised(?: to)?|"
    r"said (?:i|she|he|they)(?:'d| would)) (?P<action>[^.,;:?!\n(]{4,90}?)(?=\s+(?:-|and|but)\s|\s*[.,;:?!\n(]|$)",
    re.IGNORECASE,
)
# A statement about somebody or something of theirs.
TOLD = re.compile(
    r"(?:i|she|he|they|it|we|nobody|everyone|everybody|my|her|his|their|our|every|the \w+)(?:'m|'s|'ve|'re)? \w+",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"\b(?:about|abt|regarding|re|discuss|covering|topics?:?|on the subject of)\s+(?P<rest>[^.;\n]{3,120})",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|ish|-ish)?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:morning|afternoon|evening|noon)\b",
    re.IGNORECASE,
)
MEETING_WORD = re.compile(
    r"\b(?:meet(?:ing|s)?|mtg|planning|w/|chat|call|session|catch[- ]?up|1:1|one[- ]on[- ]one|appointment|"
    r"agenda|zoom|coffee|sit(?:ting)? down|review|see(?:ing)?|plan|check[- ]in|conversation|slot|"
    r"scheduled?)\b",
    re.IGNORECASE,
)
SETTING_WORD = re.compile(
    r"\b(?:meet(?:ing|s)?|mtg|chat|call|session|catch[- ]?up|1:1|one[- ]on[- ]one|appointment|agenda|zoom|coffee|"
    r"mentor|mentee|supervisor|advis[oe]r|attending|preceptor|tutor|pi|w)\b",
    re.IGNORECASE,
)
LOGISTIC_WORDS = frozenset(
    "actually instead rather sorry meant mean "
    "i i'm im am we we're are is it's its a an the my our your have has got having need want would like to "
    "please help me plan make prepare draft create build set up for with "
    "meeting meet meets chat call session catch catch-up up 1:1 one-on-one appointment agenda zoom coffee "
    "sit sitting down see seeing mentor mentee student resident attending supervisor adviser "
    "advisor preceptor at on in around about by from next this coming scheduled schedule time there'll be "
    "will be there first second regular monthly weekly formal annual "
    "mid-rotation review career decision difficult conversation hard talk closing final last new long only "
    "just over and so that of can you could do it hi hello hey tomorrow today person video phone "
    "office her his their him them who he she they slot structure ideas thing something discuss talk half "
    "hour hours minutes min mins ish ok okay quick short mtg w pi r tmrw tmr planning preparing "
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
_YEAR = (
    r"(?:first|second|third|fourth|fifth|final|1st|2nd|3rd|4th|5th)[- ](?:year|yr)"
    r"(?: (?:resident|fellow|(?:medical |mbbs |med )?student))?"
)
_CODE = r"(?:m[1-5]|ms-?[1-4]|oms-?[1-4]|pgy-?\d|st[1-8]|ct[1-3]|fy?[12])"
STAGE = re.compile(
    rf"\b(?:{_CODE}|{_YEAR}|year \d (?:medical )?student|premed|pre-med|intern|registrar|house officer|sho|(?:core|"
    rf"gp) trainee|"
    r"(?:clinical |research )?fellow|resident|medical student|student)\b(?!'s)",
    re.IGNORECASE,
)
# A code of a stage is plain wherever it stands, but not in "before m3" or "the pgy4s".
CODE_STAGE = re.compile(
    rf"(?<!before )(?<!until )(?<!after )(?<!in )(?<!for )\b(?:{_CODE}|premed|pre-med)\b(?! (?:starts|application|"
    rf"year))",
    re.IGNORECASE,
)
# "me (intern)", "House officer.", "Fellow, year 2": the user's own stage, set apart.
ASIDE_STAGE = re.compile(
    rf"(?:\bme \(|\bme,? (?:an? )?|\bi(?:'m| am|m)? (?:an? |the )?|(?:^|[.!?]\s+))(?P<stage>{_YEAR}|intern|"
    rf"registrar|house officer|sho|"
    r"resident|fellow|core trainee|gp trainee|junior doctor|medical student|consultant)(?=[),.;]| here\b)",
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
EMPTY_WORDS = frozenset(
    "pls please thanks thank you cheers stuff things something anything everything agenda meeting it this "
    "that ok okay etc".split()
)
SKIP = re.compile(
    r"^(?:skip|no|nope|none|next|just (?:plan|make|do) (?:it|one)|don'?t know|dunno|not sure|idk|whatever|"
    r"you (?:choose|decide)|pass|n/?a|go on|continue)\b.{0,20}$",
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
