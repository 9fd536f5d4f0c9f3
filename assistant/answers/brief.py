"""What is known of a question: its standalone form and what the person wants of the answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.library.cards import Stage

Intent = Literal["question", "greeting", "thanks", "goodbye", "why", "example", "shorter", "more", "stage"]


class Question(BaseModel):
    """One message, resolved against the conversation.

    `query` stands alone; `card` is the card of the earlier answer that the message builds on; `stage` is the
    stage of training that the message names.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: Intent
    query: str
    card: str | None = None
    stage: Stage | None = None
    follow_up: bool = False
