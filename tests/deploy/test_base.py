"""Kafka and MongoDB keep what they were given through stops, kills and new ports."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

import pytest
from pymongo import MongoClient
from pymongo.write_concern import WriteConcern

from chassis.bus import apply_topics
from deploy.local import ports, topics
from deploy.local.home import DIRECTORY, Home
from deploy.local.kafka import Kafka
from deploy.local.mongodb import MongoDB, find_mongod
from lianjie_contracts.directory import load
from lianjie_contracts.topics import spelled_out

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.connected


def write(mongodb: MongoDB, text: str) -> None:
    with MongoClient(mongodb.url) as client:
        client.trial.get_collection("words", write_concern=WriteConcern("majority")).insert_one(
            {"text": text}
        )


def read(mongodb: MongoDB) -> list[str]:
    with MongoClient(mongodb.url) as client:
        return [row["text"] for row in client.trial.words.find()]


def test_mongodb_has_a_primary_again_after_a_kill_and_after_its_port_changed(alone: Home) -> None:
    mongodb = MongoDB(alone, *ports.free_ports(1))
    with mongodb:
        write(mongodb, "first")
        mongodb.kill()
        mongodb.start()
        write(mongodb, "after the kill")
        mongodb.stop()
        (mongodb.port,) = ports.free_ports(1)
        mongodb.start()
        write(mongodb, "on another port")
        assert read(mongodb) == ["first", "after the kill", "on another port"]


def test_mongodb_runs_transactions(mongodb: MongoDB) -> None:
    with MongoClient(mongodb.url) as client, client.start_session() as session, session.start_transaction():
        client.trial.sums.insert_one({"_id": 1}, session=session)


def test_kafka_keeps_its_topics_through_a_kill_and_a_new_port_in_a_directory_with_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins_with_a_dash = uuid.UUID(bytes=b"\xfb" * 16)
    monkeypatch.setattr("deploy.local.kafka.uuid.uuid4", lambda: begins_with_a_dash)
    home = Home(root=tmp_path / "联合 接访, a:b" / "家", cache=Home.here().cache)
    kafka = Kafka(home, *ports.free_ports(2))
    with kafka:
        assert asyncio.run(apply_topics(kafka.bootstrap, [("trial.v1", 3, {})])) == ["trial.v1"]
        kafka.kill()
        kafka.start()
        assert topics.partitions(kafka.bootstrap) == {"trial.v1": 3}
        kafka.stop()
        kafka.port, kafka.controller_port = ports.free_ports(2)
        kafka.start()
        assert asyncio.run(apply_topics(kafka.bootstrap, [("trial.v1", 3, {})])) == []


def test_the_declared_topics_are_applied_once(alone: Home) -> None:
    """On a Kafka of its own: others make topics of these names with partitions of their own on the session's."""
    with Kafka(alone, *ports.free_ports(2)) as kafka:
        wanted = {topic.name: topic.partitions_local for topic in spelled_out(load(DIRECTORY))}
        assert len(wanted) > 100
        declared, made = topics.apply(kafka.bootstrap)
        assert (declared, set(made)) == (len(wanted), set(wanted))
        assert wanted.items() <= topics.partitions(kafka.bootstrap).items()
        assert topics.apply(kafka.bootstrap) == (len(wanted), [])
        assert topics.plan(kafka.bootstrap) == topics.Plan(len(wanted), (), rights=None)


def test_the_bundled_mongod_is_known_to_be_out_of_support() -> None:
    found = find_mongod()
    assert found.supported == (found.major >= 7)
