"""How people ask for a change of a plan."""

from __future__ import annotations

import re
from typing import Literal, cast

Op = Literal[
    "minutes",
    "set",
    "swap",
    "first",
    "last",
    "before",
    "after",
    "length",
    "drop",
    "park",
    "unpark",
    "add",
    "undo",
    "restart",
    "kind",
]

NUMBER = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "twenty-five": 25,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "a couple of": 2,
    "a couple": 2,
    "a few": 3,
    "a bit": 3,
    "a little": 3,
    "some": 3,
    "a": 1,
    "another": 1,
}
N = r"(?P<n>\d{1,3}|" + "|".join(sorted(NUMBER, key=len, reverse=True)) + ")"
MIN = r"(?: ?-? ?(?:min(?:ute)?s?|m)\b)"
LEAD = (
    r"^(?:(?:can|could|would) (?:you|we)(?: please)? |please |pls |ok(?:ay)?,? |no,? |actually,? |"
    r"let'?s |and |now |maybe |i'?d like (?:to|you to) |i want (?:to|you to) |hm+,? |great,? (?:but )?|"
    r"thanks,? (?:but )?|also,? )*"
)
RULES: tuple[tuple[Op, int, re.Pattern[str]], ...] = tuple(
    (
        cast(Op, op),
        sign,
        re.compile(LEAD + "(?:" + pattern + ")" + r"[.!? ]*(?:please|pls|thanks)?[.!? ]*$", re.IGNORECASE),
    )
    for op, sign, pattern in (
        (
            "undo",
            0,
            r"(?:undo(?: (?:that|it|the last (?:change|one)))?|go back|revert(?: (?:that|it))?|take (?:that|"
            r"it) back|put it back|back to (?:the one )?before|never ?mind(?: that)?)",
        ),
        (
            "restart",
            0,
            r"(?:start (?:again|over|afresh|from scratch)|new (?:agenda|plan|meeting)|scrap (?:it|this|"
            r"that)|another meeting)",
        ),
        (
            "minutes",
            1,
            rf"(?:give|allow|grant) (?P<t>.+?) (?:another |an extra |an additional )?{N}(?: more| "
            rf"extra)?{MIN}?(?: more| extra)?",
        ),
        (
            "minutes",
            1,
            rf"(?:add|put|give|spend|have) (?:another |an extra )?{N} ?(?:more |extra )?{MIN}?(?: more| "
            r"extra)? (?:to|for|on|onto|with) (?P<t>.+)",
        ),
        ("minutes", 1, rf"(?:another )?{N} ?(?:more|extra|additional){MIN}? (?:to|for|on|with) (?P<t>.+)"),
        (
            "minutes",
            1,
            rf"(?P<t>.+?) (?:needs?|should (?:get|have)|gets?|deserves?|wants?) (?:another )?{N} (?:more|"
            rf"extra){MIN}?",
        ),
        (
            "minutes",
            1,
            rf"(?:make|extend|lengthen) (?P<t>.+?) (?:by {N}{MIN}?|{N.replace('<n>', '<n2>')}{MIN} "
            r"longer)",
        ),
        (
            "minutes",
            -1,
            rf"(?:take|cut|shave|trim|remove|steal|knock) {N}{MIN}? (?:from|off|out of|away from) "
            r"(?P<t>.+)",
        ),
        ("minutes", -1, rf"(?:shorten|cut|reduce|trim|shrink) (?P<t>.+?) by {N}{MIN}?"),
        (
            "minutes",
            -1,
            rf"(?:give|spend) (?P<t>.+?) {N} (?:fewer|less){MIN}?|{N.replace('<n>', '<n2>')} (?:fewer|"
            rf"less){MIN}? (?:for|on) (?P<t2>.+)",
        ),
        (
            "minutes",
            1,
            r"(?:more time|longer) (?:for|on|with) (?P<t>.+)|(?:give|spend|allow) (?:more time (?:to|on|"
            r"for) (?P<t2>.+)|(?P<t3>.+?) more time)|(?P<t4>.+?) needs? (?:more time|longer)",
        ),
        ("minutes", 1, r"(?:make|get|keep) (?P<t>.+?) (?:a (?:bit|little) |much )?(?:longer|bigger)"),
        ("minutes", -1, r"(?:make|get|keep) (?P<t>.+?) (?:a (?:bit|little) |much )?(?:shorter|smaller|quicker)"),
        (
            "minutes",
            -1,
            r"(?:less time|shorter) (?:for|on|with) (?P<t>.+)|(?:give|spend) less time (?:to|on|for) "
            r"(?P<t2>.+)|(?:shorten|trim) (?P<t3>(?!(?:it|this|the meeting)\b)[^\d]+)",
        ),
        (
            "set",
            0,
            rf"(?:make|set|cut|extend|shorten|reduce) (?P<t>.+?) (?:to |at |last )?{N}{MIN}(?: long)?|"
            r"(?P<t2>.+?) (?:should (?:be|take|last|get)|only needs?|can be) "
            rf"{N.replace('<n>', '<n2>')}{MIN}",
        ),
        (
            "swap",
            0,
            r"(?:swap|switch|exchange|turn round|reverse) (?:the )?(?P<t>first) (?P<u>two)(?: (?:topics?|items?))?",
        ),
        (
            "swap",
            0,
            r"(?:swap|switch|exchange|trade)(?: the order of| items?| topics?| numbers?)? (?P<t>.+?) (?:and|"
            r"with|for|&) (?P<u>.+)",
        ),
        (
            "first",
            0,
            r"(?:move|put|bring) (?P<t>.+?) (?:first|to the (?:top|front|start|beginning)|up)|(?:start|"
            r"begin|open|lead) with (?P<t2>.+)|(?P<t3>.+?) (?:first|should (?:be|come|go) first)|"
            r"(?:prioriti[sz]e|focus on) (?P<t4>.+)",
        ),
        ("last", 0, r"(?:move|put) (?P<t>.+?) (?:last|to the (?:end|bottom))|(?:end|finish) with (?P<t2>.+)"),
        ("before", 0, r"(?:move|put) (?P<t>.+?) (?:before|above|ahead of) (?P<u>.+)"),
        ("after", 0, r"(?:move|put) (?P<t>.+?) (?:after|below|behind) (?P<u>.+)"),
        (
            "park",
            0,
            r"(?:park|postpone|defer|set aside|table) (?P<t>.+?)(?: (?:for (?:now|later|next time)|till "
            r"next time|until next time))?|(?:leave|save|keep|move|push) (?P<t2>.+?) (?:for|to|till|until) "
            r"(?:later|next (?:time|meeting)|another (?:time|day|meeting))",
        ),
        (
            "unpark",
            0,
            r"(?:unpark|bring back|put back|restore|bring in|un-park) (?P<t>.+)|(?P<t2>.+?) back in(?:to "
            r"the plan)?",
        ),
        (
            "drop",
            0,
            r"(?:drop|remove|delete|skip|leave out|take out|get rid of|cut|cut out|lose|no need for|"
            r"forget(?: about)?|scratch|don'?t need|we don'?t need|without) (?P<t>.+?)(?: from the (?:plan|"
            r"agenda))?(?: out)?(?: (?:altogether|completely|entirely))?",
        ),
        (
            "add",
            0,
            r"(?:add|include|put in|insert|also (?:add|include|discuss|cover|talk about)|squeeze in|fit "
            r"in)(?: (?:a|an|another) (?:topic|item|point)(?: (?:on|about|called|for))?:?| (?:something|"
            r"time|a bit) (?:on|about|for))? (?P<t>.+?)(?: (?:to (?:the )?(?:plan|agenda|list)|as (?:a|an|"
            r"another) (?:topic|item|point)))?",
        ),
    )
)
# A wish to change the plan, or a question about it: never a topic, even when it is not understood.
COMMAND = re.compile(
    LEAD
    + r"(?:swap|switch|move|put|give|take|make|cut|shorten|lengthen|extend|drop|remove|delete|undo|redo|change|set|"
    r"print|show|"
    r"export|save|download|why|how|what|which|who|when|where|is|are|do|does|can|could|should|would|will|no|yes|not|"
    r"stop|send|open|"
    r"reorder|rename|replace|merge|split|combine|shuffle|tell|explain|help|fix|redo|rewrite|translate|summari[sz]e)\b",
    re.IGNORECASE,
)
LENGTH = re.compile(
    LEAD + r"(?:make (?:it|this|the (?:meeting|whole thing|plan))|we(?:'ve| have|'ll have)?(?: now)?(?: "
    r"only)?(?: (?:have|got|get))|change (?:it|the (?:length|meeting|time))(?: to)?|(?:shorten|extend|cut|"
    r"stretch|reduce)(?: (?:it|this|the meeting))?(?: to)?|"
    r"(?:do|try|plan for)|only|it'?s(?: only| now)?|the meeting is(?: now| only)?|i(?:'ve| have)?(?: "
    r"only)?(?: got| have)|what if (?:we|it)(?: only)?(?: (?:had|have|were|was))|(?:she|he|they|dr\.? \w+|"
    r"my \w+) (?:only )?(?:has|have)(?: only)?)\b",
    re.IGNORECASE,
)
KIND_NAMES = (
    ("check-in", r"check[- ]?in"),
    ("introductions", r"intro(?:duction)?s?|who we are"),
    ("expectations", r"expectations?|ground rules|how we(?:'ll| will)? work"),
    ("last-actions", r"last (?:actions?|time)|progress|action review|what was agreed"),
    ("wellbeing", r"well-?being|how (?:i|they|she|he)(?:'m| am)? (?:doing|holding)|burnout"),
    ("feedback", r"feedback"),
    ("next-steps", r"next steps?|decisions?|actions?"),
    ("next-meeting", r"next meeting"),
    ("thanks", r"thanks|thank[- ]you"),
)
KIND_PATTERNS = tuple(
    (kind, re.compile(rf"^(?:the )?(?:{pattern})(?: (?:slot|part|item|section|bit|box))?$", re.IGNORECASE))
    for kind, pattern in KIND_NAMES
)
PLACE = re.compile(
    r"^(?:(?:the )?(?:item|topic|number|no\.?|point|#) ?)?#?(?P<n>\d{1,2}|one|two|three|four|five|six|seven|"
    r"eight)$|^(?:the )?(?P<o>first|second|third|fourth|last)(?: (?:one|item|topic|point))?$",
    re.IGNORECASE,
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
