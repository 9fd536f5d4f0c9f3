"""Planning meetings: time boxes that add up, what to do before and after.

The five rooms: brief, understand, compose, checks, task. Under them: reading (a message), wording (the user's phrases),
planning (minutes, points, what stands around), editing (changes).

What a page or a program builds on:

    read      parse_brief (a form, JSON); Planner.read (a message or pasted notes, added to a brief)
    plan      plan (brief -> the contract's output); Planner.plan and, for a plan that is changed by hand, its
              set_minutes, set_length, move, park, unpark, drop and add
    keep      Working.as_json and Working.from_json (a conversation's state["working"])
    after     summarise (notes -> decisions, actions), carry_over (its actions into the next brief), thanks_brief
              (the outreach brief of the thank-you)
    export    assistant.agenda.export: to_markdown, to_docx, to_ics (apart, as its libraries are slow to import)
"""

from assistant.agenda.after import Summary, summarise, thanks_brief
from assistant.agenda.brief import AgendaBrief, LastAction, parse_brief
from assistant.agenda.editing.working import Working
from assistant.agenda.plan import Planned, plan
from assistant.agenda.planner import Planner, carry_over
from assistant.agenda.task import AgendaTask
from assistant.agenda.understand import Understood

__all__ = [
    "AgendaBrief",
    "AgendaTask",
    "LastAction",
    "Planned",
    "Planner",
    "Summary",
    "Understood",
    "Working",
    "carry_over",
    "parse_brief",
    "plan",
    "summarise",
    "thanks_brief",
]
