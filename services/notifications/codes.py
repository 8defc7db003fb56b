"""One-time codes on their way: sealed until the moment of sending, sent once, forgotten at once or when they are over.

No delivery and no proof: a code that does not arrive is asked for again. Nothing here is ever logged but its own id.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

from chassis.clock import Clock
from chassis.documents import Document, Kind
from chassis.errors import ConflictError
from chassis.logs import log
from chassis.personal import KEY_COPIES, Safe
from chassis.store import Store
from lianjie_contracts.base import Sealed
from lianjie_contracts.directory import Directory
from services.notifications.domain.wording import LOCAL
from services.notifications.mailing import Accepted, Line
from services.notifications.texting import Gateway

PURPOSES = {
    "SUPPLEMENT": "补充情况", "WITHDRAW": "撤回", "TAKE_BACK": "取消撤回", "EVALUATE": "评价", "APPLY": "提出申请",
    "LOST_CODE": "补查询码",
}  # fmt: skip
TEXT = "【{office}】验证码 {code}，用于{purpose}信访件 {number}，{until}前有效。不要告诉别人，工作人员也不会问您要。"
SUBJECT = "验证码"
AGAIN = timedelta(seconds=20)
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class CodeMessage:
    """One code for one person. `next_at` None: sent, or too late; then nothing of it is left."""

    county: str
    person: str
    item_no: str
    purpose: str
    expires_at: datetime
    next_at: datetime | None = None
    code: Sealed | None = None
    phone: Sealed | None = None
    email: Sealed | None = None
    sent: bool = False


CODE_MESSAGES: Kind[CodeMessage] = Kind("code_messages", CodeMessage, indexes=(("next_at",),))


@dataclass(frozen=True, slots=True)
class CodeSender:
    """Sends by every way there is. `line`: a connection to the mail server; `gateway` None: no text messages."""

    store: Store
    clock: Clock
    safe: Safe
    directory: Directory
    mail_from: str
    line: Callable[[], Line]
    gateway: Gateway | None
    due: Callable[[datetime, int], Awaitable[list[str]]]

    async def round(self) -> None:
        for id_ in await self.due(self.clock.now(), AT_ONCE):
            if held := await self._claimed(id_):
                await self._finished(held, sent=await self._sent(id_, held))

    async def _claimed(self, id_: str) -> Document[CodeMessage] | None:
        """Ours for a while; None if it is over, or another process was first."""
        now = self.clock.now()
        held = (await self.store.get(CODE_MESSAGES, [id_])).get(id_)
        if held is None or held.state is None or held.state.next_at is None or held.state.next_at > now:
            return None
        if now >= held.state.expires_at:
            await self._finished(held, sent=False)
            return None
        try:
            await self.store.put(held.with_state(replace(held.state, next_at=now + AGAIN)))
        except ConflictError:
            return None
        return (await self.store.get(CODE_MESSAGES, [id_])).get(id_)

    async def _sent(self, id_: str, held: Document[CodeMessage]) -> bool | None:
        """Whether somebody took it; None if nobody could now, and it may be tried again."""
        message = held.state
        assert message is not None
        keys = await self.store.get(KEY_COPIES, [message.person])
        key = keys[message.person].state if message.person in keys else None
        if key is None or key.wrapped is None:
            return False

        def opened(sealed: Sealed | None, field: str) -> str:
            return (self.safe.open(sealed, key.wrapped, field) or "") if sealed else ""

        text = self._text(message, opened(message.code, "one_time_code"))
        email, phone = opened(message.email, "email"), opened(message.phone, "phone")
        tried = []
        if email:
            tried.append(await self._mail(id_, message, text, email))
        if phone and self.gateway:
            tried.append(await self.gateway.send(id_, phone, text, self.clock.now()))
        if not tried:
            log.info("a code has no way to its person", id=id_)
            return False
        return True if any(tried) else None

    def _text(self, message: CodeMessage, code: str) -> str:
        until = message.expires_at.astimezone(LOCAL)
        return TEXT.format(
            office=self.directory.county(message.county).centre, code=code, number=message.item_no,
            purpose=PURPOSES.get(message.purpose, "办理"), until=f"{until:%H:%M}",
        )  # fmt: skip

    async def _mail(self, id_: str, message: CodeMessage, text: str, to: str) -> bool:
        local, _, domain = self.mail_from.partition("@")
        mail = EmailMessage(policy=SMTP_POLICY)
        mail["From"] = Address(self.directory.county(message.county).centre, local, domain)
        mail["To"] = Address(addr_spec=to)
        mail["Subject"] = SUBJECT
        mail["Date"] = format_datetime(self.clock.now())
        mail["Message-ID"] = f"<{id_.partition(':')[2]}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text, cte="base64")
        line = self.line()
        try:
            return isinstance(await line.send(mail, to), Accepted)
        finally:
            await line.close()

    async def _finished(self, held: Document[CodeMessage], sent: bool | None) -> None:
        """What was sent or is over is emptied; what nobody took now stays for the next try."""
        if sent is None or held.state is None:
            return
        empty = replace(held.state, next_at=None, code=None, phone=None, email=None, sent=sent)
        try:
            await self.store.put(held.with_state(empty))
        except ConflictError:
            log.info("another process was first with a code", id=held.id)
