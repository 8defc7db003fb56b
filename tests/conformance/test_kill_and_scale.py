"""kill -9 of any one service in the middle of 200 petitions, and routing three times over: every view agrees at the end."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from deploy.local.processes import services
from tests.conformance.town import COUNTY, Town, eventually, numbered

if TYPE_CHECKING:
    from deploy.local.home import Home

pytestmark = pytest.mark.connected
PETITIONS = 200
KILLED = [f"intake-{COUNTY}-1", "routing-1", "deadlines-1", "notifications-1", "analytics-1", "workbench-1"]


def _registered(town: Town, petition: dict[str, Any], command: str) -> dict[str, Any]:
    """A clerk's patience: the same command again until it is answered, which a killed process cannot do at once."""
    for _ in range(100):
        try:
            return town.register(command, **petition)
        except (httpx.HTTPError, AssertionError):
            time.sleep(0.2)
    raise AssertionError("a petition could not be registered")


def _differences(town: Town, matter_ids: set[str]) -> list[str]:
    """Where a view does not hold every matter exactly once, has not heard all of its stream, or has something waiting."""
    ids = {"$in": sorted(matter_ids)}
    found = []
    for service, collection in (
        ("routing", "matters"),
        ("deadlines", "sheets"),
        ("workbench", "matters"),
        ("analytics", "matter_facts"),
    ):
        held = len(town.rows(service, collection, _id=ids))
        if held != len(matter_ids):
            found.append(f"{service} holds {held} of {len(matter_ids)} matters")
    heads = {f"matter:{row['_id']}": row["seq"] for row in town.rows("routing", "matters", _id=ids)}
    for service in ("deadlines", "workbench", "analytics", "notifications"):
        seen = {row["_id"]: row["seq"] for row in town.rows(service, "positions", _id={"$in": sorted(heads)})}
        if seen != heads:
            found.append(f"{service} has heard {len(seen)} of {len(heads)} streams")
        found += [f"{service} waits for {row['waiting_for']}" for row in town.rows(service, "parked")]
    receipts = len(
        town.rows(
            "notifications", "deliveries", **{"state.paper.matter_id": ids, "state.paper.document": "D01.1"}
        )
    )
    if receipts != len(matter_ids):
        found.append(f"{receipts} receipts for {len(matter_ids)} matters")
    return found


def _agree(town: Town, matter_ids: set[str]) -> None:
    """Every view agrees, in the end; the failure says where it does not."""
    try:
        eventually(lambda: not _differences(town, matter_ids), "every view agrees", within=60)
    except AssertionError:
        pytest.fail("; ".join(_differences(town, matter_ids)) or "agreed only after 60 s", pytrace=False)


@pytest.mark.parametrize("victim", KILLED)
def test_a_service_killed_in_the_middle_of_the_work_loses_and_doubles_nothing(
    town: Town, victim: str
) -> None:
    count = PETITIONS // len(KILLED) + 1
    petitions = list(numbered(count))
    with ThreadPoolExecutor(4) as pool:
        told = [pool.submit(_registered, town, p, f"kill-{victim}-{n:04d}") for n, p in enumerate(petitions)]
        eventually(lambda: sum(t.done() for t in told) > count // 3, "a third is registered")
        town.processes[victim].kill()
        time.sleep(0.5)
        town.processes[victim].start()
        answers = [t.result() for t in told]
    matters = {answer["matter_id"] for answer in answers}
    assert len(matters) == count
    _agree(town, matters)
    numbers = Counter(answer["item_no"] for answer in answers)
    assert set(numbers.values()) == {1}
    for service in ("routing", "deadlines", "notifications", "analytics", "workbench"):
        assert town.rows(service, "dead_letters") == []


def test_three_processes_of_routing_share_the_work(town: Town, home: Home) -> None:
    three = services(home, town.around, {"routing": 3})
    copies = [process for process in three if process.name in ("routing-2", "routing-3")]
    try:
        for copy in copies:
            copy.start()
        addresses = [town.url("routing"), *(f"http://127.0.0.1:{copy.port}" for copy in copies)]

        def shares() -> list[list[dict[str, Any]]]:
            return [httpx.get(f"{address}/status", timeout=10).json()["assignments"] for address in addresses]

        def balanced() -> bool:
            held = [{(a["topic"], a["partition"]) for a in one} for one in shares()]
            return all(held) and not (held[0] & held[1] or held[0] & held[2] or held[1] & held[2])

        eventually(balanced, "each holds partitions, none holds another's", within=60)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda p: town.register(**p), numbered(60)))
        matters = {answer["matter_id"] for answer in answers}
        assert len(matters) == 60
        _agree(town, matters)
        eventually(lambda: sum(a["lag"] for one in shares() for a in one) == 0, "the lag is gone")
        for matter_id in matters:
            assert len(town.history(matter_id)) == 1
    finally:
        for copy in copies:
            copy.stop()
