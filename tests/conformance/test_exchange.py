"""A superior's own system on the real bus: a transfer comes down twice and is one item; its result goes up and is numbered once."""

from __future__ import annotations

import asyncio
import base64
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from deploy.local.keys import keys
from examples.upper_system.bus import work
from examples.upper_system.office import Superior
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lianjie_contracts.events.upper_transfer import UpperTransfer
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
ROUTER, REGISTRAR = f"router@{COUNTY}", f"registrar@{COUNTY}"
GUIDED = {
    "path": "LITIGATION", "reason": "已经起诉", "basis": "《信访工作条例》第三十一条", "remedy": "请向云岭县人民法院反映",
}  # fmt: skip


@contextmanager
def at_work(town: Town, office: Superior, *transfers: UpperTransfer) -> Iterator[None]:
    """The superior's own process, as far as the counties can tell."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    job = work(office, list(transfers), town.around.kafka, stop)
    thread = threading.Thread(target=loop.run_until_complete, args=(job,))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()


def test_a_transfer_comes_down_twice_and_its_result_goes_up_and_is_numbered_once(town: Town) -> None:
    office = Superior(base64.b64decode(keys(town.home.keys)["EXCHANGE_KEY"]))
    number = f"GX{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    said: dict[str, Any] = {
        "title": "安置小区屋面渗漏要求维修",
        "place_code": f"{COUNTY}003",
        "name": "覃桂兰",
    }
    transfer = office.hand_down(number, COUNTY, date(2099, 9, 30), datetime.now(UTC), **said)
    with at_work(town, office, transfer, transfer):
        item_no = eventually(lambda: office.lines[number].item_no, "the transfer is answered with our number")
        (item,) = town.rows(f"intake_{COUNTY}", "items", **{"state.registered.exchange_no": number})
        matter_id = item["state"]["matter_id"]
        eventually(lambda: town.matter(matter_id), "the matter is opened")
        town.act(matter_id, "guide", ROUTER, GUIDED)
        town.act(matter_id, "acts/send_package", REGISTRAR)
        matter = eventually(
            lambda: (m := town.matter(matter_id)) and m["exchange"] == "RECONCILED" and m,
            "the number came back",
        )
    told = matter["above"]["exchange"]
    assert (told["number"], told["packages"], told["returned"]) == (number, 1, f"HF-{number}-1")
    assert office.lines[number].result["BDBH"] == item_no
    rows = [row for row in town.history(matter_id) if b'"row":"EX' in bytes(row["body"])]
    assert len(rows) == 2
    listed = town.get("routing", "/exchange", REGISTRAR).json()
    assert [row["回号"] for row in listed if row["上级编号"] == number] == [f"HF-{number}-1"]
