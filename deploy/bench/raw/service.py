"""A raw service: the recipe's loads, writes and messages in the order in which the system has them, and no decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from pymongo import UpdateOne

from deploy.bench.raw.bus import Relay, listen, message
from deploy.bench.raw.recipe import ELSEWHERE, Save, recipe
from deploy.bench.raw.store import Row, Store, fresh, moving, saving

Ids = dict[str, str]
Heard = tuple[Sequence[Save], Row, Ids]


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
        for save in recipe().acts[f"{self.service} {act}"]:
            id_ = named(save.id, ids)
            while True:
                rows = await self.store.load(save.collection, [id_])
                row = rows.get(id_) or fresh(id_)
                if await self.store.save(save.collection, row, save.size, self._says(save, row, ids)):
                    break
            if save.says:
                self.relay.wake(save.collection, id_)

    async def listen(self, topics: list[str]) -> None:
        await listen(self._kafka, self._group, topics, self.hear)

    async def hear(self, records: list[Any]) -> None:
        """All that a poll brought: positions and documents in one transaction."""
        heard = [each for each in map(self._read, records) if each]
        if not heard:
            return
        await self.store.together(lambda session: self._hear(heard, session))
        for saves, _, ids in heard:
            for save in saves:
                if save.says:
                    self.relay.wake(save.collection, named(save.id, ids))

    async def _hear(self, heard: list[Heard], session: Any) -> None:  # noqa: ANN401
        wanted: dict[str, set[str]] = {}
        for saves, _, ids in heard:
            for save in saves:
                wanted.setdefault(save.collection, set()).add(named(save.id, ids))
        positions = await self.store.load("positions", {said["stream"] for _, said, _ in heard}, session)
        rows = {name: await self.store.load(name, ids, session) for name, ids in wanted.items()}
        kept: dict[tuple[str, str], tuple[Row, int, list[Row]]] = {}
        for saves, said, ids in heard:
            position = positions.setdefault(said["stream"], {"seq": 0, "ids": []})
            if said["seq"] <= position["seq"]:
                continue
            position["seq"] = said["seq"]
            position["ids"].append({"seq": said["seq"], "id": said["id"]})
            for save in saves:
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
        id_ = named(save.id, ids)
        row = rows[save.collection].setdefault(id_, fresh(id_))
        _, _, before = kept.get((save.collection, id_), (row, 0, []))
        kept[save.collection, id_] = (row, save.size, [*before, *self._says(save, row, ids)])

    def _says(self, save: Save, row: Row, ids: Ids) -> list[Row]:
        said = []
        for number in save.says:
            row["n"] += 1
            said.append(message(number, ids, self.service, row["_id"], row["n"]))
        return said

    def _read(self, record: Any) -> Heard | None:  # noqa: ANN401 - aiokafka's record
        """What is saved for it, its place in its stream, and whose it is; none if it does not concern this process."""
        ids: Ids = orjson.loads(record.value)
        here = self.county in ("", ids["county"])
        saves = recipe().messages[int(ids["message"])].heard.get(self.service if here else ELSEWHERE)
        if saves is None:
            return None
        headers = dict(record.headers)
        said = {
            "stream": headers["ce_subject"].decode() + record.topic, "seq": int(headers["ce_seq"]),
            "id": headers["ce_id"].decode(),
        }  # fmt: skip
        return saves, said, {name: ids[name] for name in ("county", "unit", "matter_id")}


def named(word: str, ids: Ids) -> str:
    """The id that the recipe means by a word: what everybody knows, or the life's own."""
    return ids.get(word) or f"{ids['matter_id']}~{word}"
