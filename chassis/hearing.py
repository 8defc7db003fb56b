"""Hearing: every record takes effect exactly once and in the order of its stream, whatever the bus does.

Positions are per stream. `seq <= seen` is a duplicate (or a fork, if the id differs); `seen + 1` is applied; beyond is
parked. One transaction holds all that one poll has brought: positions, all documents, all announcements. Offsets are
committed afterwards, so a crash at any point only repeats work that was not done.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from chassis import crash, metrics
from chassis.dead_letters import died_again, given_up, letter
from chassis.decoding import COMMANDS, Decoded, decode, subject_of
from chassis.documents import Kind, Parked, Record
from chassis.errors import ConflictError, TransientError, UndecodableError
from chassis.following import ALL
from chassis.logs import log
from chassis.turn import Hears, Turn
from chassis.work import Work

if TYPE_CHECKING:
    from chassis.clock import Clock
    from chassis.store import Store
    from lianjie_contracts.envelope import Envelope

TRIES = 3  # of an unknown error, before the record is a dead letter
CEILING = 50  # dead letters in a row: then everything is wrong, and the consumer stops instead of emptying the topic
AT_ONCE = 200  # parked records looked at
Place = tuple[str, int]  # of a parked record: subject and number


class Hearing:
    """Turns records into handled events for one service."""

    def __init__(
        self, service: str, store: Store, clock: Clock, hears: Collection[Hears], orders: Mapping[str, str],
        saved: Callable[[Kind[Any], str], None] = lambda _kind, _id: None, follows: Callable[[str], bool] = ALL,
    ) -> None:  # fmt: skip
        """`follows`: whether a stream concerns this process at all; see chassis.following."""
        self._follows = follows
        self._service, self._store, self._clock = service, store, clock
        self._handlers = {h.message.type: h for h in hears}
        self._orders = orders
        self._saved = saved
        self._dead_in_a_row = self._swept = 0
        self._some_wait = True  # parked, as far as is known here
        self.stalled_since: datetime | None = None
        self.stopping = False

    async def batch(self, records: Sequence[Record]) -> None:
        """Hear records, those of a partition in its order; returns when all have taken effect, are parked or are dead."""
        messages: list[Decoded] = []
        for record in records:
            if not self._follows(subject_of(record)):
                metrics.HEARD.labels(self._service, "not followed", "passed").inc()
                continue
            try:
                messages.append(decode(record, self._orders))
            except UndecodableError as reason:
                await self._patiently(partial(self._bury, record, str(reason), reason.envelope))
        if messages:
            await self._hear(messages)
        if self._dead_in_a_row >= CEILING:
            raise SystemExit(
                f"{CEILING} dead letters in a row: {self._service} stops, for everything is wrong"
            )

    async def sweep(self, limit: int = AT_ONCE) -> int:
        """Try parked records again; how many were looked at. Behind the drain of each batch, for the races it cannot see.

        Round and round: those that wait long for an earlier event must not keep the others from being looked at.
        """
        waiting = await self._store.waiting(limit, self._swept)
        self._some_wait = bool(waiting or self._swept)
        self._swept = self._swept + limit if len(waiting) == limit else 0
        await self._drain({parked.subject for parked in waiting if parked.seq})
        for parked in waiting:
            if not parked.seq:  # replayed, and of no stream: its turn is now
                await self._again(parked)
        return len(waiting)

    async def _drain(self, subjects: Collection[str]) -> None:
        if subjects:
            await self._patiently(lambda: self._apply([], drain=sorted(subjects)))

    async def _hear(self, messages: Sequence[Decoded]) -> None:
        try:
            await self._patiently(lambda: self._apply(messages))
        except TransientError:
            raise
        except Exception:  # noqa: BLE001 - one record of the batch is bad: find it, alone
            for message in messages:
                await self._alone(message)

    async def _alone(self, message: Decoded, at: Sequence[Place] = ()) -> None:
        """One record by itself, so that a bad one takes nobody with it; heard or buried, it waits no longer `at`."""
        for attempt in range(TRIES):
            try:
                await self._patiently(lambda: self._apply([message], unpark=at))
            except TransientError:
                raise
            except Exception as error:  # noqa: BLE001 - unknown: a few tries, then a dead letter
                if attempt == TRIES - 1:
                    await self._give_up(message, error, at)
                await asyncio.sleep(0.05 * 2**attempt)
            else:
                return

    async def _give_up(self, message: Decoded, error: Exception, at: Sequence[Place]) -> None:
        said = message.envelope
        log.exception("a record could not be handled", place=message.record.place, type=said.type)
        why, gone = f"handler failed: {type(error).__name__}", [*at, (said.subject, said.seq)]
        await self._patiently(partial(self._bury, message.record, why, said, gone, "unhandled"))

    async def _patiently(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do it until the store is back and no race is lost: waiting costs nothing, going on would lose.

        A process that is told to stop waits no longer: what it has not done, nobody has acknowledged.
        """
        delay = 0.05
        while True:
            try:
                await act()
            except ConflictError:
                metrics.CONFLICTS.labels(self._service).inc()
                await asyncio.sleep(random.uniform(0.001, 0.02))  # noqa: S311 - jitter
            except TransientError as away:
                if self.stopping:
                    raise
                self.stalled_since = self.stalled_since or self._clock.now()
                log.warning("waiting for the store", why=str(away), delay=delay)
                await asyncio.sleep(delay * random.uniform(0.5, 1))  # noqa: S311
                delay = min(delay * 2, 10)
            else:
                self.stalled_since = None
                return

    async def _apply(
        self, messages: Sequence[Decoded], drain: Collection[str] = (), unpark: Sequence[Place] = ()
    ) -> None:
        with metrics.HANDLE_SECONDS.labels(self._service).time():
            async with self._store.batch() as tx:
                work = Work(tx, self._clock.now(), f"lianjie/{self._service}")
                turn = await Turn.begin(work, tx, self._handlers, self._orders, messages, drain)
                for message in messages:
                    await turn.hear(message)
                await turn.drain()
                await turn.write(tx, unpark)
        self._some_wait |= turn.parks
        if messages:
            metrics.BATCH_RECORDS.labels(self._service).observe(len(messages))
            self._dead_in_a_row = 0
        self._tell(turn)
        for parked in turn.broken:
            await self._again(parked)
        await self._call({document.id for document in work.touched()})

    def _tell(self, turn: Turn) -> None:
        """What has become true is announced, counted and, if need be, cried out."""
        for document in turn.work.touched():
            if document.unsent:
                self._saved(document.kind, document.id)
        for type_, verdict in turn.verdicts:
            metrics.HEARD.labels(self._service, type_, verdict).inc()
        for event in turn.forks:
            log.error("a stream has forked", subject=event.subject, seq=event.seq, id=event.id)
            metrics.FORKS.labels(self._service).inc()

    async def _call(self, ids: Collection[str]) -> None:
        """Those that waited for what was just saved are heard at once; the sweep would find them later, and has told
        whether there are any at all."""
        try:
            subjects = await self._store.waiting_for(ids, AT_ONCE) if ids and self._some_wait else []
        except TransientError:
            return
        await self._drain(subjects)

    async def _again(self, parked: Parked) -> None:
        """A parked record whose turn has come, and which broke; or one that was replayed and belongs to no stream."""
        at = (parked.subject, parked.seq)
        try:
            message = decode(parked.record, self._orders)
        except UndecodableError as reason:  # by an older release than the one that parked it
            await self._patiently(partial(self._bury, parked.record, str(reason), reason.envelope, [at]))
        else:
            await self._alone(message, () if parked.seq else [at])

    async def _bury(
        self, record: Record, why: str, said: Envelope | None, at: Sequence[Place] = (), error: str = "undecodable"
    ) -> None:  # fmt: skip
        dead = given_up(record, why, error, said, self._clock.now())
        document = letter(record, dead, self._service)
        async with self._store.batch() as tx:
            known = (await tx.get(document.kind, [document.id])).get(document.id)
            document = died_again(known, dead) if known else document
            await tx.write([document] if document.touched else [], [], [], at)
            crash.here("letter.written")
        crash.here("letter.committed")
        if not document.touched:  # heard again after a restart: nothing new is wrong
            return
        log.error("a record is a dead letter", place=record.place, why=why)
        metrics.HEARD.labels(self._service, dead.type or "?", "dead").inc()
        self._saved(document.kind, document.id)
        if (
            not known and self._orders.get(record.topic) != COMMANDS
        ):  # nor may replays or strangers' rubbish stop us
            self._dead_in_a_row += 1


__all__ = ["Hearing", "Hears"]
