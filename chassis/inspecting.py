"""Reading what owners and consumers keep of a kind of stream, for chassis.verifying to judge: all of it once, in the
order of the subjects and with bounded memory, and the suspects again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.dead_letters import DEAD_LETTERS
from chassis.documents import Kind, Position
from chassis.following import ALL
from chassis.mongo import Mongo
from chassis.mongo_store import PARKED, POSITIONS, position_of
from chassis.together import Row, named, together
from chassis.verifying import Finding, Place, Reach, Stream, Told, judged, remaining

AT_ONCE = 200  # suspects read together
IN_ORDER = [("_id", 1)]
HEAD = {"seq": 1, "head": 1, "unsent": 1}
EVENT = {"subject": 1, "seq": 1, "id": 1, "body": 1, "topic": 1, "partition": 1, "offset": 1}


@dataclass(frozen=True, slots=True)
class Consumer:
    """A service (or one county's instance set of it) that must hear a kind, as far as it follows its streams."""

    name: str
    mongo: Mongo
    group: str
    follows: Callable[[str], bool] = ALL


@dataclass(frozen=True)
class Inspection:
    """One owner's kind and everybody who hears it. `within` begins all its subjects: "matter:" or "item:450199:".
    `reach` says how far groups have read, asked anew each time."""

    owner: str
    mongo: Mongo
    kind: Kind[Any]
    within: str
    consumers: Sequence[Consumer]
    reach: Callable[[Collection[str]], Awaitable[Mapping[str, Reach]]]
    latest: bool = False
    since: datetime | None = None

    @property
    def prefix(self) -> str:
        return f"{self.kind.subject}:"

    @property
    def history(self) -> str:
        return f"{self.kind.name}_history"

    async def suspects(self, told: Callable[[int], None]) -> AsyncIterator[str]:
        """Subjects that look wrong while everything moves; `told` hears how many were looked at."""
        if self.since:
            async for subject in self._recent(self.since, told):
                yield subject
            return
        looked = 0
        async for subject, (documents, events, *heard) in together(self._everything()):
            stream = self._stream(subject, documents[0] if documents else None, events)
            every = zip(self.consumers, heard, strict=True)
            positions = {c.name: _first(rows) for c, rows in every if c.follows(subject)}
            if judged(stream, positions):
                yield subject
            looked += 1
            if looked % 1000 == 0:
                told(1000)
        told(looked % 1000)

    async def examined(self, subjects: Sequence[str]) -> list[Finding]:
        """What is really wrong with these. The order of reading is what makes it exact: the documents, then what was
        sent, then how far groups have read, then what has taken effect, then the documents again."""
        found: list[Finding] = []
        for start in range(0, len(subjects), AT_ONCE):
            found += await self._examined(subjects[start : start + AT_ONCE])
        return found

    async def events(self, subject: str, after: int) -> list[Row]:
        """The history of a subject behind that number, whole rows, in order."""
        where = {"subject": subject, "seq": {"$gt": after}, "owned": True}
        return await self.mongo.find(self.history, where, sort=[("seq", 1)])

    async def _examined(self, subjects: Sequence[str]) -> list[Finding]:
        among = {"$in": list(subjects)}
        before = await self._heads(subjects)
        events = await _by_subject(self.mongo, self.history, {"subject": among, "owned": True}, EVENT)
        reaches = await self.reach([consumer.group for consumer in self.consumers])
        positions = {c.name: await _positions(c.mongo, among) for c in self.consumers}
        aside = {c.name: await _aside(c.mongo, among) for c in self.consumers}
        after = await self._heads(subjects)
        by_name = {c.name: reaches[c.group] for c in self.consumers}
        found: list[Finding] = []
        for subject in subjects:
            last = after.get(subject, {}).get("seq", 0)
            stream = self._stream(subject, before.get(subject), events.get(subject, ()), last)
            heard = {c.name: positions[c.name].get(subject) for c in self.consumers if c.follows(subject)}
            lies = {name: rows.get(subject, ()) for name, rows in aside.items()}
            found += remaining(judged(stream, heard), stream, by_name, lies)
        return found

    def _everything(self) -> list[AsyncIterator[tuple[str, Row]]]:
        """The three things to compare, each in the order of the subjects. Its range makes the index serve."""
        subjects = {"$gte": self.within, "$lt": _behind(self.within)}
        ids = {
            "$gte": self.within.removeprefix(self.prefix),
            "$lt": _behind(self.within).removeprefix(self.prefix),
        }
        where = {} if self.within == self.prefix else {"_id": ids}
        in_history = [("subject", 1), ("seq", 1)]
        events = self.mongo.stream(
            self.history, {"subject": subjects, "owned": True}, sort=in_history, only=EVENT
        )
        documents = self.mongo.stream(self.kind.name, where, sort=IN_ORDER, only=HEAD)
        heard = [
            named(c.mongo.stream(POSITIONS, {"_id": subjects}, sort=IN_ORDER), "_id") for c in self.consumers
        ]
        return [named(documents, "_id", self.prefix), named(events, "subject"), *heard]

    async def _recent(self, since: datetime, told: Callable[[int], None]) -> AsyncIterator[str]:
        """A look through the whole history, for there is no index on the time: asked rarely, written always."""
        seen = ""
        where = {
            "at": {"$gte": since},
            "owned": True,
            "subject": {"$gte": self.within, "$lt": _behind(self.within)},
        }
        async for row in self.mongo.stream(
            self.history, where, sort=[("subject", 1), ("seq", 1)], only={"subject": 1}
        ):
            if row["subject"] != seen:
                seen = row["subject"]
                told(1)
                yield seen

    def _stream(
        self, subject: str, document: Row | None, events: Sequence[Row], after: int | None = None
    ) -> Stream:
        row = document or {"seq": 0, "head": "", "unsent": []}
        told = {event["seq"]: _told(event) for event in row["unsent"] if event["owned"]}
        told |= {event["seq"]: _told(event) for event in events}
        seq_after = row["seq"] if after is None else after
        return Stream(
            self.owner, subject, row["seq"], row["head"], list(told.values()), seq_after, self.latest
        )

    async def _heads(self, subjects: Sequence[str]) -> dict[str, Row]:
        ids = [subject.removeprefix(self.prefix) for subject in subjects]
        rows = await self.mongo.find(self.kind.name, {"_id": {"$in": ids}}, only=HEAD)
        return {self.prefix + row["_id"]: row for row in rows}


async def _by_subject(mongo: Mongo, collection: str, where: Row, only: Row) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in await mongo.find(collection, where, only=only):
        found.setdefault(row["subject"], []).append(row)
    return found


async def _positions(mongo: Mongo, among: Row) -> dict[str, Position]:
    return {row["_id"]: position_of(row) for row in await mongo.find(POSITIONS, {"_id": among})}


async def _aside(mongo: Mongo, among: Row) -> dict[str, set[int]]:
    """Numbers that lie parked or dead, by subject."""
    parked = await mongo.find(PARKED, {"subject": among}, only={"subject": 1, "seq": 1})
    dead = await mongo.find(
        DEAD_LETTERS.name, {"state.subject": among, "state.open": True}, only={"state": 1}
    )
    found: dict[str, set[int]] = {}
    for row in [*parked, *(letter["state"] for letter in dead)]:
        found.setdefault(row["subject"], set()).add(row["seq"])
    return found


def _first(rows: Sequence[Row]) -> Position | None:
    return position_of(rows[0]) if rows else None


def _told(row: Row) -> Told:
    landed = row.get("partition") is not None
    place = Place(row["topic"], row["partition"], row["offset"]) if landed else None
    return Told(row["seq"], row["id"], bytes(row["body"]), place)


def _behind(prefix: str) -> str:
    """What follows every text that begins so."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
