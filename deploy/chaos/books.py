"""What every service has on its books at the end, and what the gateway was handed: read where it lies, nothing asked."""

from __future__ import annotations

import email
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.policy import default
from typing import TYPE_CHECKING, Any

from chassis.bus_groups import Groups
from chassis.mongo import Mongo
from deploy.agreement import Report, verified
from deploy.local.home import Home
from deploy.local.processes import COUNTIES, SERVICES, Surroundings
from deploy.system import System
from services.intake.store import ITEMS
from services.notifications.store import DELIVERIES
from services.routing.store import MATTERS

if TYPE_CHECKING:
    from pathlib import Path

    from chassis.documents import Kind

Databases = Mapping[str, Mongo]
# What a service says when two histories meet: never to be read in any log.
ALARMS = ("a stream has forked", "the history holds another event")


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

    heads: dict[str, int] = field(default_factory=dict)
    agreement: Report = field(default_factory=Report)
    views: dict[str, Counter[str]] = field(default_factory=dict)
    complete: dict[str, set[str]] = field(default_factory=dict)
    papers: Counter[str] = field(default_factory=Counter)
    served: set[str] = field(default_factory=set)
    deliveries: set[str] = field(default_factory=set)
    mails: list[Mail] = field(default_factory=list)
    waiting: Counter[str] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)


def databases(url: str) -> Databases:
    """Every service's own; intake has one per county."""
    names = [f"intake_{county}" for county in COUNTIES] + [each for each in SERVICES if each != "intake"]
    return {name: Mongo(url, f"lianjie_{name}") for name in names}


async def read(kept: Databases, around: Surroundings) -> Books:
    """All that the services keep; seconds per ten thousand matters."""
    books = Books()
    async with System.here(around) as system, Groups.of(system.kafka, system.login) as groups:
        books.agreement = await verified(await system.inspections(groups), lambda _: None)
    owners: list[tuple[str, Kind[Any]]] = [("routing", MATTERS), *((name, ITEMS) for name in _intakes(kept))]
    for name, kind in owners:
        rows = await kept[name].find(kind.name, {}, only={"seq": 1})
        books.heads |= {f"{kind.subject}:{row['_id']}": row["seq"] for row in rows}
    await _views(books, kept)
    _papers(books, await kept["notifications"].find(DELIVERIES.name, {}, only={"state": 1}))
    for name, database in kept.items():
        books.waiting[f"{name} parked"] = await database.count("parked", {})
        books.waiting[f"{name} dead letters"] = await database.count("dead_letters", {})
        books.waiting[f"{name} forks"] = await database.count("positions", {"forked": True})
    return books


def read_files(books: Books, home: Home) -> None:
    """What the gateway was handed, and what was cried out in a log."""
    books.mails = [_mail(path) for path in sorted(home.mail.glob("*.eml"))]
    books.alarms = list(_alarms(home.run.glob("*.log")))


def _intakes(kept: Databases) -> list[str]:
    return [name for name in kept if name.startswith("intake_")]


async def _views(books: Books, kept: Databases) -> None:
    books.views = {
        service: Counter()
        for service in ("intake", "routing", "deadlines", "notifications", "analytics", "workbench")
    }
    for owner in _intakes(kept):
        items = await kept[owner].find(ITEMS.name, {}, only={"state.item_no": 1})
        books.views["intake"].update(row["state"]["item_no"] for row in items)
    for service, collection in (("deadlines", "sheets"), ("notifications", "matter_sheets")):
        books.views[service].update(
            row["_id"] for row in await kept[service].find(collection, {}, only={"_id": 1})
        )
    for service, collection, path in (
        ("routing", "matters", "item_nos"), ("workbench", "matters", "numbers"), ("analytics", "matter_facts", "items"),
    ):  # fmt: skip
        only = {f"state.{path}": 1, "state.state": 1, "state.completed_at": 1}
        rows = await kept[service].find(collection, {}, only=only)
        books.complete[service] = {row["_id"] for row in rows if _is_complete(row["state"])}
        for row in rows:
            held = row["state"].get(path, ())
            books.views[service].update(each["item_no"] if isinstance(each, dict) else each for each in held)


def _is_complete(state: Mapping[str, Any]) -> bool:
    return state.get("state") == "COMPLETED" or bool(state.get("completed_at"))


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
