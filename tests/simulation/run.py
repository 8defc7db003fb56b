"""One seed of one scenario, and what to say when it breaks a promise."""

from __future__ import annotations

from tests.simulation import county, failures, scenarios  # noqa: F401 - they enrol themselves
from tests.simulation.scene import SCENARIOS
from tests.simulation.world import World

SHOWN = 400  # last steps


class BrokenRun(AssertionError):
    """Which seed, which promise, the steps that led there, and how to see it again."""


def names() -> list[str]:
    return sorted(SCENARIOS)


def play(name: str, seed: int, *, traced: bool = False) -> World:
    """Run it; the world as it was left. A broken promise is run a second time to tell its steps."""
    world = World(seed, traced=traced)
    try:
        SCENARIOS[name](world).run()
    except Exception as broken:
        if not traced:
            play(name, seed, traced=True)
            raise BrokenRun(
                f"{name}, seed {seed}: broken, and not when it was run again: {broken!r}"
            ) from broken
        raise BrokenRun(
            "\n".join([
                *world.trace[-SHOWN:], "", f"{name}, seed {seed}: {type(broken).__name__}: {broken}",
                f"again: python -m tests.simulation --scenario {name} --from {seed} --seeds 1",
            ])
        ) from broken  # fmt: skip
    return world
