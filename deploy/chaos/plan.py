"""Which faults happen when: the same seed, the same sequence."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")

USUALLY_EVERY = 12.5  # seconds; with the spread of a gap: from 5 to 20
SPREAD = (0.4, 1.6)


class Kind(StrEnum):
    """What is done, and to whom."""

    KILL = "kill"  # kill -9 of a service
    FREEZE = "freeze"  # SIGSTOP of a service, SIGCONT later
    JOIN = "join"  # one more process of a service, which leaves again
    BROKER_KILL = "broker-kill"
    BROKER_RESTART = "broker-restart"
    PRIMARY_KILL = "primary-kill"
    STEP_DOWN = "step-down"


# One deck; shuffled anew whenever it is used up, so that no kind is ever long in coming.
DECK = (Kind.KILL, Kind.KILL, Kind.FREEZE, Kind.JOIN, Kind.BROKER_KILL, Kind.BROKER_RESTART, Kind.PRIMARY_KILL, Kind.STEP_DOWN)  # fmt: skip
# How long it lasts, in mean gaps: with the usual gap a freeze takes 5 to 20 s.
LASTS = {
    Kind.KILL: (0.05, 0.4), Kind.FREEZE: SPREAD, Kind.JOIN: (0.8, 2.0), Kind.BROKER_KILL: (0.05, 0.5),
    Kind.BROKER_RESTART: (0.0, 0.0), Kind.PRIMARY_KILL: (0.1, 1.2), Kind.STEP_DOWN: (0.0, 0.0),
}  # fmt: skip
BROKER, DATABASE = "kafka", "mongodb"


@dataclass(frozen=True, slots=True)
class Fault:
    """`at`: seconds after the beginning. `lasts`: seconds until it is healed. `gently`: who leaves says farewell."""

    number: int
    at: float
    kind: Kind
    victim: str
    lasts: float
    gently: bool


def usual_count(seconds: float) -> int:
    return max(1, int(seconds / USUALLY_EVERY))


def planned(
    seed: int, seconds: float, count: int, services: Sequence[str], more: Sequence[str]
) -> list[Fault]:
    """`count` faults within `seconds`. `services`: processes to kill and freeze; `more`: those that can join."""
    chance = random.Random(f"chaos {seed}")  # noqa: S311 - to be repeated, not to be secret
    victims = {
        Kind.KILL: _dealt(chance, services),
        Kind.FREEZE: _dealt(chance, services),
        Kind.JOIN: _dealt(chance, more),
    }
    kinds = _dealt(chance, DECK)
    mean = seconds / (count + 1)
    gaps = [chance.uniform(*SPREAD) for _ in range(count)]
    scale, at, faults = mean * count / max(1.0, sum(gaps)), 0.0, []
    for number, gap in enumerate(gaps, 1):
        at += gap * scale
        kind = next(kinds)
        whom = victims.get(kind)
        victim = (
            next(whom) if whom else BROKER if kind in (Kind.BROKER_KILL, Kind.BROKER_RESTART) else DATABASE
        )
        lasts = chance.uniform(*LASTS[kind]) * mean
        faults.append(Fault(number, round(at, 1), kind, victim, round(lasts, 1), chance.random() < 0.5))
    return faults


def _dealt(chance: random.Random, deck: Sequence[T]) -> Iterator[T]:
    """All of a deck in some order, then all of it again in another."""
    while True:
        yield from chance.sample(deck, len(deck))
