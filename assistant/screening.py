"""Both doors of a turn: what comes in is screened, what goes out is made safe to show.

It brings together the screen, the country of the settings, the embedder that the learned layer may read with, and
the addresses that the library vouches for.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence, Set
from dataclasses import replace
from pathlib import Path

from assistant.embedding import PACKAGED, Embedder
from assistant.errors import AssistantError
from assistant.events import Conversation, Event, Notice, Text
from assistant.library import Library
from assistant.safety import Helplines, Replies, Screening, load_helplines, load_replies, safe_to_show, screen
from assistant.safety.learned import Learned, load_words
from assistant.safety.reader import Reader
from assistant.weights import Floats

_log = logging.getLogger(__name__)


class Screener:
    """Screens messages, and passes on events fit to be shown. Holds nothing of any conversation."""

    def __init__(
        self,
        replies: Replies,
        helplines: Helplines,
        country: str | None,
        embedder: Embedder,
        *,
        wait: bool,
        addresses: Set[str],
    ) -> None:
        """With `wait`, a message in doubt waits for the embedder; without, one that is not loaded yet is not asked."""
        self._replies = replies
        self._helplines = helplines
        self._country = country
        self._embedder = embedder
        self._wait = wait
        self._addresses = addresses
        self._learned = Learned(load_words(), self._meaning)
        self._reader = Reader()

    @classmethod
    def open(
        cls, knowledge: Path, library: Library, embedder: Embedder, country: str | None, *, wait: bool
    ) -> Screener:
        """Load what the screen says and knows. Raises LibraryError naming file, field and reason."""
        addresses = frozenset(source.url for source in library.sources.values() if source.url)
        replies, helplines = load_replies(knowledge), load_helplines(knowledge)
        return cls(replies, helplines, country, embedder, wait=wait, addresses=addresses)

    def screen(
        self, text: str, *, unmask: Collection[str] = (), in_play: bool = False, country: str | None = None
    ) -> Screening:
        """Screen one text, with the country of the settings where none is given; see `safety.screen`."""
        return screen(
            text,
            replies=self._replies,
            helplines=self._helplines,
            country=country or self._country,
            unmask=unmask,
            in_play=in_play,
            learned=self._learned,
        )

    def unfit(self, text: str) -> str | None:
        """Say why what a model wrote may not be shown, or None. By the rules alone: advice is all commands, which the
        learned layer knows as a person's; that its content stands in the passages is the gate's to see."""
        kind = screen(text, replies=self._replies, helplines=self._helplines, country=self._country).kind
        return None if kind in ("none", "phi") else f"the safety screen finds '{kind}' in it"

    def shown(self, event: Event) -> Event:
        """Return an event with nothing live, hidden or reordering in its words, whoever wrote them."""
        if isinstance(event, Text | Notice):
            return replace(event, text=safe_to_show(event.text, self._addresses))
        return event

    def _meaning(self, texts: Sequence[str]) -> Floats | None:
        # The reader was made for one embedder; with another the words decide alone.
        if self._embedder.name != PACKAGED or not (self._wait or self._embedder.loaded):
            return None
        try:
            return self._reader(texts)
        except AssistantError as error:
            # A screen that cannot read by meaning still screens.
            _log.warning("the screen reads words alone: %s", error)
            return None


def in_play(conversation: Conversation) -> bool:
    """Whether the other side of a rehearsal is being played now."""
    last = conversation.turns[-1] if conversation.turns else None
    return last is not None and last.task == "rehearsal" and last.state.get("stage") == "play"
