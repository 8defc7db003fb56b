"""What members that come and go, a relay that dies and a broker that is gone do to the work: nothing that anybody sees."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from chassis.bus import KafkaPublisher
from chassis.documents import Unsent
from deploy.local import probe
from deploy.local.processes import DEADLINES, Service
from tests.conformance.town import COUNTY, VISIT, eventually, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from deploy.local.kafka import Kafka
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE = f"intake-{COUNTY}-1"
STORM, APART = 4, 1.0  # how many come and go; for how many seconds each works
LONGEST_STOP = 25.0  # seconds that whoever asks a process to end has to wait at most
STOPPED = (0, -signal.SIGTERM)  # the web server ends by the signal that it was sent, once it has stopped
TRACE = "0af7651916cd43dd8448eb211c80319c"
HEARD = {"hear item_registered", "hear matter_opened", "hear clock_started", "hear delivery_opened"}
AGAIN = re.compile(
    r'^lianjie_(?:heard_total{.*verdict="duplicate".*}|conflicts_total{.*}) (\d+\.\d+)$', re.MULTILINE
)


class Passing(Service):
    """A member without a name of its own: who comes and goes makes the others share anew each time."""

    def settings(self) -> Mapping[str, str]:
        return {name: value for name, value in super().settings().items() if name != "LIANJIE_INSTANCE"}

    def has_a_share(self) -> bool:
        said = probe.status(self.port)
        return bool(said and said["assignments"])


def _twice(member: Service) -> int:
    """Records that it was given again, and races it lost, because another was at the same records."""
    _, said = probe.get(member.port, "/metrics") or (0, b"")
    return sum(int(float(found)) for found in AGAIN.findall(said.decode()))


def _patiently(town: Town, petition: dict[str, Any], command: str) -> str:
    """A clerk's patience: the same command again until it is answered."""
    for _ in range(60):
        try:
            return str(town.register(command, **petition)["matter_id"])
        except (httpx.HTTPError, AssertionError):
            time.sleep(0.3)
    raise AssertionError("a petition could not be registered")


@contextmanager
def _registering(town: Town, count: int, command: str, over: float = 0) -> Iterator[list[Future[str]]]:
    """Petitions on their way while the block runs; answered when it ends."""

    def one(number: int, petition: dict[str, Any]) -> str:
        time.sleep(over * number / count / 4)
        return _patiently(town, petition, f"{command}-{number:04d}")

    with ThreadPoolExecutor(4) as pool:
        yield [pool.submit(one, number, petition) for number, petition in enumerate(numbered(count))]


def _once_everywhere(town: Town, matter_ids: set[str]) -> bool:
    ids = {"$in": sorted(matter_ids)}
    subjects = [f"matter:{each}" for each in sorted(matter_ids)]
    held = [
        len(town.rows(*where, _id=ids))
        for where in (("routing", "matters"), ("deadlines", "sheets"), ("workbench", "matters"))
    ]
    heard = [
        {row["_id"]: row["seq"] for row in town.rows(service, "positions", _id={"$in": subjects})}
        for service in ("deadlines", "workbench", "analytics", "notifications")
    ]
    return set(held) == {len(matter_ids)} and all(seen == dict.fromkeys(subjects, 1) for seen in heard)


def test_members_that_come_and_go_all_the_time_do_everything_once(town: Town) -> None:
    passing = [Passing(town.home, DEADLINES, copy, town.around) for copy in (2, 3)]
    before, twice = _twice(town.processes["deadlines-1"]), 0
    try:
        with _registering(town, 60, "storm", 4 * STORM) as told:
            for number, member in enumerate(passing * 2, 1):
                member.launch()
                eventually(lambda who=member: who.has_a_share(), "it has a share of the work", 60)
                time.sleep(APART)
                twice += _twice(member)
                member.kill() if number == STORM else member.stop()
        matters = {each.result() for each in told}
    finally:
        for member in passing:
            member.kill()
    assert len(matters) == 60
    eventually(lambda: _once_everywhere(town, matters), "every matter is once everywhere", within=90)
    for matter_id in matters:
        [sheet] = town.rows("deadlines", "sheets", _id=matter_id)
        assert [clock["id"] for clock in sheet["state"]["clocks"]] == ["C02"]
        told_once = [
            row["seq"] for row in town.rows("deadlines", "sheets_history", subject=f"clocks:{matter_id}")
        ]
        assert sorted(told_once) == list(range(1, len(told_once) + 1))
    twice += _twice(town.processes["deadlines-1"]) - before
    print(f"records given to two members, and races lost: {twice}")


def test_a_process_told_to_stop_leaves_in_time_with_work_in_hand_and_with_the_broker_gone(
    town: Town, kafka: Kafka
) -> None:
    intake = town.processes[INTAKE]
    with _registering(town, 40, "stop") as told:
        eventually(lambda: sum(each.done() for each in told) > 10, "some are registered")
        _stopped_in_time(intake)
        intake.start()
    kafka.kill()
    try:
        with _registering(town, 6, "stop-unsent") as unsent:
            eventually(lambda: all(each.done() for each in unsent), "the desk works without the broker")
        _stopped_in_time(intake)
    finally:
        kafka.start()
        intake.start()
    matters = {each.result() for each in (*told, *unsent)}
    assert len(matters) == 46
    eventually(lambda: _once_everywhere(town, matters), "every matter is once everywhere", within=90)


def _stopped_in_time(process: Service) -> None:
    process.ask_to_stop()
    assert process.ended(LONGEST_STOP), f"{process.name} had to be killed"
    assert process.exit_code in STOPPED


def test_two_events_with_one_number_raise_the_alarm_and_stop_that_stream_alone(town: Town) -> None:
    torn, sound = (town.register()["matter_id"] for _ in range(2))
    eventually(lambda: _once_everywhere(town, {torn, sound}), "both are heard")
    before = _forks(town)
    [row] = town.history(torn)
    another = [
        (name, b"another-event" if name == "ce_id" else bytes(value)) for name, value in row["headers"]
    ]
    asyncio.run(
        _publish(town, Unsent(1, "another-event", 1, row["topic"], torn, tuple(another), bytes(row["body"])))
    )
    try:
        eventually(lambda: _forks(town) > before, "the alarm is raised")
        for matter_id in (torn, sound):
            town.act(
                matter_id, "dispatch", f"router@{COUNTY}", {"unit": f"{COUNTY}-zjj", "reason": "采纳系统建议"}
            )
        eventually(lambda: _heard(town, sound) == 2, "the other stream goes on")
        eventually(
            lambda: town.rows("deadlines", "parked", subject=f"matter:{torn}", seq=2), "the torn one waits"
        )
        assert _heard(town, torn) == 1
    finally:
        _settle(town, f"matter:{torn}")
    eventually(lambda: _heard(town, torn) == 2, "settled, it goes on")


async def _publish(town: Town, message: Unsent) -> None:
    publisher = KafkaPublisher(town.around.kafka, "tests")
    await publisher.publish([message])
    await publisher.stop()


def _forks(town: Town) -> float:
    """As the metric of deadlines says."""
    answer = httpx.get(f"{town.url('deadlines')}/metrics", timeout=15).text
    return sum(
        float(line.rpartition(" ")[2])
        for line in answer.splitlines()
        if line.startswith("lianjie_forks_total{")
    )


def _heard(town: Town, matter_id: str) -> int:
    return int(town.rows("deadlines", "positions", _id=f"matter:{matter_id}")[0]["seq"])


def _settle(town: Town, subject: str) -> None:
    """Leave the town as it was: the other event is forgotten by all."""
    for name in town.mongo.list_database_names():
        if name.startswith("lianjie_"):
            town.mongo[name]["parked"].delete_many({"subject": subject, "seq": 1})
            town.mongo[name]["positions"].update_many({"_id": subject}, {"$set": {"forked": False}})


def test_one_trace_goes_on_where_a_killed_relay_left_it(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved, not yet on the bus, killed: the next process's relay sends it under the trace of the request."""
    intake, window = town.processes[INTAKE], town.processes["workbench-1"]
    spans = tmp_path / "spans"
    window.stop()
    intake.kill()
    try:
        with monkeypatch.context() as told:
            told.setenv("LIANJIE_TRACES", str(spans))
            window.launch()
            told.setenv("LIANJIE_RELAY", "false")
            intake.start()
        headers = town.headers(f"registrar@{COUNTY}") | {
            "Idempotency-Key": "saved-not-sent",
            "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01",
        }
        item_id = httpx.post(
            f"{town.url(INTAKE[:-2])}/items", json=VISIT, headers=headers, timeout=30
        ).json()["item_id"]
        intake.kill()
        assert town.rows(f"intake_{COUNTY}", "items_history", subject=f"item:{item_id}") == []
        intake.start()
        eventually(lambda: _under(spans, TRACE) >= HEARD, "the window has heard of it from every owner")
    finally:
        window.restart()


def _under(spans: Path, trace: str) -> set[str]:
    """What was done under one trace, as the file of spans tells."""
    lines = spans.read_text(encoding="utf-8").splitlines() if spans.exists() else []
    told = [json.loads(line) for line in lines if line.endswith("}")]
    return {span["name"] for span in told if span["context"]["trace_id"] == f"0x{trace}"}
