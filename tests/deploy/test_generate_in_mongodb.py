"""Made-up histories in a real database: killed and repeated, and gone on with by the services."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo import MongoClient

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.documents import Document, Record
from chassis.hearing import Hearing
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from deploy.generate.filling import Scribe, Task
from deploy.generate.generation import Generation, numbered
from deploy.local import ports
from deploy.local.home import DIRECTORY, PROJECT, Home
from deploy.local.keys import keys
from deploy.local.mongodb import MongoDB
from lianjie_contracts.base import Actor
from lianjie_contracts.directory import load
from lianjie_contracts.vocabulary import Path
from services.deadlines.law import committed
from services.deadlines.service import heard_under
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import Matter
from services.routing.domain.roads.screening import Guidance
from services.routing.store import MATTERS

pytestmark = pytest.mark.database
COUNT = 300
GRACE = timedelta(minutes=10)
ROUTER = Actor(id="router@450199", role="router", name="莫志远")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(root=tmp_path_factory.mktemp("generated"), cache=Home.here().cache)
    made.make()
    return made


@pytest.fixture(scope="module")
def mongodb(own: Home) -> Iterator[MongoDB]:
    part = MongoDB(own, ports.free_ports(1)[0])
    part.start()
    yield part
    part.kill()


def command(own: Home, mongodb: MongoDB, *words: str) -> subprocess.Popen[str]:
    told = {
        **os.environ,
        "LIANJIE_HOME": str(own.root),
        "LIANJIE_LANGUAGE": "en",
        "LIANJIE_MONGO": mongodb.url,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "deploy.cli", "generate", *words], cwd=PROJECT, env=told, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def client(mongodb: MongoDB) -> Iterator[MongoClient[dict[str, Any]]]:
    made: MongoClient[dict[str, Any]] = MongoClient(mongodb.url, tz_aware=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def filled(own: Home, mongodb: MongoDB, client: MongoClient[dict[str, Any]]) -> Task:
    """Killed in the middle, with -9 and with its processes, and repeated; the task as it was carried out."""
    first = command(own, mongodb, "--matters", str(COUNT), "--processes", "1")
    while first.poll() is None and not client.lianjie_generated.chunks.count_documents({}):
        time.sleep(0.02)
    assert first.poll() is None, "it was killed while it worked"
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    assert client.lianjie_generated.chunks.count_documents({}) < 2
    again = command(own, mongodb, "--matters", str(COUNT))
    said, wrong = again.communicate(timeout=300)
    assert again.returncode == 0, said + wrong
    until = client.lianjie_generated.generations.find_one({})["until"]  # type: ignore[index]
    generation = Generation(1, COUNT, 12, until, load(DIRECTORY))
    secrets = {name.lower(): value for name, value in keys(own.keys).items()}
    return Task(mongodb.url, secrets, generation, numbered(generation), {})


def test_killed_and_repeated_it_ends_the_same(filled: Task, client: MongoClient[dict[str, Any]]) -> None:
    scribe = Scribe(filled)
    wanted: dict[tuple[str, str], dict[str, Any]] = {}

    async def all_rows() -> None:
        for chunk in range(filled.generation.chunks):
            for place, rows in (await scribe.rows(chunk)).items():
                wanted.setdefault(place, {}).update({row["_id"]: row for row in rows})

    asyncio.run(all_rows())
    for (database, collection), rows in wanted.items():
        there = {row["_id"]: row for row in client[database][collection].find()}
        assert there.keys() == rows.keys(), f"{database}.{collection}"
        versions = {id_: row.get("version") for id_, row in rows.items()}
        assert {id_: row.get("version") for id_, row in there.items()} == versions
    for series, total in filled.numbers.totals.items():
        if ":" not in series:
            row = client[f"lianjie_intake_{series[:6]}"].counters.find_one({"_id": series})
            assert row is not None
            assert row["last"] == total


def test_a_third_run_has_nothing_to_do_and_another_seed_is_refused(
    own: Home, mongodb: MongoDB, filled: Task
) -> None:
    third = command(own, mongodb, "--matters", str(COUNT))
    assert "all there already" in third.communicate(timeout=120)[0]
    other = command(own, mongodb, "--matters", str(COUNT), "--seed", "2")
    assert "--beside" in other.communicate(timeout=120)[1]
    assert other.returncode == 1


def test_the_next_act_is_done_and_heard(filled: Task) -> None:
    """A matter that waits is guided elsewhere: its stream goes on, and deadlines hears that without parking it."""

    async def next_act() -> tuple[Document[Matter], Document[Matter], int, list[Any]]:
        clock = SettableClock(datetime.now(UTC))
        routing, deadlines = Mongo(filled.mongo, "lianjie_routing"), Mongo(filled.mongo, "lianjie_deadlines")
        store = MongoStore(routing)
        row = (await routing.find(MATTERS.name, {"state.state": "SCREENING"}, limit=1))[0]
        before = (await store.get(MATTERS, [row["_id"]]))[row["_id"]]
        brings = Guidance(
            Path.LITIGATION, "LEGAL_PATH", "已经诉讼", "《信访工作条例》第三十一条", "可依法申诉"
        )
        wish = Intent(Act.GUIDE_TO_PATH, ROUTER, clock.now(), frozenset({"router"}), None, brings)
        commands = Commands(store, clock, "lianjie/routing", lambda _kind, _id: None)
        await commands.run(MATTERS, before.id, "the-next-act", lambda matter: decide(matter, [wish]))
        after = (await store.get(MATTERS, [before.id]))[before.id]
        said = (await routing.find(MATTERS.name, {"_id": before.id}))[0]["unsent"]
        hearing = Hearing("deadlines", MongoStore(deadlines), clock, heard_under(committed(GRACE)), {})
        await hearing.batch([_record(said[0])])
        position = (await deadlines.find("positions", {"_id": f"matter:{before.id}"}))[0]["seq"]
        parked = await MongoStore(deadlines).waiting(10)
        for mongo in (routing, deadlines):
            await mongo.close()
        return before, after, position, parked

    before, after, position, parked = asyncio.run(next_act())
    assert after.seq == before.seq + 1 == position
    assert after.state is not None
    assert after.state.state == "CLOSED_AT_INTAKE"
    assert parked == []


def _record(unsent: dict[str, Any]) -> Record:
    headers = tuple((name, bytes(value)) for name, value in unsent["headers"])
    return Record(unsent["topic"], 0, 0, unsent["key"].encode(), bytes(unsent["body"]), headers)
