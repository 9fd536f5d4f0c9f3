"""A workshop: one room of anonymous participants, a facilitator behind a passcode, and a wall of what the group does.

workshop = Workshop.open(settings, coach)
workshop.unlock(visitor, address, passcode)      # the facilitator
workshop.join(visitor, address, code)            # a participant
workshop.saw(visitor, turn)                      # after each of a participant's turns
workshop.wall()
"""

from assistant.workshop.demo import Demo, load_demos
from assistant.workshop.exercises import Exercise, Phrase
from assistant.workshop.joining import qr_svg
from assistant.workshop.progress import Wall
from assistant.workshop.state import Participant
from assistant.workshop.workshop import Clock, Workshop

__all__ = ["Clock", "Demo", "Exercise", "Participant", "Phrase", "Wall", "Workshop", "load_demos", "qr_svg"]
