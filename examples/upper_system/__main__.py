"""The command: hand down the transfers of a JSON file, and take results in until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from examples.upper_system.bus import work
from examples.upper_system.office import Superior


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m examples.upper_system", description=__doc__)
    parser.add_argument(
        "transfers", type=Path, help="JSON: [{number, county, due_on, title, place_code, name, …}]"
    )
    parser.add_argument("--bootstrap", default="127.0.0.1:9092", help="address of the bus")
    told = parser.parse_args()
    office = Superior(base64.b64decode(os.environ["LIANJIE_EXCHANGE_KEY"]))
    rows = json.loads(told.transfers.read_text(encoding="utf-8"))
    now = datetime.now(UTC)
    transfers = [
        office.hand_down(**row | {"due_on": date.fromisoformat(row["due_on"])}, now=now) for row in rows
    ]
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    await work(office, transfers, told.bootstrap, stop)
    for number, line in office.lines.items():
        sys.stdout.write(f"{number} {line.item_no or dict(line.refused)} {dict(line.result)}\n")


if __name__ == "__main__":
    asyncio.run(main())
