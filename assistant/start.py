"""What a person sees while the coach starts: a bar while the guidance is embedded, a line on what changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.search import Report


class PrintedProgress:
    """A progress bar on a terminal; elsewhere one line when the work begins. Silent when there is none."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task = self._bar.add_task(label, total=None, visible=False)
        self._said = False

    def __enter__(self) -> PrintedProgress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def update(self, done: int, total: int) -> None:
        """Show that `done` of `total` texts are embedded."""
        if not self._said and not self._console.is_terminal:
            print(f"{self._label} ...", file=sys.stderr, flush=True)
        self._said = True
        self._bar.update(self._task, completed=done, total=total, visible=True)


def announce(reports: Sequence[Report]) -> None:
    """Say why an index was rebuilt, or how many cards are new; nothing when nothing changed."""
    for report in reports:
        if report.rebuilt:
            print(f"rebuilt the index: {report.rebuilt}")
        elif report.embedded:
            print(
                f"indexed {len(report.added)} new, {len(report.changed)} changed, {len(report.removed)} removed cards"
            )
