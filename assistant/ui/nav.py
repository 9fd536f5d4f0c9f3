"""The left side: the tasks, the conversations, the settings, and what is kept and sent."""

from __future__ import annotations

from assistant.coach import Coach
from assistant.safety import load_helplines
from assistant.ui.chat import TASKS
from assistant.ui.desk import Action, Desk, File, Outcome
from assistant.ui.keeping import Keeper
from assistant.ui.views import Views


class Nav:
    """Draws the left side, and carries out what is done there."""

    def __init__(self, views: Views, keeper: Keeper) -> None:
        self._views = views
        self._words = views.words
        self._keeper = keeper

    def draw(self, desk: Desk, visitor: str, query: str = "") -> str:
        """Return tasks and conversations."""
        listed = self._keeper.listed(visitor, query)
        return self._views.render("nav", tasks=TASKS, current=desk.task, listed=listed, query=query, id=desk.id)

    def settings(self, coach: Coach) -> str:
        """Return the settings, which live in the browser, and the lines on what is kept and sent."""
        directory = load_helplines(coach.settings.knowledge)
        countries = sorted(((code, country.name) for code, country in directory.countries.items()), key=lambda c: c[1])
        country = coach.settings.country or ""
        model = coach.settings.model
        writer = self._words("writer_builtin") if model == "builtin" else self._words("writer_model", model=model)
        return self._views.render("settings", countries=countries, country=country, writer=writer)

    def act(self, desk: Desk, action: Action, visitor: str) -> Outcome:
        """Open, rename, save or delete conversations. Raises SessionError with the reason."""
        id, fresh = action("id"), Desk(country=desk.country)
        match action.name:
            case "conversations.open":
                return Outcome(self._keeper.open(visitor, id, desk))
            case "conversations.rename":
                self._keeper.rename(visitor, id, action("title"))
            case "conversations.export":
                content = self._keeper.export(visitor, id)
                return Outcome(desk, file=File("conversation.md", "text/markdown", content), quiet=True)
            case "conversations.delete":
                self._keeper.delete(visitor, id)
                return Outcome(fresh if id == desk.id else desk, told=self._words("deleted"))
            case "conversations.delete-all":
                count = self._keeper.delete_all(visitor)
                return Outcome(fresh, told=self._words("deleted_all", count=count))
        return Outcome(desk)
