"""What every service has on its books, counted by county and read where it lies; nothing is changed."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chassis.mongo import Mongo
from deploy.demo.town import INTAKES
from deploy.demo.units import database_of_systems

# Channels over which number and code are in the citizen's hand at once.
IN_HAND = ("VISIT", "ONLINE", "QR")

Counts = Counter[tuple[str, ...]]


@dataclass
class Books:
    """Counts by key, county first: what intake calls items, routing matters, and so on."""

    items: Counts = field(default_factory=Counter)  # county, channel, first | repeat, receipt | none
    heads: Counts = field(default_factory=Counter)  # county
    matters: Counts = field(default_factory=Counter)  # county, state
    joined: Counts = field(default_factory=Counter)  # county: items as routing knows them
    opinions: Counts = field(default_factory=Counter)  # county: issued
    shares: Counts = field(default_factory=Counter)  # county, unit: assignments
    handling: Counts = field(default_factory=Counter)  # county: accepted assignments on the petition path
    sheets: Counts = field(default_factory=Counter)  # county
    clocks: Counts = field(default_factory=Counter)  # county, clock, state
    deliveries: Counts = field(default_factory=Counter)  # county, document, state
    views: Counts = field(default_factory=Counter)  # county
    facts: Counts = field(default_factory=Counter)  # county, items | matters | a clock's number
    cases: Counts = field(default_factory=Counter)  # county, unit: as the units' own system has them


def total(counts: Counts, *key: str | None) -> int:
    """The sum over all keys that fit; None fits anything, and what is not said fits too."""
    return sum(
        n for k, n in counts.items() if all(want in (None, have) for want, have in zip(key, k, strict=False))
    )


async def read(databases: Mapping[str, Mongo]) -> Books:
    books = Books()
    for county in INTAKES:
        await _intake(books, databases[f"intake_{county}"], county)
    for row in await databases["routing"].find("matters", {}, only={"state": 1}):
        _matter(books, row["state"])
    for row in await databases["deadlines"].find("sheets", {}, only={"state.county": 1, "state.clocks": 1}):
        state = row["state"]
        books.sheets[(state["county"],)] += 1
        books.clocks.update((state["county"], clock["id"], _standing(clock)) for clock in state["clocks"])
    for row in await databases["notifications"].find("deliveries", {}, only={"state": 1}):
        paper = row["state"]["paper"]
        books.deliveries[paper["county"], paper["document"], row["state"]["state"]] += 1
    views = await databases["workbench"].find("matters", {}, only={"state.county": 1})
    books.views.update((row["state"]["county"],) for row in views)
    await _facts(books, databases["analytics"])
    books.cases.update(_cases())
    return books


def _standing(clock: Mapping[str, Any]) -> str:
    """A duty done too late is told apart: a late act never erases the breach."""
    return "LATE" if clock["state"] == "STOPPED" and clock.get("missed_at") else str(clock["state"])


async def _intake(books: Books, intake: Mongo, county: str) -> None:
    for row in await intake.find("items", {}, only={"state.registered": 1}):
        item = row["state"]["registered"]
        which = "repeat" if item.get("is_repeat") else "first"
        receipt = "receipt" if _gets_receipt(item) else "none"
        books.items[county, item["channel"], which, receipt] += 1
        books.heads[(county,)] += item.get("headcount", 1)


def _gets_receipt(item: Mapping[str, Any]) -> bool:
    """By mail who agreed to it, else who was not there in person or on the page; nobody who is anonymous."""
    person = item["petitioner"]
    electronic = bool(person.get("email")) and person.get("consents_electronic", False)
    return not person.get("is_anonymous") and (electronic or item["channel"] not in IN_HAND)


def _matter(books: Books, state: Mapping[str, Any]) -> None:
    county = state["county"]
    books.matters[county, state["state"]] += 1
    books.joined[(county,)] += len(state["item_nos"])
    books.opinions[(county,)] += bool(state.get("issued_at"))
    for share in state.get("assignments", ()):
        books.shares[county, share["unit"]] += 1
        accepted = share["state"] in ("ACK", "REPORTED")
        books.handling[(county,)] += accepted and state["matter_class"] != "SUGGESTION"


async def _facts(books: Books, analytics: Mongo) -> None:
    for row in await analytics.find("matter_facts", {}, only={"state.county": 1, "state.items.item_id": 1}):
        state = row["state"]
        books.facts[state["county"], "matters"] += 1
        books.facts[state["county"], "items"] += len(state["items"])
    for row in await analytics.find("clock_facts", {}, only={"state.county": 1, "state.clock": 1}):
        books.facts[row["state"]["county"], row["state"]["clock"]] += 1


def _cases() -> Iterable[tuple[str, str]]:
    """The units' own file, if their system has ever run."""
    path = database_of_systems()
    if not path.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        return [(unit.partition("-")[0], unit) for (unit,) in file.execute("SELECT unit FROM cases")]
