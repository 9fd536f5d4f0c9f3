"""The screen: what is looked for before anything else happens to a text."""

from assistant.safety.helplines import Country, Helplines, Line, load_helplines
from assistant.safety.identifiers import Mask
from assistant.safety.injection import addresses_the_assistant
from assistant.safety.normalise import normalise
from assistant.safety.replies import Replies, load_replies
from assistant.safety.screen import Kind, Screening, screen

__all__ = [
    "Country",
    "Helplines",
    "Kind",
    "Line",
    "Mask",
    "Replies",
    "Screening",
    "addresses_the_assistant",
    "load_helplines",
    "load_replies",
    "normalise",
    "screen",
]
