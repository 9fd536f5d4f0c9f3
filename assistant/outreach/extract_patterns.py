"""The forms in which reason, connection, goal, request and offer stand in a message."""

from __future__ import annotations

import re

_END = (
    r"(?:\s*(?:[.!?;\n]|$)|,? (?:but|so|bc|because|and (?:i|we|im|i'm|want|wanna|would|ask|need|could|can|he|"
    r"she|they)|& (?:i|im|i'm|want|ask)|n (?:i|want)|i (?:want|need|would|wanna|also|can|am|have)\b|i'?m "
    r"(?:an?|in|free|applying|worried|hoping|interested|looking)|i'd|im (?:an?|in|free|applying|hoping|"
    r"interested)|can (?:u|you)|could (?:u|you)|please|pls|thanks|no idea|idk|just want|want to ask|would love|"
    r"hoping|free|totally|maybe|my name)\b|,\s(?:an?\s)?(?:m[1-4]|ms-?\d|pgy|name:|due|deadline|applying|free|"
    r"interested|and want|want|maybe|asap)|,\s(?:i|im|i'm|she|he|they|we|my|and i|and she|and he|so|but|can|"
    r"could|just|he's|she's|no)\b)"
)

CLAUSE = re.compile(r"(.+?)(?=" + _END + r")", re.I | re.S)

_THEY = r"(?:she|he|they|shes|hes|she's|he's|they're|theyre|she has|he has)"

_THEIR = r"(?:her|his|their)"

ABOUT_THEM = re.compile(
    rf"\b(?:bc |because |since |as )?((?:{_THEY}) (?:also |just |recently |really |actually |once |already "
    rf")?(?:runs?|leads?|heads?|directs?|chairs?|does|did|do|made|makes|gave|gives|stud(?:y|ies|ied)|"
    rf"works? (?:on|in|with)|worked (?:on|in) |researches|research|published|wrote|writes|teaches|taught|"
    rf"started|founded|built|builds|created|is known|speciali[sz]es|"
    rf"switched|moved|trained|treats?|cares?|spoke|presented|won|changed|helped|spent|went|organi[sz]ed|"
    rf"hosts?|mentors?|moved into|is the only|the only|came|grew|has done|has been|is starting|is doing|is "
    rf"an? (?:expert|leader|pioneer)|talks?|talked|showed|explained|reviewed|read|stayed|sat|wrote me|"
    rf"listened|pushed|encouraged|advised|told me to|told us|inspired|took the time)\b[^.!?\n]*)",
    re.I,
)

ONLY = re.compile(rf"\b(?:bc |because |since )?((?:{_THEY}) (?:is |are )?the only [^.!?\n]*)", re.I)

WHO_DID = re.compile(
    r"\b((?:who|whose) (?:made|did|switched|moved|runs|leads|gave|does|studies|wrote|works on|started|has "
    r"done|left|trained|built|taught|helped|spent|specialises|specializes|changed|retrained|transitioned|"
    r"published|spoke|also)\b[^.!?\n]*)",
    re.I,
)

I_LIKED = re.compile(
    rf"\b(i (?:really |just |also |recently |absolutely |so )*(?:heard|read|loved|liked|enjoyed|saw|"
    rf"watched|attended|listened to|came across|found|went to|admire|was (?:really )?(?:struck|moved|"
    rf"inspired|impressed) by|follow|have (?:read|heard|followed|been following)|'ve (?:read|heard|"
    rf"followed))\b[^.!?\n]*?(?:{_THEIR}|your|\b(?:dr|prof|professor)\b[.\u2024]? [\w.'\u00c0-\u024f-]+(?: "
    rf"[A-Z][\w\u00c0-\u024f-]+)?(?:'s)?|them|him)\b[^.!?\n]*)",
    re.I,
)

FOR_DOING = re.compile(
    r"\bthank(?:ing|s)?(?:[ -]you)?(?: (?:note|email|e-mail|message|letter|text))?(?: to)? "
    r"(?:[\w.'\u2024\u00c0-\u024f-]+ ){1,6}?(for [^.!?\n]+)",
    re.I,
)

WHO_HELPED = re.compile(
    r"\bwho ((?:taught|helped|wrote|showed|gave|spent|reviewed|read|introduced|let|stayed|walked|went|"
    r"supported|mentored|advised|guided|supervised|took)\b[^.!?\n]*)",
    re.I,
)

WROTE_ME = re.compile(
    r"\b((?:wrote|gave|helped|taught|introduced|let|reviewed|read|showed|sent) (?:me|my|us)\b[^.!?\n]*)", re.I
)

BECAUSE = re.compile(
    r"\b(?:bc|because|since|cuz|as|b/c) ((?:i|i'm|im|i've|ive|my|we|our|the|there|there's|it|they|he|she|"
    r"something)\b[^.!?\n]*)",
    re.I,
)

OWN_NEWS = re.compile(
    r"(?:^|[.!?,;:\n]\s*|\band |\bthat |\bbut )((?:(?:i|i'm|im|i've|ive|i am|i have)\s+(?:got (?:pulled|"
    r"called|moved|put|sick|stuck)|was (?:called|moved|put|told|pulled|scheduled)|have (?:to work|an? "
    r"(?:exam|emergency|conflict|family)|the flu|covid)|need to (?:leave|stay|be|go|travel|fly|work|cover|"
    r"care|pick|take)|am (?:sick|ill|stuck|worried|struggling|moving|leaving|on|already|switching|"
    r"starting)|moving|switching|leaving|"
    r"stuck|worried|struggling|starting|on (?:sabbatical|leave|nights|call|service)|already|sick|ill|"
    r"overcommitted|swamped|graduating|finishing|changing|missed)\b[^.!?\n]*|my (?:clinic|shift|call|"
    r"schedule|flight|car|exam|kid|child|train|surgery|case|attending|rotation|class|goals?|interests?|"
    r"team|plans?)\b[^.!?\n]*|(?:sick|ill|stuck|called in|got called|got pulled)\b[^.!?\n,]*))",
    re.I,
)

MET = re.compile(
    r"\b((?:we|i|i've|ive|i have|i had|i was)?\s?(?:first )?(?:met|rotated|worked|trained|shadowed|took|"
    r"did|had|was in|was on|have worked|have known|am in|was a student|was one of|was introduced|spoke|"
    r"talked|chatted|volunteered|spent|sat)\b(?: (?:with|w/|under|at|in|on|for|over|through|her|him|them|"
    r"his|their|my|a|an|the|briefly|together|four|two|three|six|\d+|weeks?|months?|days?|sub-?i|rotation|"
    r"clerkship|class|course|elective|seminar|year|years|internship))*[^.!?\n]*)",
    re.I,
)

TIE = re.compile(
    rf"\b(?:with|w/|under) (?:{_THEIR}|her|him|them|dr|prof)\b|\b(?:met|rotated|"
    rf"shadowed)\b[^.!?]{{0,40}}\b(?:her|him|them|at|on|in|with)\b|\b(?:{_THEIR}|dr[.\u2024]? \w+'?s?|"
    rf"prof[.\u2024]? \w+'?s?) (?:\w+ ){{0,2}}(?:class|course|seminar|lab|service|clinic|team|ward|student|"
    rf"rotation|elective|clerkship|tutorial|group|ed)\b|\b(?:we|i) (?:first )?met\b|\bintroduced (?:us|"
    rf"me)\b",
    re.I,
)

SUPERVISED = re.compile(
    rf"\b((?:{_THEY}) (?:was|is|were|are|supervised|precepted|taught|mentored|has been|had been)(?: my| me|"
    rf" our| us)\b[^.!?\n]*)",
    re.I,
)

SUGGESTED = re.compile(
    r"\b((?:my (?:\w+ ){1,3}?)?(?:(?:dr|prof|professor|dean)[.\u2024]? [A-Z]?[\w'\u00c0-\u024f-]+(?: "
    r"[A-Z][\w'-]+)?|my (?:\w+ ){0,2}(?:advis[eo]r|friend|classmate|dean|mentor|preceptor|pi|attending|"
    r"resident|chief|professor|supervisor|program director|pd|senior)(?:,? [A-Z][\w'-]+)?),? (?:suggested|"
    r"recommended|told me|said (?:i should|to|that i|i could|you|she|he)|advised|referred me|sent me|"
    r"encouraged me|gave me (?:your|her|his|their) name|mentioned (?:you|her|him)|thought i should|pointed "
    r"me|put me|worked (?:in|with|for) (?:his|her|their))\b[^.!?\n]*)",
    re.I,
)

TOLD_BY = re.compile(
    r"\b(i was (?:told|referred|advised|encouraged|sent|introduced|pointed)[^.!?\n]{0,20} by [^.!?\n]*|"
    r"(?:introduced|referred|recommended) by [^.!?\n,;]*|(?:our )?mutual (?:friend|contact|"
    r"colleague)[^.!?\n]*|through (?:my |our )?(?:mutual|friend|adviser|advisor)[^.!?\n,;]*)",
    re.I,
)

CLASSMATE = re.compile(
    r"\b(my (?:classmate|friend|co-?resident|roommate|colleague|sister|brother) [A-Z]?[\w'-]+ "
    r"(?:[A-Z][\w'-]+ )?(?:worked|works|knows|is|was|rotated|did|shadowed|matched|trained|met|"
    r"introduced)\b[^.!?\n]*)",
    re.I,
)

_TASK = (
    r"(?:e-?mail|write|ask|thank|message|msg|contact|reach|send|draft|say|tell|do this|reply|respond|let "
    r"(?:him|her|them)|know (?:if|how to (?:write|email|start|ask))|reschedule|cancel|move (?:it|our)|follow|"
    r"text|dm|meet (?:with )?(?:her|him|them|dr|prof)|introduce myself|say no|turn|stop|end|decline|apologi|"
    r"get (?:a |an )?(?:letter|lor|check|quick)|see if|shadow|join|it (?:to|warm|formal|short|brief)|dr\.?|"
    r"prof|feedback|a (?:letter|lor|quick|short|formal|meeting|chat|call|reference)|discuss|talk (?:to|with)|"
    r"postpone|be sorry|make|keep|sound|this|request|just|use|have you|you|u )"
)

GOAL = re.compile(
    rf"\b(?:i'?m |i am |and |i |im |also |really |just |we |'d |would )*(?:(?:want|wanna|wants|hope|hoping|"
    rf"like|love|trying|plan|planning|aim|aiming|looking|need)(?: to| too)? (?!{_TASK})|(?:wanna) "
    rf"(?!{_TASK})|my (?:main |long-term )?goal(?:'s| is) (?:to )?|in order to )((?:match|learn|understand|"
    rf"figure out|find out|decide|become|get into|get involved in (?!how)|explore|know|hear (?:how|about|"
    rf"what|why)|see (?:how|what|if|whether)|choose|pursue|apply|go into|build|improve|teach|work in|"
    rf"practi[sc]e|do (?:an? )?\w+|switch|move|train|retrain|publish|prepare|develop|gain|specialize|"
    rf"specialise|start|pass|submit|finish|land|secure)\b[^.!?\n]*)",
    re.I,
)

THINKING = re.compile(
    r"\b(?:i'?m|i am|im|been|doc|physician|out\)|and|attending|resident|hospitalist|"
    r"surgeon)?\s?(?:thinking (?:of|about)|considering|contemplating) ((?:switching|moving|leaving|"
    r"changing|transitioning|pursuing|applying|doing|going|becoming|retraining|pivoting|a (?:switch|move|"
    r"change|career|fellowship))\b[^.!?\n]*)",
    re.I,
)

INTERESTED = re.compile(
    r"\b(?<!not )(interested in (?!(?:her|his|their|your|this|that|the (?:lab|project|work|study))\b)[^.!?\n]*)", re.I
)

APPLYING = re.compile(
    r"\b(applying (?:to|for|into|in) [^.!?\n]*|applying (?:im|em|peds|psych|fm|ortho|surgery|gen surg|"
    r"internal medicine|family medicine|emergency medicine|pediatrics|neurology|radiology|derm|ob-?gyn|"
    r"anesthesia)\b)",
    re.I,
)

ASKS: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"\bask(?:ing)? (?:her|him|them|for me|dr[.\u2024]? [\w'-]+|prof(?:essor)?[.\u2024]? [\w'-]+|my "
        r"[\w -]{3,24}?) (?:for |to |if |whether |about )?((?:if |whether |how |what |when |why |which |a |"
        r"an |one |some |the |his |her |their )?[^.!?\n]+)",
        re.I,
    ),
    re.compile(r"\bask(?:ing)?,? (?:for|if|whether|about|to|how)\s+([^.!?\n]+)", re.I),
    re.compile(r"\b(?:ask|asking) (how [^.!?\n]+|one question[^.!?\n]*|what [^.!?\n]+)", re.I),
    re.compile(
        r"\b(?:want|wanna|need|request(?:ing)?|hoping for|would like|'d like|would love|'d love|like|maybe|"
        r"looking for) ((?:a |an |some |one |about )?(?:quick |short |brief "
        r")?(?:\d{1,3}(?:\s?-\s?\d{1,3})?[ -]?min(?:ute)?s?[ -](?:\w+ )?(?:call|chat|meeting|zoom|coffee|"
        r"talk|conversation)|(?:coffee|zoom) (?:chat|call)|(?:call|chat|meeting|feedback on|one question|"
        r"slides)\b)[^.!?\n]*)",
        re.I,
    ),
    re.compile(
        r"\b(?:want|wanna|hoping|would like|'d like|would love|'d love|like|love|about|see if i (?:can|"
        r"could)|if i (?:can|could)|whether i (?:can|could|might)|asking to|trying to|hope) (?:to "
        r")?((?:shadow|join|joining|shadowing|volunteer|observe|rotate|discuss|introduce|help (?:with|out|"
        r"on))\b[^.!?\n]*)",
        re.I,
    ),
    re.compile(r"\bwant(?:s)? (?:(?:dr|prof|professor)[.\u2024]? [\w'-]+|him|her|them) to ([^.!?\n]+)", re.I),
    re.compile(r"\bneed to (know if [^.!?\n]+)", re.I),
)

OFFER = re.compile(
    r"\b(?:i|we)(?:'d| would)?(?: also)? (?:can|could|am able to|am (?:happy|glad|willing) to|'m (?:happy|"
    r"glad|willing) to|would be (?:happy|glad) to|be (?:happy|glad) to) ((?:help|offer|send|bring|provide|"
    r"translate|do|assist|volunteer|share|give|point|transcribe|teach|write|work|contribute|run|analy[sz]e|"
    r"code|enter|review|cover|refer|recommend|introduce)\b[^.!?\n]*)|(?:^|[.!?,]\s*)(?:happy|glad|willing) "
    r"to ((?:help|give|send|share|offer|bring|work|translate|assist|do|volunteer|provide|contribute|"
    r"cover)\b[^.!?\n]*)|\b(?:know \w+[^.!?\n]{0,30} and could|and (?:can|could)) (help with [^.!?\n]*)",
    re.I,
)

HE_COULD = re.compile(
    r"\b((?:he|she|they) (?:could|can|should|might) (?:try|ask|contact|talk to|reach out to|write to|email|"
    r"join)\b[^.!?\n]*)",
    re.I,
)

TRAIL = re.compile(
    r"[\s,;:&-]+$|\s+(?:and|so|but|or|pls|please|thx|thanks|n|if (?:s?he|they) (?:has|have) time|instead|too|lol)$",
    re.I,
)

ABBREVIATED = re.compile(r"\b(dr|prof|mr|ms|mrs|mx|st|univ|dept|assoc|asst|a\.m|p\.m|vs)\.(?=[ \t])", re.I)
