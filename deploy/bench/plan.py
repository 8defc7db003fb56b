"""How long each part of a benchmark presses: the quick form for an impression, the full one for a figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Seconds of each load, and the numbers of clients that are tried one after the other."""

    name: str
    warm_up: float
    step: float
    clients: tuple[int, ...]
    steady: float
    burst: float
    reads: float
    halfway: float
    idle: float
    probes: float = 30.0


QUICK = Plan(
    "quick", warm_up=3, step=10, clients=(32,), steady=8, burst=20, reads=4, halfway=10, idle=4, probes=10
)
FULL = Plan(
    "full", warm_up=5, step=25, clients=(16, 32, 48, 60), steady=30, burst=60, reads=10, halfway=30, idle=10
)
TINY = Plan(
    "tiny",
    warm_up=0.3,
    step=0.5,
    clients=(2,),
    steady=0.5,
    burst=0.3,
    reads=0.3,
    halfway=0.5,
    idle=0.3,
    probes=1,
)
REGISTRATIONS, BURST = 25.0, 100.0  # a second (design, §9)
GREW = 1.05  # a step that adds less ends the search for the maximum
