"""A conversational coach for mentoring in medicine."""

import os

# Before numpy is imported: two thread pools on two cores fight, and torch brings its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Before chromadb and gradio are imported: nothing is reported to anybody.
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.coach import Coach
    from assistant.settings import Settings

__all__ = ["AssistantError", "Coach", "Settings"]


def __getattr__(name: str) -> Any:
    """Import what is asked for only then: an ingest that has nothing to do needs no coach."""
    if name == "Coach":
        from assistant.coach import Coach

        return Coach
    if name == "Settings":
        from assistant.settings import Settings

        return Settings
    raise AttributeError(f"module 'assistant' has no attribute '{name}'")
