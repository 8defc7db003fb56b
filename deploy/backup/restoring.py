"""Restoring one database: emptied or empty, loaded, its groups set back, and marked so that its service catches up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from chassis.bus_groups import Groups, Offsets
from chassis.documents import Document
from chassis.mongo_store import MongoStore
from chassis.operations import record
from chassis.restored import MARK, RESTORED, Offset, Restored
from deploy.backup import database
from deploy.backup.taking import groups_of
from deploy.system import database_of
from deploy.words import Complaint

if TYPE_CHECKING:
    from pathlib import Path

    from deploy.backup.manifest import Manifest
    from deploy.system import Base

LAST_MEMBERS = 45  # seconds: an ended process counts as a member of its group for 20


class Now(StrEnum):
    """How the database stands before it is restored."""

    EMPTY = "empty"
    FULL = "full"
    BEGUN = "begun"  # a restore of the same backup was cut short
    DONE = "done"  # this backup is in it already, and its service has not worked since


@dataclass(frozen=True, slots=True)
class Plan:
    """What a restore would do to one database."""

    base: Base
    now: Now
    present: int
    documents: int

    @property
    def name(self) -> str:
        return database_of(self.base.row)


async def plan(url: str, base: Base, manifest: Manifest) -> Plan:
    mark = (await MongoStore(base.mongo).get(RESTORED, [MARK])).get(MARK)
    name = database_of(base.row)
    with database.opened(url) as client:
        present = database.size(client, name)
    ours = mark.state if mark and mark.state and mark.state.backup == manifest.id else None
    now = {"LOADING": Now.BEGUN, "BEHIND": Now.DONE}.get(ours.state, Now.FULL) if ours else Now.FULL
    if now is Now.FULL and not present:
        now = Now.EMPTY
    return Plan(base, now, present, sum(held.documents for held in manifest.of(name)))


async def refuse_unfit_bus(groups: Groups, base: Base, manifest: Manifest) -> None:
    """The bus must be the one of the backup, and must still hold all that followed it."""
    ours = {name for group in groups_of(base) for name, _, _ in manifest.groups.get(group, ())}
    wanted = {
        (topic, number): offset
        for topic, number, offset in manifest.ends
        if topic in ours or _says(base, topic)
    }
    there = set(await groups.partitions({topic for topic, _ in wanted}))
    begins, ends = await groups.held(sorted(there))
    for at, offset in wanted.items():
        if ends.get(at, 0) < offset:
            raise Complaint(
                "restore_other_bus", topic=at[0], partition=at[1], end=ends.get(at, 0), offset=offset
            )
        if begins[at] > offset:
            raise Complaint("restore_too_old", topic=at[0], partition=at[1], first=begins[at], offset=offset)


def _says(base: Base, topic: str) -> bool:
    kinds = [kind.topic.partition("{")[0] for kind in base.kinds if kind.topic]
    return any(topic.startswith(start) for start in kinds)


async def refuse_running(groups: Groups, base: Base) -> None:
    """Nobody may hear or write while the database is changed under it."""
    for _ in range(LAST_MEMBERS):
        if not sum([await groups.members(group) for group in groups_of(base)]):
            return
        await asyncio.sleep(1)
    raise Complaint("restore_running", name=base.name)


async def restore(
    url: str, planned: Plan, manifest: Manifest, directory: Path, groups: Groups, tell: Callable[[int], None],
    who: str, why: str,
) -> None:  # fmt: skip
    """Bring one database back. Cut short, it is begun again where it was; a second time it changes nothing."""
    if planned.now is Now.DONE:
        return
    base, mark = planned.base, _mark(planned.base, manifest)
    with database.opened(url) as client:
        if planned.now is Now.FULL:
            database.drop(client, planned.name)
        await _say(base, replace(mark, state="LOADING"))
        for held in manifest.of(planned.name):
            database.load(client, held, directory / held.file)
            tell(held.documents)
    for group in groups_of(base):
        await groups.place(group, _offsets(manifest, group))
    await record(base.mongo, "restore", who, why, {"backup": manifest.id, "documents": planned.documents})
    await _say(base, mark)


def _mark(base: Base, manifest: Manifest) -> Restored:
    heard = [each for group in groups_of(base) for each in manifest.groups.get(group, ())]
    return Restored(manifest.id, manifest.when, "BEHIND", _places(manifest.ends), _places(heard))


async def _say(base: Base, mark: Restored) -> None:
    store = MongoStore(base.mongo)
    held = (await store.get(RESTORED, [MARK])).get(MARK) or Document(RESTORED, MARK)
    await store.put(held.with_state(mark))


def _places(offsets: Sequence[tuple[str, int, int]]) -> tuple[Offset, ...]:
    return tuple(Offset(*each) for each in offsets)


def _offsets(manifest: Manifest, group: str) -> Offsets:
    return {(topic, number): offset for topic, number, offset in manifest.groups.get(group, ())}
