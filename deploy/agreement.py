"""Do owners and consumers agree? Asks everybody, looks at suspects twice, and sends again what was lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chassis.bus import KafkaPublisher
from chassis.dead_letters import DEAD_LETTERS
from chassis.documents import Unsent
from chassis.inspecting import AT_ONCE, Inspection
from chassis.mongo import Mongo
from chassis.mongo_store import PARKED, message_of
from chassis.resending import send_again
from chassis.verifying import Finding, Finds
from deploy.system import Base, System

A_MOMENT = 3.0  # seconds between two looks at what seems wrong
NO_LONGER_NEW = timedelta(minutes=1)  # what has been parked for longer does not sort itself out
DOUBTFUL = frozenset({Finds.GAP, Finds.CHANGED, Finds.BEYOND, Finds.FORK})
Counted = Callable[[int], None]


@dataclass
class Report:
    """What was found, by kind."""

    looked_at: int = 0
    found: list[Finding] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return not self.found

    def of(self, kind: Finds) -> list[Finding]:
        return [finding for finding in self.found if finding.kind is kind]

    def as_data(self, first: int = 20) -> dict[str, Any]:
        """For a scheduler: how many of each kind, and the first few."""
        kinds = {kind: self.of(kind) for kind in Finds}
        return {
            "agrees": self.agrees,
            "looked_at": self.looked_at,
            "findings": {
                kind: {"count": len(found), "first": [_as_data(finding) for finding in found[:first]]}
                for kind, found in kinds.items()
                if found
            },
        }


def _as_data(finding: Finding) -> dict[str, Any]:
    return {
        "owner": finding.owner, "consumer": finding.consumer, "subject": finding.subject, "seq": finding.seq,
    }  # fmt: skip


async def verified(inspections: Sequence[Inspection], counted: Counted) -> Report:
    """Ask all of them, one after the other: what is on its way is no difference."""
    report = Report()

    def told(number: int) -> None:
        report.looked_at += number
        counted(number)

    for inspection in inspections:
        first: list[Finding] = []
        async for suspects in lots(inspection.suspects(told)):
            first += await inspection.examined(suspects)
        report.found += await _confirmed(inspection, first)
    consumers = {each.name: each.mongo for inspection in inspections for each in inspection.consumers}
    for name, mongo in consumers.items():
        report.found += await _lying_aside(name, mongo)
    return report


async def _confirmed(inspection: Inspection, first: Sequence[Finding]) -> list[Finding]:
    """Those that are still so after a moment."""
    if not first:
        return []
    await asyncio.sleep(A_MOMENT)
    before = {(finding.kind, finding.subject, finding.consumer) for finding in first}
    subjects = list(dict.fromkeys(finding.subject for finding in first))
    again = await inspection.examined(subjects)
    return [finding for finding in again if (finding.kind, finding.subject, finding.consumer) in before]


async def _lying_aside(name: str, mongo: Mongo) -> list[Finding]:
    """Everything that waits for somebody to act."""
    old = {"since": {"$lt": await mongo.now() - NO_LONGER_NEW}}
    parked = await mongo.find(PARKED, old, only={"subject": 1, "seq": 1}, sort=[("since", 1)])
    dead = await mongo.find(DEAD_LETTERS.name, {"state.open": True}, sort=[("state.at", 1)])
    letters = [letter["state"] for letter in dead]
    return [
        *(Finding(Finds.PARKED, "", row["subject"], row["seq"], name) for row in parked),
        *(Finding(Finds.DEAD, "", row.get("subject", ""), row.get("seq", 0), name) for row in letters),
    ]


async def sent_again(
    system: System, inspections: Sequence[Inspection], report: Report, counted: Counted
) -> int:
    """Publish from the histories what consumers lack; how many messages. A history that cannot be trusted stays where
    it is: what it says would be believed."""
    by_owner = {(each.owner, each.prefix): each for each in inspections}
    doubtful = {(f.owner, f.subject) for f in report.found if f.kind in DOUBTFUL}
    from_seq: dict[tuple[str, str], int] = {}
    for finding in report.of(Finds.LOST):
        at = (finding.owner, finding.subject)
        if at not in doubtful:
            from_seq[at] = min(finding.seq, from_seq.get(at, finding.seq))

    async def messages() -> AsyncIterator[Unsent]:
        for (owner, subject), seq in from_seq.items():
            inspection = by_owner[owner, subject.partition(":")[0] + ":"]
            for row in await inspection.events(subject, after=seq - 1):
                yield message_of(row)

    return await _published(system, messages(), counted)


async def sent_since(system: System, names: Collection[str], since: datetime, counted: Counted) -> int:
    """Publish again everything said since then, heard or not, also to topics whose readers cannot be asked."""

    async def messages() -> AsyncIterator[Unsent]:
        for mongo, history in histories(system, names):
            # As they were appended: one pass without an index, and in order within each stream.
            async for row in mongo.stream(history, {"at": {"$gte": since}}, sort=()):
                yield message_of(row)

    return await _published(system, messages(), counted)


async def said_since(system: System, names: Collection[str], since: datetime) -> int:
    """How many messages that would be."""
    where = {"at": {"$gte": since}}
    return sum([await mongo.count(history, where) for mongo, history in histories(system, names)])


def chosen(system: System, names: Collection[str]) -> list[Base]:
    """The databases of the services named, or all."""
    return [b for b in system.bases.values() if not names or {b.name, b.row.service} & set(names)]


def histories(system: System, names: Collection[str]) -> list[tuple[Mongo, str]]:
    """Database and collection of every history."""
    return [(base.mongo, f"{kind.name}_history") for base in chosen(system, names) for kind in base.kinds]


async def _published(system: System, messages: AsyncIterator[Unsent], counted: Counted) -> int:
    publisher = KafkaPublisher(system.kafka, "verify", system.login)
    try:
        return await send_again(messages, publisher, counted)
    finally:
        await publisher.stop()


async def lots(subjects: AsyncIterator[str]) -> AsyncIterator[list[str]]:
    """As many at a time as are examined together."""
    held: list[str] = []
    async for subject in subjects:
        held.append(subject)
        if len(held) == AT_ONCE:
            yield held
            held = []
    if held:
        yield held
