"""Taking a batch: its rows registered one after the other by the job, with progress kept; after any stop it goes on.

A row's command follows from its old number, so that a row gone through twice is registered once, whatever stopped between.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.logs import log
from chassis.service import Job, Parts
from lianjie_contracts.base import Actor
from services.intake.attachments.desk import desk
from services.intake.capability import FrontDoor
from services.intake.errors import FieldError
from services.intake.imports.batch import Batch, BatchState, Fault
from services.intake.imports.columns import heading_of
from services.intake.imports.looking import Count
from services.intake.imports.reading import TableError
from services.intake.imports.rows import Ready
from services.intake.imports.store import BATCHES
from services.intake.imports.tables import Judged, Tables
from services.intake.settings import IntakeSettings

HEADS = ("office_head", "office_deputy_head")
AT_ONCE = 8  # rows that are registered side by side
NO_BATCH = Refused("NO_BATCH", "没有这一批。请重新上传表格。")


def head(caller: Principal, door: FrontDoor) -> Actor:
    """In which post somebody imports or undoes."""
    role = next(role for role in HEADS if caller.may(role))
    return caller.actor(role, door.parts.directory.county(door.county).centre)


@dataclass(frozen=True, slots=True)
class Taking:
    """`tables` are read again from their first row: what was gone through before is looked at and passed over."""

    tables: Tables

    async def begin(self, command: Command, batch_id: str, caller: Principal) -> Answer:
        """From now on the job works on it. The file belongs to the batch, and is not swept away."""
        door = self.tables.door
        held = (await door.parts.store.get(BATCHES, [batch_id])).get(batch_id)
        if held and held.state and held.state.state is BatchState.CHECKED:
            batch = held.state
            claimed = await self.tables.desk.linking.claim(
                [batch.attachment_id], batch.holder, f"import:{batch_id}"
            )
            if isinstance(claimed, Refused):
                return Answer(command.id, "", 0, claimed.code, claimed.because)
        by = head(caller, door)

        def decide(batch: Batch | None) -> Decision[Batch]:
            if batch is None:
                return NO_BATCH
            if batch.state is not BatchState.CHECKED:
                return Refused("BEGUN", "这一批已经开始导入。请看进度，不用再点。")
            if not batch.totals.ready:
                return Refused("NOTHING_READY", "没有可以导入的行。请改好表格，重新上传。")
            began = replace(batch, state=BatchState.TAKING, by=by, started_at=door.parts.clock.now())
            return Changed(began, (), {"batch_id": batch_id})

        return await door.parts.commands.run(BATCHES, batch_id, command, decide)

    async def go_on(self, batch_id: str) -> None:
        """Go through every row of a batch that was begun; its progress is kept after each portion."""
        held = (await self.tables.door.parts.store.get(BATCHES, [batch_id])).get(batch_id)
        batch = held.state if held else None
        if batch is None or batch.state is not BatchState.TAKING:
            return
        count = Count()
        try:
            async with aclosing(self.tables.portions(batch.attachment_id, batch_id)) as portions:
                async for portion in portions:
                    settled, _ = await self.tables.settled(portion)
                    await self._take(settled, batch, count)
                    await self._keep(batch_id, count, ended=False)
        except TableError as wrong:  # it was read to its end before: its file is gone
            log.error("an import cannot go on", batch_id=batch_id, code=wrong.code)
            count = _left(batch, wrong)
        await self._keep(batch_id, count, ended=False)
        await self._forget(batch.attachment_id)
        await self._keep(batch_id, count, ended=True)

    async def _take(self, portion: tuple[Judged, ...], batch: Batch, count: Count) -> None:
        """Register what is ready, a few rows at a time: each waits for the database, not for the others."""
        for start in range(0, len(portion), AT_ONCE):
            rows = portion[start : start + AT_ONCE]
            took = await asyncio.gather(*(self._registered(row, batch) for row in rows))
            for faults, own in took:
                if faults:
                    count.refuse(faults)
                else:
                    count.add(ready=int(own), there=int(not own))

    async def _registered(self, row: Judged, batch: Batch) -> tuple[tuple[Fault, ...], bool]:
        """The faults of a row, or whether this batch has registered it: before a stop, too, it was not there already."""
        assert batch.by is not None, "a batch that is taken was begun by somebody"
        if not isinstance(row, Ready):
            return row, False
        door = self.tables.door
        try:
            now = door.parts.clock.now()
            answer = await door.registrar.register(Command(row.command), row.form, batch.by, now, row.past)
        except FieldError as wrong:
            faults = (Fault(row.number, heading_of(name), said) for name, said in wrong.fields.items())
            return tuple(faults), False
        registered = datetime.fromisoformat(str(answer.body["registered_at"]))
        return (), batch.started_at is not None and registered >= batch.started_at

    async def _keep(self, batch_id: str, count: Count, *, ended: bool) -> None:
        now = self.tables.door.parts.clock.now()

        def decide(batch: Batch | None) -> Decision[Batch]:
            if batch is None:
                return NO_BATCH
            if batch.state is not BatchState.TAKING:
                return Changed(batch)  # another process was quicker
            ahead = count.totals.rows > batch.done.rows or ended
            done = replace(batch, done=count.totals, failed=count.faults) if ahead else batch
            return Changed(replace(done, state=BatchState.TAKEN, ended_at=now) if ended else done)

        await self.tables.door.parts.commands.run(BATCHES, batch_id, f"import|{new_id()}", decide)

    async def _forget(self, attachment_id: str) -> None:
        """The table names people; what it said stands, sealed, in the items."""
        held = (await self.tables.desk.shelf.get((attachment_id,))).get(attachment_id)
        for bytes_id in held.ids if held else ():
            await self.tables.desk.shelf.files.drop(bytes_id)


def _left(batch: Batch, wrong: TableError) -> Count:
    """What a batch came to whose file is gone; nothing is missing if all its rows were gone through before."""
    missing = batch.done.rows < batch.totals.rows
    return Count(batch.done, (*batch.failed, Fault(0, "", wrong.because)) if missing else batch.failed)


async def _take_all(parts: Parts[IntakeSettings]) -> None:
    door = FrontDoor.of(parts)
    taking = Taking(Tables(door, desk(door)))
    for row in await parts.mongo.find(BATCHES.name, {"state.state": BatchState.TAKING.value}, limit=20):
        await taking.go_on(row["_id"])


JOB = Job("take imports", 1.0, _take_all)
