"""Commands from outside (HTTP): load, decide, save with one conditional write, and answer a repeat as the first time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from chassis import crash
from chassis.decisions import Decision
from chassis.documents import Answer, Command, Document, Kind
from chassis.errors import ConflictError
from chassis.work import Work

if TYPE_CHECKING:
    from chassis.clock import Clock
    from chassis.store import Store

S = TypeVar("S")
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
        held: Document[S] | None = None,
    ) -> Answer:  # fmt: skip
        """The answer to `command`; raises ConflictError after a dozen lost races, TransientError if the store is away.

        `held`: the document as it was read just now. The write finds out whether it has changed since.
        """
        command = Command(command) if isinstance(command, str) else command
        for attempt in range(TRIES):
            known = (held,) if held and not attempt else ()
            work = Work(self.store, self._clock.now(), self._source, command.id, known)
            answer = await work.run(kind, id_, command, decide)
            touched = work.touched()
            if not touched:
                return answer
            try:
                await self.store.put(touched[0])
            except ConflictError:
                await asyncio.sleep(random.uniform(0, 0.005 * 2 ** min(attempt, 6)))  # noqa: S311 - jitter, no secret
                continue
            crash.here("command.saved")
            self._saved(kind, id_)  # type: ignore[arg-type]
            return answer
        raise ConflictError(f"{kind.name} was changed by others {TRIES} times in a row")
