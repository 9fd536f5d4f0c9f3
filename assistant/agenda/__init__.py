"""Planning meetings: time boxes that add up, what to do before and after.

Files are written by `agenda.export`.
"""

from assistant.agenda.brief import AgendaBrief, LastAction, parse_brief
from assistant.agenda.plan import plan
from assistant.agenda.task import AgendaTask

__all__ = ["AgendaBrief", "AgendaTask", "LastAction", "parse_brief", "plan"]
