"""Thousands of small worlds, in each of which everything may happen at any time: the promises of the bus hold in all."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from chassis.crash import POINTS
from chassis.turn import Turn
from tests.simulation.run import BrokenRun, names, play

if TYPE_CHECKING:
    from chassis.documents import Position

SEEDS = 300  # of each scenario, for CI; the ten thousand by `python -m tests.simulation --seeds N --from K`


@pytest.mark.parametrize("name", names())
def test_the_promises_hold_whatever_happens(name: str) -> None:
    for seed in range(SEEDS):
        play(name, seed)


def digest(hash_seed: str) -> str:
    """Of all steps of some runs, in an interpreter that orders its sets in its own way."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.simulation", "--seeds", str(3 * len(names())), "--trace"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    steps = [line for line in told.stdout.splitlines() if " ms and " not in line]
    assert len(steps) > 1_000
    return hashlib.sha256("\n".join(steps).encode()).hexdigest()


def test_the_same_seed_is_the_same_run_in_every_interpreter() -> None:
    assert digest("1") == digest("2")


def test_every_crash_point_of_the_chassis_is_struck_and_every_fault_happens() -> None:
    told = "\n".join(
        line for name in names() for seed in range(40) for line in play(name, seed, traced=True).trace
    )
    struck = {point for point in POINTS if f"† {point}" in told}
    assert set(POINTS) - struck <= {"batch.heard"}, "that one is the consumer's, which is not simulated"
    for fault in (
        "the answer is lost", "the database is away", "a late send lands", "waits for a lock", "† before: commit",
        "a stream has forked", "a record is a dead letter", "the broker",
    ):  # fmt: skip
        assert fault in told, fault


def test_a_broken_promise_is_told_with_its_seed_its_steps_and_how_to_see_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forgets(self: Turn, position: Position) -> None:
        self._positions[position.subject] = position

    monkeypatch.setattr(Turn, "_move", forgets)
    with pytest.raises(BrokenRun) as broken:
        play("parked_against_applied", 0)
    said = str(broken.value)
    assert "again: python -m tests.simulation --scenario parked_against_applied --from " in said
    assert "commit: answered" in said
