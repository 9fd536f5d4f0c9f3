"""Conversations that outlive a page: kept by turn, found only by who began them."""

from assistant.sessions.store import ConversationStore, Kept, Summary

__all__ = ["ConversationStore", "Kept", "Summary"]
