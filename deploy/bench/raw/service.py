"""A raw service: the recipe's loads, writes and messages in the order in which the system has them, and no decision."""

from __future__ import annotations

from typing import Any

import orjson
from pymongo import UpdateOne

from deploy.bench.raw.bus import Relay, listen, message
from deploy.bench.raw.recipe import (
    CLOCKS,
    COMMANDS,
    DELIVERIES,
    OF_ONE_COUNTY,
    OF_OTHER_COUNTIES,
    REACTIONS,
    Save,
    Say,
)
from deploy.bench.raw.store import Row, Store, fresh, moving, saving

Ids = dict[str, str]


class Raw:
    """What a service does, less everything that makes it a service."""

    def __init__(self, service: str, county: str, kafka: str, mongo: str) -> None:
        self.service, self.county = service, county
        name = f"raw_{service}_{county}" if county else f"raw_{service}"
        self.store = Store(mongo, name)
        self.relay = Relay(self.store, kafka)
        self._group, self._kafka = name, kafka

    async def command(self, act: str, ids: Ids) -> None:
        """Load, save with one conditional write each, wake the relay."""
        for save in COMMANDS[self.service, act]:
            while True:
                rows = await self.store.load(save.collection, [ids[save.id]])
                row = rows.get(ids[save.id]) or fresh(ids[save.id])
                if await self.store.save(save.collection, row, save.size, self._says(save, row, ids)):
                    break
            self.relay.wake(save.collection, row["_id"])

    async def listen(self, topics: list[str]) -> None:
        await listen(self._kafka, self._group, topics, self.hear)

    async def hear(self, records: list[Any]) -> None:
        """All that a poll brought: positions and documents in one transaction."""
        heard = [each for each in map(_read, records) if self._follows(*each)]
        if not heard:
            return
        await self.store.together(lambda session: self._hear(heard, session))
        for type_, _, ids in heard:
            for save in self._reaction(type_, ids):
                if save.says:
                    self.relay.wake(save.collection, ids[save.id])

    def _follows(self, type_: str, _: Row, ids: Ids) -> bool:
        """As the system does: a county's own matters, and of the others only who was seen there and with which key."""
        if self.service != OF_ONE_COUNTY:
            return True
        return (ids["county"] == self.county) is (type_ not in OF_OTHER_COUNTIES)

    async def _hear(self, heard: list[tuple[str, Row, Ids]], session: Any) -> None:  # noqa: ANN401
        wanted: dict[str, set[str]] = {}
        for type_, _, ids in heard:
            for save in self._reaction(type_, ids):
                wanted.setdefault(save.collection, set()).add(ids[save.id])
        positions = await self.store.load("positions", {said["stream"] for _, said, _ in heard}, session)
        rows = {name: await self.store.load(name, ids, session) for name, ids in wanted.items()}
        kept: dict[tuple[str, str], tuple[Row, int, list[Row]]] = {}
        for type_, said, ids in heard:
            position = positions.setdefault(said["stream"], {"seq": 0, "ids": []})
            if said["seq"] <= position["seq"]:
                continue
            position["seq"] = said["seq"]
            position["ids"].append({"seq": said["seq"], "id": said["id"]})
            for save in self._reaction(type_, ids):
                self._keep(save, ids, rows, kept)
        for name in wanted:
            writes = [
                UpdateOne(*saving(*parts), upsert=parts[0]["version"] == 0)
                for (collection, _), parts in kept.items()
                if collection == name
            ]
            await self.store.write(name, writes, session)
        await self.store.write("positions", [moving(*pair) for pair in positions.items()], session)

    def _keep(
        self, save: Save, ids: Ids, rows: dict[str, dict[str, Row]], kept: dict[tuple[str, str], tuple[Row, int, list[Row]]]
    ) -> None:  # fmt: skip
        id_ = ids[save.id]
        row = rows[save.collection].setdefault(id_, fresh(id_))
        row["heard"] += 1
        _, _, before = kept.get((save.collection, id_), (row, 0, []))
        size = save.size + save.grows * row["heard"]
        kept[save.collection, id_] = (row, size, [*before, *self._says(save, row, ids)])

    def _says(self, save: Save, row: Row, ids: Ids) -> list[Row]:
        said = []
        for say in save.says:
            row["n"] += 1
            said.append(message(say, _named(say, ids), self.service, row["_id"], row["n"]))
        return said

    def _reaction(self, type_: str, ids: Ids) -> list[Save]:
        """With the delivery's id for a document that is only now opened."""
        document = ids.get("document", "")
        found = REACTIONS.get((self.service, type_)) or REACTIONS.get(
            (self.service, f"{type_} {document}"), ()
        )
        opened = next((say.about for save in found for say in save.says if say.type == "delivery_opened"), "")
        if opened:
            ids["delivery_id"] = f"{ids['matter_id']}~{ids['unit']}~{opened}"
        return list(found)


def _named(say: Say, ids: Ids) -> Ids:
    """What the message is about, beside the matter."""
    if say.topic == CLOCKS:
        return ids | {"clock_id": f"{ids['matter_id']}:{say.about}"}
    if say.topic == DELIVERIES:
        return ids | ({"document": say.about} if say.about != "same" else {})
    return {name: id_ for name, id_ in ids.items() if name != "document"}


def _read(record: Any) -> tuple[str, Row, Ids]:  # noqa: ANN401 - aiokafka's record
    headers = dict(record.headers)
    said = {
        "stream": headers["ce_subject"].decode() + record.topic, "seq": int(headers["ce_seq"]),
        "id": headers["ce_id"].decode(),
    }  # fmt: skip
    ids: Ids = orjson.loads(record.value)
    del ids["filling"]
    return headers["ce_type"].decode(), said, ids
