"""Conversations that outlive a page: kept by turn, found only by who began them."""

from assistant.sessions.rows import Stored, Summary, same_turns
from assistant.sessions.store import ConversationStore, Kept

__all__ = ["ConversationStore", "Kept", "Stored", "Summary", "same_turns"]
