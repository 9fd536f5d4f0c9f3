"""The door of the page: who may come in, how often, with what, and what goes out. Plain ASGI, without Gradio.

page.launch(..., **door_options(settings))          # the whole of it
visitor = visitor_of(request)                       # in an event handler: whose conversations these are
"""

from __future__ import annotations

from assistant.door.door import Door, door_options, visitor_of
from assistant.door.heads import bound_heads
from assistant.door.kept import what_is_kept
from assistant.door.limits import Limits
from assistant.door.passwords import hash_password

__all__ = ["Door", "Limits", "bound_heads", "door_options", "hash_password", "visitor_of", "what_is_kept"]
