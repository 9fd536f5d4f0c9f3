"""Logs: one JSON object a line on standard error, and nothing in them that a person typed.

The text of an exception may quote a message, so only its kind and place are written, unless `MENTOR_DEBUG_LOG` is set.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from assistant.settings import Settings

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# Others' loggers may put anything into their lines; ours put in only what is written beside them in `extra`.
OURS = "assistant"


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def __init__(self, *, debug: bool = False) -> None:
        super().__init__()
        self._debug = debug

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: time, level, logger, event, and what was given in `extra`."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if self._debug or record.name.startswith(OURS) else str(record.msg),
            **{name: value for name, value in vars(record).items() if name not in _PLAIN},
        }
        if record.exc_info and record.exc_info[0]:
            line |= self._exception(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)

    def _exception(self, info: Any) -> Mapping[str, object]:
        kind: type[BaseException]
        trace: TracebackType | None
        kind, error, trace = info
        if self._debug:
            return {"error": "".join(traceback.format_exception(kind, error, trace))}
        frames = traceback.extract_tb(trace)[-6:]
        return {"error": kind.__name__, "where": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}


def configure_logs(settings: Settings) -> None:
    """Send all logs to standard error; a page that others reach also logs each request, by its route."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(debug=settings.debug_log))
    # Some packages set their own loggers to debug.
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.startswith(OURS))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    if settings.debug_log or settings.auth is not None or settings.open:
        logging.getLogger(OURS).setLevel(logging.INFO)
