"""Sends the mails of warnings: a box is claimed for a while, its mail handed in, and what it told taken out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

from chassis.clock import Clock
from chassis.documents import Document
from chassis.errors import ConflictError
from chassis.ids import derived
from chassis.logs import log
from chassis.store import Store
from lianjie_contracts.directory import Directory
from services.notifications.mailing import Accepted, Line
from services.notifications.warning import (
    AGAIN,
    WARNING_BOXES,
    Warned,
    WarningBox,
    addresses,
    at_work,
    due,
    text,
    told,
)

AT_ONCE, TRIES = 50, 12
SUBJECT = "期限提醒 {n} 件"


@dataclass(frozen=True, slots=True)
class Warner:
    """`window`: where a link leads. `line`: a connection to the mail server. `boxes`: ids of those whose time has come."""

    store: Store
    clock: Clock
    directory: Directory
    mail_from: str
    window: str
    line: Callable[[], Line]
    boxes: Callable[[datetime, int], Awaitable[list[str]]]

    async def round(self) -> None:
        for id_ in await self.boxes(self.clock.now(), AT_ONCE):
            if held := await self._claimed(id_):
                await self._tell(id_, held)

    async def _claimed(self, id_: str) -> Document[WarningBox] | None:
        """Ours for a while; None if another process was first. A unit that is not at work is asked again later."""
        now = self.clock.now()
        held = (await self.store.get(WARNING_BOXES, [id_])).get(id_)
        if held is None or held.state is None or not held.state.free(now):
            return None
        unit = held.state.unit
        hours = self.directory.unit(unit).hours if unit and self.directory.has_unit(unit) else ""
        try:
            await self.store.put(held.with_state(replace(held.state, claimed_until=now + AGAIN)))
        except ConflictError:
            return None
        return (await self.store.get(WARNING_BOXES, [id_])).get(id_) if at_work(hours, now) else None

    async def _tell(self, id_: str, held: Document[WarningBox]) -> None:
        """What nobody took stays in the box; what nobody can be told, for want of an address, stands in the window alone."""
        box = held.state
        assert box is not None
        warnings = due(box, self.clock.now())
        to = addresses(self.directory, box.county, box.unit)
        if not to:
            log.info("a warning has no address", box=id_, n=len(warnings))
        elif not await self._mailed(id_, box, warnings, to):
            return
        await self._put_down(id_, warnings)

    async def _put_down(self, id_: str, warnings: tuple[Warned, ...]) -> None:
        """With patience: a mail that went out unrecorded would go out again."""
        for _ in range(TRIES):
            held = (await self.store.get(WARNING_BOXES, [id_])).get(id_)
            if held is None or held.state is None:
                return
            try:
                await self.store.put(held.with_state(told(held.state, warnings)))
            except ConflictError:
                continue
            return
        log.warning("a told warning could not be put down", box=id_)

    async def _mailed(
        self, id_: str, box: WarningBox, warnings: tuple[Warned, ...], to: tuple[str, ...]
    ) -> bool:
        line = self.line()
        try:
            said = [await line.send(self._mail(id_, box, warnings, each), each) for each in to]
        finally:
            await line.close()
        return any(isinstance(each, Accepted) for each in said)

    def _mail(self, id_: str, box: WarningBox, warnings: tuple[Warned, ...], to: str) -> EmailMessage:
        """The same Message-ID for the same warnings, so that one sent twice is seen to be the same."""
        local, _, domain = self.mail_from.partition("@")
        said = derived("warning", id_, to, *(f"{each.key} {each.level}" for each in warnings))
        mail = EmailMessage(policy=SMTP_POLICY)
        mail["From"] = Address(self.directory.county(box.county).centre, local, domain)
        mail["To"] = Address(addr_spec=to)
        mail["Subject"] = SUBJECT.format(n=len(warnings))
        mail["Date"] = format_datetime(self.clock.now())
        mail["Message-ID"] = f"<{said}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text(warnings, self.window), cte="base64")
        return mail
