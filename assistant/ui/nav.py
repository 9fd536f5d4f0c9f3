"""The left side: the tasks, the conversations, the settings, and what is kept and sent."""

from __future__ import annotations

from assistant.coach import Coach
from assistant.safety import load_helplines
from assistant.ui.chat import TASKS
from assistant.ui.desk import Desk
from assistant.ui.views import Views


class Nav:
    """Draws the left side."""

    def __init__(self, views: Views) -> None:
        self._views = views

    def draw(self, desk: Desk) -> str:
        """Return tasks and conversations."""
        return self._views.render(
            "nav", tasks=TASKS, current=desk.task, kept=False, conversations=[], query="", id=desk.id
        )

    def settings(self, coach: Coach) -> str:
        """Return the settings, which live in the browser, and the lines on what is kept and sent."""
        directory = load_helplines(coach.settings.knowledge)
        countries = sorted(((code, country.name) for code, country in directory.countries.items()), key=lambda c: c[1])
        return self._views.render(
            "settings",
            countries=countries,
            country=coach.settings.country or "",
            writer=self._views.words("writer_builtin"),
        )
