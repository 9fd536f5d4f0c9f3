"""Answering questions from cited guidance."""

from assistant.answers.brief import Question
from assistant.answers.task import AnswerTask

__all__ = ["AnswerTask", "Question"]
