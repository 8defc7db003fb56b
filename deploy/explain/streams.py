"""What the owners announced about one matter, as their histories keep it: bytes, numbers, and where Kafka put them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.mongo import Mongo
from deploy.demo.town import INTAKES

# A message of an owner's own stream and one on a unit's topic count apart (contracts/topics.toml).
LATEST_LAST = [("subject", 1), ("seq", 1)]


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it went on the bus."""

    seq: int
    id: str
    type: str
    topic: str
    partition: int | None
    offset: int | None
    body: Mapping[str, Any]
    traceparent: str

    @property
    def place(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"


@dataclass(frozen=True, slots=True)
class Stream:
    """All that one owner said about one subject: its own events, and copies for units beside them."""

    subject: str
    owner: str
    own: tuple[Said, ...]
    for_units: tuple[Said, ...] = ()

    @property
    def topic(self) -> str:
        return self.own[0].topic if self.own else ""

    @property
    def last(self) -> int:
        return self.own[-1].seq if self.own else 0


async def matter_of(databases: Mapping[str, Mongo], asked: str) -> str | None:
    """The matter of a matter id or an item number; an item is found even if routing has not heard of it."""
    wanted = "".join(asked.split()).upper()
    if ":" in wanted:
        return wanted.lower()
    for county in INTAKES:
        found = await databases[f"intake_{county}"].find("items", {"state.item_no": wanted}, limit=1)
        if found:
            return str(found[0]["state"]["matter_id"])
    return None


async def of_matter(databases: Mapping[str, Mongo], matter_id: str) -> list[Stream]:
    """Items, matter, clocks, deliveries and dossier, in the order in which a matter meets them."""
    county = matter_id.partition(":")[0]
    intake = databases[f"intake_{county}"]
    items = await intake.find("items", {"state.matter_id": matter_id}, only={"_id": 1}, sort=[("_id", 1)])
    papers = {"state.paper.matter_id": matter_id}
    dossier = await _stream(databases["notifications"], "dossiers", "notifications", f"dossier:{matter_id}")
    deliveries = await databases["notifications"].find(
        "deliveries", papers, only={"_id": 1}, sort=[("state.opened_at", 1)]
    )
    return [
        *[await _stream(intake, "items", "intake", f"item:{row['_id']}") for row in items],
        await _stream(databases["routing"], "matters", "routing", f"matter:{matter_id}"),
        await _stream(databases["deadlines"], "sheets", "deadlines", f"clocks:{matter_id}"),
        *[
            await _stream(databases["notifications"], "deliveries", "notifications", f"delivery:{row['_id']}")
            for row in deliveries
        ],
        *([dossier] if dossier.own else []),
    ]


async def _stream(owner: Mongo, kind: str, service: str, subject: str) -> Stream:
    rows = await owner.find(f"{kind}_history", {"subject": subject}, sort=LATEST_LAST)
    own = tuple(_said(row) for row in rows if row["owned"])
    return Stream(subject, service, own, tuple(_said(row) for row in rows if not row["owned"]))


def _said(row: Mapping[str, Any]) -> Said:
    headers = {name: bytes(value).decode() for name, value in row["headers"]}
    return Said(
        row["seq"],
        row["id"],
        headers["ce_type"],
        row["topic"],
        row["partition"],
        row["offset"],
        json.loads(row["body"]),
        headers.get("traceparent", ""),
    )
