"""Undoing a batch: item by item routing is asked, for it alone knows what was worked on; what it leaves is listed by number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.ids import derived, new_id
from chassis.service import Job, Parts
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from services.intake.capability import FrontDoor
from services.intake.citizen.store import REQUESTS
from services.intake.domain.item import Item, Undo
from services.intake.imports.batch import Batch, BatchState, Undoing
from services.intake.imports.store import BATCHES
from services.intake.imports.taking import NO_BATCH, head
from services.intake.settings import IntakeSettings
from services.intake.store import ITEMS

AT_ONCE = 200  # items of a portion
SHOWN = 200  # of the items that are left, by number
NOT_TAKEN = Refused("NOT_TAKEN", "这一批还没有导入完，没有可撤销的。请等导入完成。")
TOUCHED = "导入后登记被更正过、补充过，或信访人来办过事。请按更正办理。"


@dataclass(frozen=True, slots=True)
class Undoer:
    """Every step is safe to repeat: an item that was asked about once is not asked about again."""

    door: FrontDoor

    async def begin(self, command: Command, batch_id: str, caller: Principal) -> Answer:
        """From now on the job works on it; a second time, nothing happens."""
        by, now = head(caller, self.door), self.door.parts.clock.now()

        def decide(batch: Batch | None) -> Decision[Batch]:
            if batch is None:
                return NO_BATCH
            if batch.state in (BatchState.CHECKED, BatchState.TAKING):
                return NOT_TAKEN
            told = {"batch_id": batch_id}
            if batch.undo is not None:
                return Changed(batch, (), told)
            return Changed(replace(batch, state=BatchState.UNDOING, undo=Undoing(by, now)), (), told)

        return await self.door.parts.commands.run(BATCHES, batch_id, command, decide)

    async def go_on(self, batch_id: str) -> None:
        """Ask about what was not asked about, and close the batch when every answer is there."""
        held = (await self.door.parts.store.get(BATCHES, [batch_id])).get(batch_id)
        batch = held.state if held else None
        if batch is None or batch.state is not BatchState.UNDOING or batch.undo is None:
            return
        while rows := await self._of(batch_id, None, AT_ONCE):
            moved = await self._moved(rows)
            for row in rows:
                await self._ask(row["_id"], batch_id, batch.undo, moved)
        await self._keep(batch_id)

    async def left(self, batch_id: str) -> list[dict[str, str]]:
        """The items that stay, by number, and why."""
        items = [ITEMS.load(row["state"]) for row in await self._of(batch_id, Undo.LEFT, SHOWN)]
        return [
            {"item_no": i.item_no, "old_no": i.registered.exchange_no or "", "because": i.undo_because or TOUCHED} for i in items
        ]  # fmt: skip

    async def _of(self, batch_id: str, undo: Undo | None, limit: int) -> list[dict[str, Any]]:
        where = _where(batch_id, undo)
        return await self.door.parts.mongo.find(ITEMS.name, where, sort=[("state.item_no", 1)], limit=limit)

    async def _moved(self, rows: Collection[Mapping[str, Any]]) -> set[str]:
        """Matters whose petitioners have asked for something here."""
        held = await self.door.parts.store.get(REQUESTS, {row["state"]["matter_id"] for row in rows})
        return {
            id_
            for id_, document in held.items()
            if document.state and (document.state.serial or document.state.issues)
        }

    async def _ask(self, item_id: str, batch_id: str, undo: Undoing, moved: Collection[str]) -> None:
        now, county = self.door.parts.clock.now(), self.door.county

        def decide(item: Item | None) -> Decision[Item]:
            assert item is not None  # it was found before
            if item.undo is not None:
                return Changed(item)
            if not item.untouched or item.matter_id in moved:
                return Changed(replace(item, undo=Undo.LEFT, undo_because=TOUCHED))
            asked = ItemUndoAsked(
                occurred_at=now, by=undo.by, item_id=item_id, matter_id=item.matter_id, county=county, batch=batch_id
            )  # fmt: skip
            return Changed(replace(item, undo=Undo.ASKED), (asked,))

        await self.door.parts.commands.run(ITEMS, item_id, derived("undo", batch_id, item_id), decide)

    async def _keep(self, batch_id: str) -> None:
        count, now = self.door.parts.mongo.count, self.door.parts.clock.now()
        asked, undone, left = [
            await count(ITEMS.name, _where(batch_id, undo)) for undo in (Undo.ASKED, Undo.UNDONE, Undo.LEFT)
        ]

        def decide(batch: Batch | None) -> Decision[Batch]:
            if batch is None or batch.undo is None:
                return NO_BATCH
            told = replace(batch.undo, undone=undone, left=left)
            if asked:
                return Changed(replace(batch, undo=told))
            return Changed(replace(batch, state=BatchState.UNDONE, undo=replace(told, ended_at=now)))

        await self.door.parts.commands.run(BATCHES, batch_id, f"undo|{new_id()}", decide)


def _where(batch_id: str, undo: Undo | None) -> dict[str, Any]:
    """None: those that were not asked about."""
    standing: Any = undo.value if undo else {"$exists": False}
    return {"state.registered.carried_over.batch": batch_id, "state.undo": standing}


async def _undo_all(parts: Parts[IntakeSettings]) -> None:
    undoer = Undoer(FrontDoor.of(parts))
    for row in await parts.mongo.find(BATCHES.name, {"state.state": BatchState.UNDOING.value}, limit=20):
        await undoer.go_on(row["_id"])


JOB = Job("undo imports", 1.0, _undo_all)
