"""Try many seeds: `python -m tests.simulation --seeds 10000`. The first that breaks a promise is printed with its steps,
and with the command that runs just it again."""

from __future__ import annotations

import argparse
import sys
import time

from tests.simulation.run import BrokenRun, names, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000, help="how many, shared out among the scenarios")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first seed")
    parser.add_argument(
        "--scenario", choices=names(), action="append", help="only this one (may be given again)"
    )
    parser.add_argument(
        "--trace", action="store_true", help="print the steps of every run, also of one that holds"
    )
    asked = parser.parse_args()
    chosen = asked.scenario or names()
    each = -(-asked.seeds // len(chosen))
    for name in chosen:
        began, steps = time.process_time(), 0
        for seed in range(asked.first, asked.first + each):
            try:
                world = play(name, seed, traced=asked.trace)
            except BrokenRun as broken:
                print(broken)
                return 1
            steps += world.steps
            if asked.trace:
                print("\n".join(world.trace))
        took = time.process_time() - began
        print(
            f"{name:<44} {each:>7} seeds  {took:7.1f} s  {1000 * took / each:5.2f} ms and {steps // each} steps each"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
