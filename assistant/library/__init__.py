"""What stands in knowledge/, typed and validated."""

from assistant.library.cards import ANSWER, SECTIONS, Card, parse_card
from assistant.library.library import Library, Row, load_library
from assistant.library.sources import Source

__all__ = ["ANSWER", "SECTIONS", "Card", "Library", "Row", "Source", "load_library", "parse_card"]
