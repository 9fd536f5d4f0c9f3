"""A conversational coach for mentoring in medicine."""

import os

# Before numpy is imported: two thread pools on two cores fight, and torch brings its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Before chromadb and gradio are imported: nothing is reported to anybody.
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from assistant.coach import Coach
from assistant.errors import AssistantError
from assistant.settings import Settings

__all__ = ["AssistantError", "Coach", "Settings"]
