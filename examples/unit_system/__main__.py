"""The command: which units to play, where the bus is, how fast to work, where to keep the file."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from datetime import datetime
from pathlib import Path

from examples.unit_system.bus import work
from examples.unit_system.cases import Cases
from examples.unit_system.desk import CHINA, Desk
from examples.unit_system.office import Office


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.unit_system", description=__doc__)
    add = parser.add_argument
    add("--units", required=True, help="unit codes, e.g. 450199-rsj,450199-jyj")
    add("--bootstrap", default="127.0.0.1:9092", help="address of the bus")
    add("--pace", type=float, default=1.0, help="1: seconds instead of days; larger is slower")
    add("--home", type=Path, required=True, help="directory of the file with the cases")
    add("--wrong-every", type=int, default=0, metavar="N", help="make a mistake in every Nth case")
    add("--review-organ", default="县人民政府", help="to whom a citizen may apply for review")
    return parser.parse_args()


def tell(unit: str, case: str, sentence: str) -> None:
    sys.stdout.write(f"{datetime.now(CHINA):%H:%M:%S} {unit} {case} {sentence}\n")
    sys.stdout.flush()


async def run(options: argparse.Namespace) -> None:
    """Play the units until Ctrl-C or SIGTERM."""
    options.home.mkdir(parents=True, exist_ok=True)
    units = [unit.strip() for unit in options.units.split(",")]
    cases = Cases(options.home / "cases.sqlite3")
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    offices = {unit: Office(unit, options.review_organ) for unit in units}
    desk = Desk(cases, offices, tell, options.pace, options.wrong_every)
    with contextlib.closing(cases):
        await work(desk, options.bootstrap, stop)


if __name__ == "__main__":
    asyncio.run(run(arguments()))
