"""Buckets fill and empty by the clock, and remember only so many."""

from __future__ import annotations

import pytest

from assistant.door.limits import Allowance, Belongings, Buckets


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    clock = Clock()
    buckets = Buckets(Allowance(burst=3, rate=2), clock=clock)
    assert [buckets.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.wait("b") == 0
    clock.now = 0.5
    assert buckets.wait("a") == 0
    assert buckets.wait("a") == pytest.approx(0.5)
    clock.now = 1000
    assert [bool(buckets.wait("a")) for _ in range(4)] == [False, False, False, True]


def test_waiting_costs_nothing() -> None:
    clock = Clock()
    buckets = Buckets(Allowance(burst=1, rate=1), clock=clock)
    buckets.wait("a")
    for _ in range(1000):
        buckets.wait("a")
    clock.now = 1.0
    assert buckets.wait("a") == 0


def test_memory_is_bounded_and_the_busy_are_remembered() -> None:
    buckets = Buckets(Allowance(burst=2, rate=0.001), most=100, clock=Clock())
    for n in range(1000):
        buckets.wait("busy")
        buckets.wait(f"visitor {n}")
    assert len(buckets) == 100
    assert buckets.wait("busy") > 0


def test_what_is_somebodys_stays_so_until_it_is_forgotten() -> None:
    belongings = Belongings(most=2)
    belongings.give("a", "anna")
    belongings.give("a", "ben")
    assert belongings.owns("a", "anna") and not belongings.owns("a", "ben")
    belongings.give("b", "ben")
    belongings.give("c", "ben")
    assert not belongings.owns("a", "anna")
