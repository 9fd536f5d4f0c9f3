"""The screen: what is looked for before anything else happens to a text."""

from assistant.safety.helplines import Country, Helplines, Line, load_helplines
from assistant.safety.identifiers import Mask
from assistant.safety.injection import addresses_the_assistant, command_in
from assistant.safety.normalise import normalise
from assistant.safety.outgoing import safe_to_show
from assistant.safety.replies import Replies, load_replies
from assistant.safety.screen import Kind, Screening, find_identifiers, mask, screen

__all__ = [
    "Country",
    "Helplines",
    "Kind",
    "Line",
    "Mask",
    "Replies",
    "Screening",
    "addresses_the_assistant",
    "command_in",
    "find_identifiers",
    "load_helplines",
    "load_replies",
    "mask",
    "normalise",
    "safe_to_show",
    "screen",
]
