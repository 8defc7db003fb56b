"""What every service has on its books at the end, and what the gateway was handed: read where it lies, nothing asked."""

from __future__ import annotations

import email
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.policy import default
from typing import TYPE_CHECKING, Any

from chassis.documents import chained
from deploy.local.home import DIRECTORY
from deploy.local.processes import COUNTIES, SERVICES
from lianjie_contracts.directory import load
from lianjie_contracts.topics import spelled_out

if TYPE_CHECKING:
    from pathlib import Path

    from pymongo import MongoClient
    from pymongo.database import Database

HISTORY = "_history"
# What a service says when two histories meet: never to be read in any log.
ALARMS = ("a stream has forked", "the history holds another event")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: its last number and the hash over all of it."""

    seq: int
    hash: str


@dataclass
class Stream:
    """All streams of one kind: as their documents say, as the history tells them, and how far each consumer has heard."""

    kind: str
    heads: dict[str, Head] = field(default_factory=dict)
    told: dict[str, Head] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)
    heard: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as the gateway took it."""

    id: str
    delivery: str
    to: str


@dataclass
class Books:
    """`views`: how often each service has each item or matter. `complete`: the matters each says are completed.
    `papers`: how many deliveries there are of one document of one matter."""

    streams: list[Stream] = field(default_factory=list)
    views: dict[str, Counter[str]] = field(default_factory=dict)
    complete: dict[str, set[str]] = field(default_factory=dict)
    papers: Counter[str] = field(default_factory=Counter)
    served: set[str] = field(default_factory=set)
    deliveries: set[str] = field(default_factory=set)
    mails: list[Mail] = field(default_factory=list)
    waiting: Counter[str] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)


def read(mongo: MongoClient[dict[str, Any]], home_run: Path, mail: Path) -> Books:
    """Everything; seconds per ten thousand matters."""
    databases = _databases(mongo)
    books = Books(streams=list(_streams(databases)))
    _views(books, databases)
    _papers(books, databases["notifications"]["deliveries"].find({}, {"state": 1}))
    for name, database in databases.items():
        books.waiting[f"{name} parked"] = database["parked"].count_documents({})
        books.waiting[f"{name} dead letters"] = database["dead_letters"].count_documents({})
        books.waiting[f"{name} forks"] = database["positions"].count_documents({"forked": True})
    books.mails = [_mail(path) for path in sorted(mail.glob("*.eml"))]
    books.alarms = list(_alarms(home_run.glob("*.log")))
    return books


def _databases(mongo: MongoClient[dict[str, Any]]) -> dict[str, Database[dict[str, Any]]]:
    names = [f"intake_{county}" for county in COUNTIES] + [each for each in SERVICES if each != "intake"]
    return {name: mongo[f"lianjie_{name}"] for name in names}


def _streams(databases: Mapping[str, Database[dict[str, Any]]]) -> Iterator[Stream]:
    """Of every kind that keeps a history; who hears it, the contracts say of its topic."""
    consumers = {topic.name: topic.consumers for topic in spelled_out(load(DIRECTORY))}
    for name, database in databases.items():
        for collection in sorted(database.list_collection_names()):
            if collection.endswith(HISTORY) and collection.removesuffix(HISTORY) != "dead_letters":
                stream = Stream(f"{name}.{collection.removesuffix(HISTORY)}")
                topic, prefix = _tell(stream, database[collection].find({"owned": True}).sort([("subject", 1), ("seq", 1)]))  # fmt: skip
                heads = database[collection.removesuffix(HISTORY)].find({}, {"seq": 1, "head": 1})
                stream.heads = {f"{prefix}:{row['_id']}": Head(row["seq"], row["head"]) for row in heads}
                for service in consumers.get(topic, ()):
                    stream.heard |= _heard(service, prefix, databases)
                yield stream


def _tell(stream: Stream, rows: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """Follow each stream from its first event on; the topic and the word before its subjects."""
    topic = prefix = ""
    for row in rows:
        topic, subject, prefix = row["topic"], row["subject"], row["subject"].partition(":")[0]
        before = stream.told.get(subject, Head(0, ""))
        if row["seq"] != before.seq + 1:
            stream.gaps.append(f"{subject} #{before.seq + 1}")
        stream.told[subject] = Head(row["seq"], chained(before.hash, row["id"], bytes(row["body"])))
    return topic, prefix


def _heard(
    service: str, prefix: str, databases: Mapping[str, Database[dict[str, Any]]]
) -> dict[str, dict[str, int]]:
    """Every county's intake hears for itself."""
    names = [name for name in databases if name == service or name.startswith(f"{service}_")]
    where = {"_id": {"$gte": f"{prefix}:", "$lt": f"{prefix};"}}
    return {
        name: {row["_id"]: row["seq"] for row in databases[name]["positions"].find(where, {"seq": 1})}
        for name in names
    }


def _views(books: Books, databases: Mapping[str, Database[dict[str, Any]]]) -> None:
    books.views = {
        name: Counter()
        for name in ("intake", "routing", "deadlines", "notifications", "analytics", "workbench")
    }
    for county in COUNTIES:
        items = databases[f"intake_{county}"]["items"].find({}, {"state.item_no": 1})
        books.views["intake"].update(row["state"]["item_no"] for row in items)
    for service, collection in (("deadlines", "sheets"), ("notifications", "matter_sheets")):
        books.views[service].update(row["_id"] for row in databases[service][collection].find({}, {"_id": 1}))
    for service, collection, path in (
        ("routing", "matters", "item_nos"), ("workbench", "matters", "numbers"), ("analytics", "matter_facts", "items"),
    ):  # fmt: skip
        books.complete[service] = set()
        only = {f"state.{path}": 1, "state.state": 1, "state.completed_at": 1}
        for row in databases[service][collection].find({}, only):
            state = row["state"]
            held = state.get(path, ())
            books.views[service].update(each["item_no"] if isinstance(each, dict) else each for each in held)
            if state.get("state") == "COMPLETED" or state.get("completed_at"):
                books.complete[service].add(row["_id"])


def _papers(books: Books, deliveries: Iterable[Mapping[str, Any]]) -> None:
    for row in deliveries:
        state, paper = row["state"], row["state"]["paper"]
        books.deliveries.add(row["_id"])
        books.papers[f"{paper['matter_id']} {paper['document']}"] += 1
        if state["mode"] == "ELECTRONIC" and state["state"] == "SERVED":
            books.served.add(row["_id"])


def _mail(path: Path) -> Mail:
    with path.open("rb") as file:
        said = email.message_from_binary_file(file, policy=default)
    return Mail(str(said["Message-ID"]), str(said["X-Lianjie-Delivery"]), str(said["X-RcptTo"]))


def _alarms(logs: Iterable[Path]) -> Iterator[str]:
    for log in logs:
        with log.open(encoding="utf-8", errors="replace") as lines:
            yield from (
                f"{log.stem}: {line.strip()[:200]}"
                for line in lines
                if any(alarm in line for alarm in ALARMS)
            )
