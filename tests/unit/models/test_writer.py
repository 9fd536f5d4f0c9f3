"""The writer: streams, stops, times out, keeps people in line, and says in one line what went wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from langchain_core.messages import HumanMessage

from assistant.errors import ModelError
from assistant.models.choose import Choice
from assistant.models.writer import MOST_WAITING, Call, Pause, Waiting, WaitingLine, Writer, as_model_error
from tests.recording import Cut, RecordingModel, Slow

ASK = [HumanMessage("Hello")]


def writer_of(model: RecordingModel, timeout: float = 20) -> Writer:
    return Writer(Choice("local", "local:recording"), lambda: model, timeout=timeout)


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait for something that another thread does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


class Status(Exception):
    """What clients of providers raise: an error with a status."""

    def __init__(self, status_code: int) -> None:
        super().__init__(f"Error code: {status_code} - {{'error': 'long'}}\nand more")
        self.status_code = status_code


class APIConnectionError(Exception):
    """As the clients name it."""


class RemoteProtocolError(Exception):
    """As the client library of HTTP names it."""


def test_words_come_in_pieces_and_the_call_knows_when() -> None:
    model, call = RecordingModel().say("One two three."), Call()
    pieces = [piece for piece in writer_of(model).write(ASK, call) if isinstance(piece, str)]
    assert "".join(pieces) == "One two three."
    assert len(pieces) > 1 and call.pieces == len(pieces)
    assert call.first is not None and call.ended is not None and 0 <= call.first <= call.ended
    assert model.closed == 0


def test_the_model_is_opened_once() -> None:
    model, opened = RecordingModel().say("a", "b"), list[int]()

    def open_it() -> RecordingModel:
        opened.append(1)
        return model

    writer = Writer(Choice("local", "local:recording"), open_it, timeout=5)
    for _ in range(2):
        list(writer.write(ASK))
    assert opened == [1]


def test_closing_the_generator_closes_the_model_s_stream() -> None:
    model = RecordingModel().say(Slow("word " * 500, 0.01), "still here")
    writer = writer_of(model)
    stream = writer.write(ASK)
    assert next(piece for piece in stream if isinstance(piece, str))
    stream.close()
    assert until(lambda: model.closed == 1)
    assert "".join(p for p in writer.write(ASK) if isinstance(p, str)) == "still here"


def test_a_model_that_says_nothing_can_be_stopped_too() -> None:
    model = RecordingModel().say(Slow("late", 60))
    stream = writer_of(model).write(ASK)
    assert next(stream) == Pause()
    stream.close()
    assert until(lambda: model.closed == 1)


def test_a_slow_model_times_out_and_is_closed() -> None:
    model = RecordingModel().say(Slow("late", 60))
    with pytest.raises(ModelError, match=r"longer than 0\.5 seconds; try again, or raise MENTOR_MODEL_TIMEOUT"):
        list(writer_of(model, 0.5).write(ASK))
    assert until(lambda: model.closed == 1)


def test_a_model_that_dribbles_times_out_too() -> None:
    model = RecordingModel().say(Slow("word " * 1000, 0.02))
    with pytest.raises(ModelError, match="longer than"):
        list(writer_of(model, 0.5).write(ASK))


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (Status(401), "refused the key"),
        (Status(403), "does not allow this key"),
        (Status(404), "does not have this model; check the name in MENTOR_MODEL"),
        (Status(429), "rate limit or quota"),
        (Status(500), "a fault of its own (status 500); try again later"),
        (Status(503), "a fault of its own (status 503)"),
        (Status(418), "answered 418"),
        (APIConnectionError("Connection error."), "does not answer; start the server"),
        (TimeoutError(), "took too long"),
        (RemoteProtocolError("peer closed"), "broke off in the middle"),
        (ValueError("first line\nsecond"), "failed (first line)"),
    ],
)
def test_an_error_of_a_provider_is_one_line(error: Exception, says: str) -> None:
    with pytest.raises(ModelError) as caught:
        list(writer_of(RecordingModel().say(error)).write(ASK))
    assert says in str(caught.value)
    assert str(caught.value).startswith("'local:recording' ")
    assert len(str(caught.value).splitlines()) == 1


def test_the_cause_behind_an_error_is_looked_at() -> None:
    error = RuntimeError("something")
    error.__cause__ = Status(429)
    assert "rate limit" in str(as_model_error(error, "m"))
    cut = APIConnectionError("Connection error.")
    cut.__cause__ = RemoteProtocolError("peer closed connection")
    assert "broke off in the middle" in str(as_model_error(cut, "m"))


def test_a_stream_that_is_cut_keeps_what_came_and_says_so() -> None:
    model = RecordingModel().say(Cut("half a", RemoteProtocolError("peer closed connection")))
    stream, heard = writer_of(model).write(ASK), list[str]()
    with pytest.raises(ModelError, match="broke off in the middle"):
        heard.extend(piece for piece in stream if isinstance(piece, str))
    assert "".join(heard) == "half a" or heard == []


def test_whoever_waits_sees_how_many_are_before() -> None:
    model = RecordingModel().say(Slow("first " * 40, 0.02), "second")
    writer = writer_of(model)
    first = writer.write(ASK)
    assert next(piece for piece in first if isinstance(piece, str))
    second = writer.write(ASK)
    assert next(second) == Waiting(1)
    list(first)
    assert "".join(piece for piece in second if isinstance(piece, str)) == "second"


def test_the_line_is_served_in_order_and_is_bounded() -> None:
    line, order = WaitingLine(1, 2), list[int]()
    entered = [threading.Event() for _ in range(3)]

    def stand(n: int) -> None:
        with line.join() as ticket:
            entered[n].set()
            while ticket.wait(5):
                pass
            order.append(n)

    with line.join() as mine:
        assert mine.wait(1) == 0
        threads = []
        for n in range(2):
            threads.append(threading.Thread(target=stand, args=(n,)))
            threads[-1].start()
            assert entered[n].wait(20)
        with pytest.raises(ModelError, match="busy: 2 people are waiting"), line.join():
            pass
    for thread in threads:
        thread.join()
    assert order == [0, 1]


def test_somebody_who_leaves_the_line_makes_room() -> None:
    line = WaitingLine(2, 1)
    with line.join() as a, line.join() as b, line.join() as c:
        assert (a.wait(0), b.wait(0), c.wait(0)) == (0, 0, 1)
    with line.join() as d:
        assert d.wait(0) == 0
    assert MOST_WAITING >= 1
