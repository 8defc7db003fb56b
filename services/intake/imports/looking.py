"""The dry run: every row looked at as it would be registered, and nothing written but what was found."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, field

from chassis.decisions import Changed, Decision
from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.ids import derived
from services.intake.imports.batch import KEPT_ROWS, Batch, BatchState, Fault, Totals
from services.intake.imports.columns import ListKind
from services.intake.imports.reading import TableError
from services.intake.imports.rows import Ready
from services.intake.imports.store import BATCHES
from services.intake.imports.tables import Judged, Tables, gone


@dataclass(slots=True)
class Count:
    """Totals and the first faults, as rows come by. A row is one row, however many of its cells are wrong."""

    totals: Totals = field(default_factory=Totals)
    faults: tuple[Fault, ...] = ()
    kind: ListKind = ListKind.OPEN

    def add(self, *, ready: int = 0, refused: int = 0, there: int = 0) -> None:
        now = self.totals
        self.totals = Totals(
            now.rows + ready + refused + there, now.ready + ready, now.refused + refused, now.there + there
        )

    def refuse(self, faults: tuple[Fault, ...]) -> None:
        self.add(refused=1)
        if self.totals.refused <= KEPT_ROWS:
            self.faults += faults

    def look(self, portion: tuple[Judged, ...], there: set[str]) -> None:
        for row in portion:
            if not isinstance(row, Ready):
                self.refuse(row)
            elif row.item_id in there:
                self.add(there=1)
            else:
                self.add(ready=1)


@dataclass(frozen=True, slots=True)
class Looking:
    """A batch is its file: the same bytes are the same batch, looked at anew until they are taken."""

    tables: Tables

    async def look(self, command: Command, attachment_id: str, caller: Principal) -> Answer:
        """Raises TableError for a file that is no such table, or that this caller has not uploaded."""
        door, holder = self.tables.door, f"user:{caller.id}"
        kept = (await self.tables.desk.shelf.get((attachment_id,))).get(attachment_id)
        if kept is None or kept.holder != holder:
            raise gone()
        batch_id = f"{door.county}:{derived('import', kept.original.sha256)}"
        held = (await door.parts.store.get(BATCHES, [batch_id])).get(batch_id)
        known = held is not None and held.state is not None and held.state.state is not BatchState.CHECKED
        count = Count() if known else await self._count(attachment_id, batch_id)
        if not known and not count.totals.rows:
            raise TableError("NO_ROWS", "表里没有一行内容。请从第二行起填写。")
        batch = Batch(
            door.county, kept.original.sha256, attachment_id, holder, BatchState.CHECKED, count.totals, count.faults,
            door.parts.clock.now(), caller.name, kind=count.kind,
        )  # fmt: skip

        def decide(there: Batch | None) -> Decision[Batch]:
            begun = there if there and there.state is not BatchState.CHECKED else None
            return Changed(begun or batch, (), {"batch_id": batch_id})

        return await door.parts.commands.run(BATCHES, batch_id, command, decide)

    async def _count(self, attachment_id: str, batch_id: str) -> Count:
        count = Count(kind=await self.tables.kind(attachment_id))
        async with aclosing(self.tables.portions(attachment_id, batch_id)) as portions:
            async for portion in portions:
                count.look(*await self.tables.settled(portion))
        return count
