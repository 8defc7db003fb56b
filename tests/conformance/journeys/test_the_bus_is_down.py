"""The bus is gone in opening hours: numbers, slips and talks go on, and everything arrives once and in order when it is back."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from aiokafka import AIOKafkaConsumer

from tests.conformance.journeys.people import REGISTRAR, Citizen, Desk, somebody
from tests.conformance.town import COUNTY, eventually, headers_of

if TYPE_CHECKING:
    from deploy.local.kafka import Kafka
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE, CLERK, TOPIC = f"intake-{COUNTY}", f"{REGISTRAR}@{COUNTY}", f"intake.items.{COUNTY}.v1"
EVERY = 1.5  # seconds from one visitor to the next
PROMISED = 2.0  # seconds from the key to the slip (correction 15)
LONG = pytest.param(600, marks=pytest.mark.long, id="ten minutes")


@dataclass(frozen=True)
class Slip:
    """What a visitor goes home with, and how long they waited for it."""

    number: str
    code: str
    seconds: float


def served(desk: Desk, n: int) -> Slip:
    """One visitor at the window's own page, from the key that sends the form to the printed slip."""
    came = somebody(f"来访{n:04}", 100 + n)
    typed = {name: str(came[name]) for name in ("name", "id_no", "phone")}
    before = time.monotonic()
    answer = desk.fills(
        "/register", **typed, place=f"{COUNTY}003", title=f"第 {n} 位：路灯不亮", channel="VISIT"
    )
    seconds = time.monotonic() - before
    assert answer.status_code == 200, answer.text
    (slip,) = re.findall(r'<article class="paper slip">.*?</article>', answer.text, re.DOTALL)
    number = "".join(re.findall(r"<i>([^<]+)</i>", slip))
    code = re.search(r'class="big code">([^<]+)<', slip)
    assert code, slip
    return Slip(number, code[1], seconds)


def outage(town: Town, desk: Desk, seconds: float) -> list[Slip]:
    """Visitors one after the other for as long as the bus is away."""
    slips: list[Slip] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        next_ = time.monotonic() + EVERY
        slips.append(served(desk, len(slips)))
        time.sleep(max(0.0, next_ - time.monotonic()))
    assert "已保存，待同步" in desk.reads("/register/waiting")
    citizen = Citizen(town, slips[0].number, slips[0].code, "198.51.100.9")
    assert citizen.looks().status_code == 200, "the first visitor's receipt is good already"
    return slips


async def arrived(bootstrap: str) -> list[tuple[int, str]]:
    """Every registration on the county's topic, as it lies there: partition and number."""
    consumer = AIOKafkaConsumer(
        TOPIC, bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        ends, found = await consumer.end_offsets(consumer.assignment()), []
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            for part, records in (await consumer.getmany(timeout_ms=500)).items():
                found += [
                    (part.partition, str(json.loads(record.value)["item_no"]))
                    for record in records
                    if dict(record.headers)["ce_type"] == b"item_registered"
                ]
        return found
    finally:
        await consumer.stop()


def matters_of(town: Town, slips: list[Slip]) -> dict[str, str]:
    """The matter of each number, as intake keeps it."""
    rows = town.rows(
        f"intake_{COUNTY}", "items", **{"state.item_no": {"$in": [slip.number for slip in slips]}}
    )
    return {row["state"]["item_no"]: row["state"]["matter_id"] for row in rows}


def heard_once(town: Town, matters: set[str]) -> bool:
    ids = {"$in": sorted(matters)}
    held = [
        len(town.rows(*where, _id=ids))
        for where in (("routing", "matters"), ("deadlines", "sheets"), ("workbench", "matters"))
    ]
    return set(held) == {len(matters)}


def talked(town: Town, number: str) -> str:
    """The first visitor is heard while the bus is away; the item's id."""
    (row,) = town.rows(f"intake_{COUNTY}", "items", **{"state.item_no": number})
    said: dict[str, Any] = {
        "claims": ["修好路灯"],
        "facts_reasons": "坏了两个月。",
        "read_back": {"signed_by": ["petitioner"]},
    }
    answer = town.post(INTAKE, f"/items/{row['_id']}/interview", CLERK, said)
    assert answer.status_code == 200, answer.text
    return str(row["_id"])


def in_order(slips: list[Slip], bootstrap: str) -> None:
    """Each once on the county's topic (what is sent again after a failure counts where it lay first), as they came to the desk."""
    ours, places = {slip.number for slip in slips}, dict[int, list[str]]()
    for partition, number in asyncio.run(arrived(bootstrap)):
        if number in ours and number not in places.setdefault(partition, []):
            places[partition].append(number)
    assert sum(len(numbers) for numbers in places.values()) == len(slips)
    for numbers in places.values():
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("seconds", [pytest.param(20, id="twenty seconds"), LONG])
def test_the_hall_works_on_and_nothing_is_lost_doubled_or_out_of_order(
    town: Town, kafka: Kafka, seconds: float
) -> None:
    with Desk(town, CLERK) as desk:
        kafka.kill()
        try:
            slips = outage(town, desk, seconds)
            matters = matters_of(town, slips)
            assert town.rows("routing", "matters", _id={"$in": list(matters.values())}) == []
            spoken = talked(town, slips[0].number)
        finally:
            kafka.start()
    back, first = time.monotonic(), int(slips[0].number[-5:])
    assert [int(slip.number[-5:]) for slip in slips] == list(range(first, first + len(slips))), "no gap"
    slowest = max(slip.seconds for slip in slips)
    assert slowest <= PROMISED, f"a visitor waited {slowest:.1f} s for the slip"

    eventually(partial(heard_once, town, set(matters.values())), "every visit is once everywhere", within=60)
    after = time.monotonic() - back
    print(f"{len(slips)} slips, the slowest after {slowest:.2f} s; all arrived {after:.1f} s after the bus")
    in_order(slips, kafka.bootstrap)
    for matter_id in matters.values():
        told = [headers_of(row)["ce_type"] for row in town.history(matter_id)]
        assert told.count("matter_opened") == 1
    (position,) = town.rows("routing", "positions", _id=f"item:{spoken}")
    assert position["seq"] == 2, "registration and talk, one after the other"
    for service in ("routing", "deadlines", "notifications", "workbench", "analytics"):
        assert town.rows(service, "dead_letters") == []
