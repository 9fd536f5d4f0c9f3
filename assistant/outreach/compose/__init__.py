"""Brief -> draft, without a model: what each sentence says, how it is put, and how the whole fits its length."""

from assistant.outreach.compose.draft import Composed, compose

__all__ = ["Composed", "compose"]
