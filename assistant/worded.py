"""The coach with a model on: which tasks it words, what a person agreed to, and what the page says about it.

    model = open_model(settings, words, unfit, similar)      None for the built-in coach
    model.task("outreach", task).turn(conversation, message)

Nothing is sent to another machine before the person has said yes in this conversation (or MENTOR_MODEL_CONSENT is set).
The answer is remembered by the conversation itself: it is one of its messages.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import ModelError
from assistant.events import Conversation, TaskName
from assistant.models.choose import Choice, choose, open_chat_model
from assistant.settings import Settings
from assistant.words import Words

if TYPE_CHECKING:
    from assistant.models.gate import Similar
    from assistant.models.local import LocalChat
    from assistant.models.wording import Judge, Wording


_log = logging.getLogger(__name__)


class ModelOn:
    """One model that words what the tasks say."""

    def __init__(self, wording: Wording, words: Words, *, consented: bool) -> None:
        self.wording = wording
        self._words = words
        self._consented = consented or wording.writer.choice.host is None

    @property
    def choice(self) -> Choice:
        """The model and where text goes."""
        return self.wording.writer.choice

    def warm(self) -> None:
        """Load what the first reply will need; what is missing is told there."""
        try:
            opened = self.wording.writer.open()
            if self.choice.kind == "local":
                cast("LocalChat", opened).load()
        except ModelError:
            _log.info("the model cannot be opened yet")

    def task(self, name: TaskName, task: Any) -> Any:
        """Return a task whose words are the model's where they pass the gate; a meeting plan keeps its own."""
        # Imported late, like the tasks themselves.
        if name == "ask":
            from assistant.answers.with_model import AnswersWithModel

            return AnswersWithModel(task, self.wording)
        if name == "outreach":
            from assistant.outreach.with_model import OutreachWithModel

            return OutreachWithModel(task, self.wording)
        if name == "rehearsal":
            from assistant.rehearsal.with_model import RehearsalWithModel

            return RehearsalWithModel(task, self.wording)
        return task

    def allowed(self, conversation: Conversation) -> bool:
        """Whether what is said in this conversation may go to the model."""
        return self._consented or self._answer(conversation) is True

    def must_ask(self, conversation: Conversation) -> bool:
        """Whether the person has yet to be asked."""
        asked = any(self.question in turn.notices for turn in conversation.turns)
        return not self._consented and not asked and self._answer(conversation) is None

    @property
    def question(self) -> str:
        """What the person is asked, once a conversation."""
        return self._words("consent_ask", model=self.choice.name, host=self.choice.host or "")

    @property
    def answers(self) -> tuple[str, str]:
        """Yes and no, as they are offered."""
        host = self.choice.host or ""
        return self._words("consent_yes", host=host), self._words("consent_no")

    def reply_to(self, message: str) -> str | None:
        """What is said to a yes or a no; None for any other message."""
        yes, no = self.answers
        if self._consented or message.strip() not in (yes, no):
            return None
        given = message.strip() == yes
        return self._words("consent_given", host=self.choice.host or "") if given else self._words("consent_refused")

    def _answer(self, conversation: Conversation) -> bool | None:
        yes, no = self.answers
        said = [turn.user.strip() for turn in conversation.turns]
        last = next((text for text in reversed(said) if text in (yes, no)), None)
        return None if last is None else last == yes


def open_model(settings: Settings, words: Words, unfit: Judge, similar: Similar) -> ModelOn | None:
    """Return the model of the settings, not yet opened; None when the built-in coach writes."""
    choice = choose(settings.model, settings.model_url)
    if choice.kind == "builtin":
        return None
    from assistant.models.wording import Wording
    from assistant.models.writer import Writer

    opened = partial(
        open_chat_model,
        settings.model,
        url=settings.model_url,
        timeout=settings.model_timeout,
        folder=settings.data_dir / "models",
    )
    writer = Writer(choice, opened, timeout=settings.model_timeout)
    return ModelOn(Wording(writer, words, unfit, similar), words, consented=settings.model_consent)


def model_line(settings: Settings, words: Words) -> str:
    """Say who words replies and where text goes, in one line."""
    choice = choose(settings.model, settings.model_url)
    if choice.kind == "builtin":
        return words("model_builtin")
    where = words("model_away", host=choice.host) if choice.host else words("model_here")
    return words("model_on", model=choice.name, where=where)
