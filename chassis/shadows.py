"""A shadow: the projections of one service built anew beside the live ones, compared with them, and put in their place.

The shadow's collections lie in the same database, so that putting them in place is renaming. Nothing here can leave a
mixture: while collections change places the live positions are closed by the database itself, no batch of any process
can be written without them, and they change last, in one step, which is also what opens them again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chassis.dead_letters import DEAD_LETTERS
from chassis.documents import Kind
from chassis.mongo import Mongo
from chassis.mongo_store import PARKED, POSITIONS
from chassis.together import Row, named, together

SHADOW = "shadow"
BEFORE = ".before_"  # "matters.before_20261122_213000"
IN_ORDER = [("_id", 1)]
AT_ONCE, LOOKS, A_MOMENT = 200, 5, 1.0  # documents, times, seconds
NOTHING = {"_id": {"$exists": False}}  # what a closed collection lets in


def projections(kinds: Collection[Kind[Any]]) -> list[Kind[Any]]:
    return [kind for kind in kinds if kind.subject is None and not kind.kept]


@dataclass
class Compared:
    """One kind: how many documents are equal, how many differ, in which fields of the state, and a few of them."""

    kind: str
    equal: int = 0
    differ: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    first: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Shadow:
    """Both sides of one service's projections."""

    live: Mongo
    built: Mongo
    kinds: Sequence[Kind[Any]]

    async def behind(self, limit: int = 20) -> list[str]:
        """Streams of which the live side has heard more, the first few."""
        found = []
        sides = [
            side.stream(POSITIONS, {}, sort=IN_ORDER, only={"seq": 1}) for side in (self.live, self.built)
        ]
        async for subject, (live, built) in together([named(side, "_id") for side in sides]):
            if live and live[0]["seq"] > (built[0]["seq"] if built else 0):
                found.append(subject)
                if len(found) == limit:
                    break
        return found

    async def aside(self) -> int:
        """Records that the shadow could not take: parked or dead."""
        dead = await self.built.count(DEAD_LETTERS.name, {"state.open": True})
        return dead + await self.built.count(PARKED, {})

    async def compare(self, kind: Kind[Any], told: Callable[[int], None]) -> Compared:
        """While both go on hearing: one that differs is looked at again, for the other side may just be a step ahead."""
        result, unsure = Compared(kind.name), []
        async for id_, pair in together([named(s, "_id") for s in self._documents(kind, {})]):
            told(1)
            if _differences(kind, *pair):
                unsure.append(id_)
            else:
                result.equal += 1
        for look in range(LOOKS):
            last = look == LOOKS - 1
            unsure = [
                id_ for part in _lots(unsure) for id_ in await self._again(kind, part, result, last=last)
            ]
            if not unsure:
                break
            await asyncio.sleep(0 if last else A_MOMENT)
        return result

    async def close(self) -> None:
        """From now on no process can write a batch: each waits and tries again."""
        for name in (PARKED, POSITIONS):
            await self.live.command({"collMod": name, "validator": NOTHING})

    async def open(self) -> None:
        for name in (PARKED, POSITIONS):
            await self.live.command({"collMod": name, "validator": {}})

    async def swap(self, stamp: str) -> None:
        """Put the shadow in place of the live side, which stays under the stamp. Repeating it finishes what was begun;
        done, it changes nothing."""
        for kind in self.kinds:
            await self._exchange(kind.name, stamp)
        for name in (PARKED, POSITIONS):
            await self._replace(name, stamp)
        await self.clear()

    async def clear(self) -> None:
        """Forget the shadow."""
        await self._drop(name for name in await self.collections() if name.startswith(f"{SHADOW}."))

    async def old(self) -> list[str]:
        """What earlier swaps have kept."""
        return [name for name in await self.collections() if BEFORE in name]

    async def drop_old(self) -> None:
        await self._drop(await self.old())

    async def collections(self) -> list[str]:
        found = await self.live.command(
            {"listCollections": 1, "nameOnly": True, "cursor": {"batchSize": 10_000}}
        )
        return sorted(row["name"] for row in found["cursor"]["firstBatch"])

    async def _exchange(self, name: str, stamp: str) -> None:
        there, old = await self.collections(), name + BEFORE + stamp
        if f"{SHADOW}.{name}" not in there:
            return
        if name in there and old not in there:
            await self._rename(name, old)
        await self._rename(f"{SHADOW}.{name}", name)

    async def _replace(self, name: str, stamp: str) -> None:
        """In one step: were it missing for a moment, somebody could begin a new one. So its past is kept as a copy."""
        if f"{SHADOW}.{name}" in await self.collections():
            await self.live.aggregate(name, [{"$out": name + BEFORE + stamp}])
            await self._rename(f"{SHADOW}.{name}", name)

    async def _rename(self, name: str, to: str) -> None:
        database = self.live.name
        order = {"renameCollection": f"{database}.{name}", "to": f"{database}.{to}", "dropTarget": True}
        await self.live.command(order, admin=True)

    async def _drop(self, names: Any) -> None:  # noqa: ANN401 - any iterable of names
        for name in names:
            await self.live.command({"drop": name})

    def _documents(self, kind: Kind[Any], where: Mapping[str, Any]) -> list[AsyncIterator[Row]]:
        only = {"state": 1}
        return [side.stream(kind.name, where, sort=IN_ORDER, only=only) for side in (self.live, self.built)]

    async def _again(self, kind: Kind[Any], ids: Sequence[str], result: Compared, *, last: bool) -> list[str]:
        """Those that still differ; the last time they are counted as such."""
        left = []
        where = {"_id": {"$in": list(ids)}}
        async for id_, pair in together([named(s, "_id") for s in self._documents(kind, where)]):
            if not (names := _differences(kind, *pair)):
                result.equal += 1
                continue
            left.append(id_)
            if last:
                result.differ += 1
                result.fields.update(names)
                result.first = [*result.first, id_][:5]
        return left


def _lots(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _differences(kind: Kind[Any], live: Sequence[Row], built: Sequence[Row]) -> list[str]:
    """Names of the fields of the state that are not the same on both sides."""
    ours, theirs = (
        {} if not rows else comparable(rows[0]["state"], kind.by_arrival) for rows in (live, built)
    )
    if not live or not built:
        return ["missing" if live else "new"]
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def comparable(value: Any, by_arrival: Collection[str]) -> Any:  # noqa: ANN401 - whatever a state holds
    """A state without what only tells how its events came in."""
    if isinstance(value, list):
        return [comparable(each, by_arrival) for each in value]
    if not isinstance(value, Mapping):
        return value
    kept = {name: comparable(each, by_arrival) for name, each in value.items()}
    loose = {name for name in kept if name in by_arrival}
    sets = {name: sorted(map(_spelled, kept[name])) for name in loose if isinstance(kept[name], list)}
    return {name: each for name, each in kept.items() if name not in loose} | sets


def _spelled(value: Any) -> str:  # noqa: ANN401
    """One text for equal values, whatever the order of their fields."""
    return repr(sorted(value.items()) if isinstance(value, Mapping) else value)
