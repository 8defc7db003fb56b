"""Sends what is due by mail: begun on record first, sent then, and the outcome on record last.

Several processes may run this: an attempt belongs to whoever saved its begin, until its lease is over. A process that
dies in between leaves a begun attempt; another takes it over and sends the same mail, with the same Message-ID.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from opentelemetry.trace import SpanKind

from chassis.clock import Clock
from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Kind
from chassis.errors import ChassisError, ConflictError, TransientError
from chassis.logs import log
from chassis.personal import Safe
from chassis.store import Store
from chassis.telemetry import span
from chassis.work import Work
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState
from services.notifications.decide import decide
from services.notifications.domain.acts import Act, Attempt, Erasure, Failure, Intent
from services.notifications.domain.consequences import taken_over
from services.notifications.domain.delivery import Delivery, Patience
from services.notifications.letters import electronic_proof
from services.notifications.mailing import Accepted, Line, NotAccepted, Outcome, compose
from services.notifications.opening import Opened, open_letter
from services.notifications.rendering import MAIL_NOTE, render
from services.notifications.shelf import Shelf
from services.notifications.store import DELIVERIES

SOURCE = "lianjie/notifications"
AT_ONCE, LANES, TRIES = 100, 4, 12
FINISHING = 10.0  # seconds a stopping process gives the mail under way

Decide = Callable[[Delivery | None, datetime], Decision[Delivery]]


@dataclass(frozen=True, slots=True)
class Post:
    """Where mail is handed in, in whose name, and with how much patience."""

    smtp: str
    mail_from: str
    seconds: float
    lease: timedelta
    patience: Patience


@dataclass(frozen=True, slots=True)
class Sender:
    store: Store
    shelf: Shelf
    clock: Clock
    safe: Safe
    post: Post
    saved: Callable[[Kind[Any], str], None]

    async def round(self) -> None:
        """Try once whatever is due. When the mail server is away the rest stays due, untouched."""
        due = await self.shelf.due(self.clock.now(), AT_ONCE)
        random.shuffle(due)  # so that several processes do not all reach for the same one
        queue = iter(due)
        await asyncio.gather(*(self._lane(queue) for _ in range(min(LANES, len(due)))))

    async def _lane(self, queue: Iterator[str]) -> None:
        line = Line(self.post.smtp, self.post.seconds, greeting=self.post.mail_from.partition("@")[2])
        try:
            for id_ in queue:
                if not await _to_its_end(self._deliver(id_, line)):
                    break
        except ChassisError as away:
            log.warning("sending waits", why=str(away))
        finally:
            await line.close()

    async def _deliver(self, id_: str, line: Line) -> bool:
        """False if the mail server is away. What fails unforeseen is told and tried again when its lease is over."""
        try:
            opened = await open_letter(self.store, self.safe, id_)
            delivery = await Work(self.store, self.clock.now(), SOURCE).load(DELIVERIES, id_)
            if opened is None or delivery is None:
                return True
            with span(
                "send delivery", kind=SpanKind.CLIENT, parent=delivery.trace, subject=f"delivery:{id_}"
            ):
                return await self._attempt(id_, opened, line)
        except ChassisError:
            raise
        except Exception as error:  # noqa: BLE001 - one delivery must not stop the others; its text may hold an address
            log.error("a delivery could not be sent", delivery=id_, error=type(error).__name__)
            return True

    async def _attempt(self, id_: str, opened: Opened, line: Line) -> bool:
        claimed = await self._change(id_, lambda delivery, now: self._claim(id_, delivery, now, opened))
        if isinstance(claimed, Refused) or claimed.state.state != DeliveryState.IN_SERVICE:
            return True
        outcome = await self.sent(id_, claimed.state, opened, line)
        await self._record(id_, claimed.state.attempt, opened, outcome)
        return not (isinstance(outcome, NotAccepted) and outcome.away)

    def _claim(
        self, id_: str, delivery: Delivery | None, now: datetime, opened: Opened
    ) -> Decision[Delivery]:
        if delivery is None or not delivery.due(now):
            return Refused("NOT_DUE", "别的进程正在送这份文书。")
        if opened.erased:
            return decide(id_, delivery, [Intent(Act.ADDRESSEE_ERASED, now, Erasure())])
        if delivery.state == DeliveryState.IN_SERVICE:
            log.warning("an attempt is taken over", delivery=id_, attempt=delivery.attempt)
            return Changed(taken_over(delivery, now, self.post.lease))
        attempt = Attempt(DeliveryMode.ELECTRONIC, self.post.lease)
        return decide(id_, delivery, [Intent(Act.ATTEMPT_SERVICE, now, attempt)])

    async def sent(self, id_: str, delivery: Delivery, opened: Opened, line: Line) -> Outcome:
        """Write the mail and hand it in."""
        try:
            to = Address(addr_spec=opened.email())
        except (ValueError, MessageError):
            return NotAccepted("邮箱地址不能使用", permanent=True)
        words = opened.words()
        letter = render(opened.letter.document, words, MAIL_NOTE.format(contact=words["contact"]))
        office, now = str(words["office"]), self.clock.now()
        message = compose(
            id_, delivery.paper, letter, office=office, sender=self.post.mail_from, to=to, at=now
        )
        return await line.send(message, to.addr_spec)

    async def _record(self, id_: str, attempt: int, opened: Opened, outcome: Outcome) -> None:
        """Put the outcome on record, with patience: a mail that went out unrecorded would go out again."""

        def decision(delivery: Delivery | None, now: datetime) -> Decision[Delivery]:
            return decide(id_, delivery, [self._outcome(now, attempt, opened, outcome)])

        give_up = asyncio.get_running_loop().time() + self.post.lease.total_seconds() / 2
        while True:
            try:
                done = await self._change(id_, decision)
            except (TransientError, ConflictError):
                if asyncio.get_running_loop().time() > give_up:
                    raise
                await asyncio.sleep(random.uniform(0.2, 1))  # noqa: S311 - jitter
            else:
                if isinstance(done, Refused):
                    log.info("another process was first to tell the outcome", delivery=id_, code=done.code)
                return

    def _outcome(self, now: datetime, attempt: int, opened: Opened, outcome: Outcome) -> Intent:
        if isinstance(outcome, Accepted):
            return Intent(Act.SERVE, now, electronic_proof(opened.letter, now, outcome.answer))
        return Intent(Act.SERVICE_FAILED, now, self._failure(now, attempt, outcome))

    def _failure(self, now: datetime, attempt: int, outcome: NotAccepted) -> Failure:
        if outcome.permanent:
            return Failure(f"{outcome.reason}，改由窗口送达")
        if again_at := self.post.patience.again_at(attempt, now):
            return Failure(f"{outcome.reason}，稍后再送", again_at)
        return Failure(f"{outcome.reason}，已送{attempt}次，改由窗口送达")

    async def _change(self, id_: str, decision: Decide) -> Decision[Delivery]:
        """Load, decide, save with one conditional write; a loser of the race decides again."""
        for _ in range(TRIES):
            work = Work(self.store, self.clock.now(), SOURCE)
            delivery = await work.load(DELIVERIES, id_)
            decided = decision(delivery, work.now)
            if isinstance(decided, Refused):
                return decided
            work.causation = decided.state.paper.cause
            await work.save(DELIVERIES, id_, decided.state, *decided.announce)
            try:
                await self.store.put(work.touched()[0])
            except ConflictError:
                await asyncio.sleep(random.uniform(0, 0.01))  # noqa: S311 - jitter
                continue
            self.saved(DELIVERIES, id_)
            return decided
        raise ConflictError(f"a delivery was changed by others {TRIES} times in a row")


async def _to_its_end(sending: Coroutine[Any, Any, bool]) -> bool:
    """A stopping process finishes the mail under way, so that an upgrade sends nothing twice."""
    task = asyncio.create_task(sending)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=FINISHING)
        raise
