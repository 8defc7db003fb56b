"""A process says how it is, ends when a part of it has failed, and stops in time whatever is gone around it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest

from chassis.bus import KafkaPublisher, apply_topics
from chassis.documents import Unsent
from chassis.ids import new_id
from deploy.local import ports
from deploy.local.home import DIRECTORY
from deploy.local.kafka import Kafka
from deploy.local.mongodb import MongoDB
from lianjie_contracts.directory import load
from lianjie_contracts.topics import spelled_out
from tests.chassis.builders import MATTERS, matter, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from deploy.local.home import Home

pytestmark = pytest.mark.connected

PROGRAM = """
import sys
from chassis.service import Service
from chassis.settings import Settings
from tests.chassis.builders import COPIES, HEARS, TALLIES

async def fails(parts):
    raise SystemError("out of order")

if "broken" in sys.argv:
    from chassis.health import Watch
    Watch.run = fails

Service("deadlines", Settings, (TALLIES, COPIES), lambda _: HEARS, group=lambda s: s.instance).run()
"""
NOWHERE = "127.0.0.1:9"


def heard_by(service: str) -> list[str]:
    """A service waits until every topic that is declared to be heard by it is there."""
    return [topic.name for topic in spelled_out(load(DIRECTORY)) if service in topic.consumers]


class Process:
    """One small service in a process of its own."""

    def __init__(self, log: Path, kafka: str, mongo: str, *arguments: str, driver: str = "motor") -> None:
        [self.port] = ports.free_ports(1)
        told = {
            "ENVIRONMENT": "development", "KAFKA": kafka, "MONGO": mongo, "MONGO_DRIVER": driver, "PORT": str(self.port),
            "INSTANCE": f"test-{new_id()}", "DATABASE": f"process_{new_id()[-12:]}", "DIRECTORY": str(DIRECTORY),
            "TOKEN_SECRET": "s" * 40,
        }  # fmt: skip
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, *arguments], stdout=out, stderr=out,
                env={**os.environ, **{f"LIANJIE_{name}": value for name, value in told.items()},
                     "PYTHONPATH": os.pathsep.join(sys.path)},
            )  # fmt: skip

    def asked(self, path: str) -> int:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=15).status_code
        except httpx.HTTPError:
            return 0

    def seconds_to_stop(self) -> float:
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.monotonic() - began


@contextlib.contextmanager
def a_process(log: Path, kafka: str, mongo: str, *arguments: str, driver: str = "motor") -> Iterator[Process]:
    started = Process(log, kafka, mongo, *arguments, driver=driver)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()


def until(holds: Callable[[], bool], within: float = 40) -> None:
    last = time.monotonic() + within
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.1)


def test_while_the_database_is_awaited_the_process_lives_is_not_ready_and_stops_at_once(
    tmp_path: Path,
) -> None:
    with a_process(tmp_path / "log", NOWHERE, f"mongodb://{NOWHERE}/?replicaSet=none") as process:
        until(lambda: process.asked("/live") == 200)
        assert process.asked("/ready") == 503
        assert process.seconds_to_stop() < 8


def test_without_the_bus_a_process_is_ready_for_the_desk(tmp_path: Path, mongodb: MongoDB) -> None:
    with a_process(tmp_path / "log", NOWHERE, mongodb.url) as process:
        until(lambda: process.asked("/ready") == 200)
        assert process.seconds_to_stop() < 15


def test_a_process_of_which_a_part_has_failed_ends(tmp_path: Path, mongodb: MongoDB) -> None:
    with a_process(tmp_path / "log", NOWHERE, mongodb.url, "broken") as process:
        assert process.process.wait(60) == 1
        assert "a task has failed" in process.log.read_text()


@pytest.mark.asyncio
async def test_processes_with_a_batch_in_hand_stop_in_time_though_the_database_is_gone(
    tmp_path: Path, alone: Home
) -> None:
    """On either driver; on a bus of their own, for nobody else must hear of a matter that does not exist."""
    database = MongoDB(alone, *ports.free_ports(1))
    with contextlib.ExitStack() as stack:
        kafka = stack.enter_context(Kafka(alone, *ports.free_ports(2)))
        await apply_topics(kafka.bootstrap, [(name, 3, {}) for name in heard_by("deadlines")])
        database.start()
        stack.callback(database.kill)
        processes = [
            stack.enter_context(a_process(tmp_path / driver, kafka.bootstrap, database.url, driver=driver))
            for driver in ("motor", "pymongo")
        ]
        for process in processes:
            until(lambda process=process: process.asked("/ready") == 200)
        database.kill()
        record = signed(1, f"{matter()}-{new_id()}")
        publisher = KafkaPublisher(kafka.bootstrap, "test")
        headers = tuple((name, value or b"") for name, value in record.headers)
        of = (record.key or b"").decode()
        [landed] = await publisher.publish([Unsent(1, "x", 1, MATTERS, of, headers, record.value or b"")])
        await publisher.stop()
        assert landed
        for process in processes:
            until(lambda process=process: "waiting for the store" in process.log.read_text(), 60)
        with ThreadPoolExecutor() as pool:
            assert max(pool.map(Process.seconds_to_stop, processes)) < 25
