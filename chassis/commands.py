"""Commands from outside (HTTP): load, decide, save with one conditional write, and answer a repeat as the first time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from chassis import crash
from chassis.decisions import Decision
from chassis.documents import Answer, Command, Document, Kind
from chassis.errors import ConflictError
from chassis.work import Work

if TYPE_CHECKING:
    from chassis.clock import Clock
    from chassis.store import Store

S = TypeVar("S")
Carries = Callable[[Work, S, S], Awaitable[None]]
TRIES = 12


class Commands:
    """Accepted means majority-committed. A loser of a race reads again, finds its own answer or decides again."""

    def __init__(
        self, store: Store, clock: Clock, source: str, saved: Callable[[Kind[S], str], None]
    ) -> None:
        self.store = store
        self._clock = clock
        self._source = source
        self._saved = saved

    async def held(self, kind: Kind[S], id_: str) -> Document[S]:
        """The document as it lies there, or one of nothing yet; `run` need not read it again."""
        return (await self.store.get(kind, [id_])).get(id_) or Document(kind, id_)

    async def run(
        self, kind: Kind[S], id_: str, command: Command | str, decide: Callable[[S | None], Decision[S]],
        held: Document[S] | None = None, carries: Carries[S] | None = None,
    ) -> Answer:  # fmt: skip
        """The answer to `command`; raises ConflictError after a dozen lost races, TransientError if the store is away.

        `held`: the document as it was read just now. The write finds out whether it has changed since. `carries`: what the
        change makes of other documents, by its state before and after; all of them are written together, or none.
        """
        command = Command(command) if isinstance(command, str) else command
        for attempt in range(TRIES):
            known = (held,) if held and not attempt else ()
            work = Work(self.store, self._clock.now(), self._source, command.id, known)
            before = await work.load(kind, id_)
            answer = await work.run(kind, id_, command, decide)
            after = await work.load(kind, id_)
            if carries and before is not None and after is not None and after != before:
                await carries(work, before, after)
            touched = work.touched()
            if not touched:
                return answer
            try:
                await self._write(touched)
            except ConflictError:
                await asyncio.sleep(random.uniform(0, 0.005 * 2 ** min(attempt, 6)))  # noqa: S311 - jitter, no secret
                continue
            crash.here("command.saved")
            for document in touched:
                self._saved(document.kind, document.id)
            return answer
        raise ConflictError(f"{kind.name} was changed by others {TRIES} times in a row")

    async def _write(self, touched: Sequence[Document[Any]]) -> None:
        """One document needs no transaction."""
        if len(touched) == 1:
            await self.store.put(touched[0])
            return
        async with self.store.batch() as tx:
            await tx.write(touched, [], [], [])
