"""A real SMTP server on a free port, which can be told to refuse, to be slow, or to be away."""

from __future__ import annotations

import asyncio
import contextlib
import email
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class Postman:
    """Answers with the next of `to_recipient`, `to_sender` and `to_data`, and accepts when there is none left."""

    to_recipient: list[str] = field(default_factory=list)
    to_sender: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    slow: float = 0
    slow_for: str = ""
    received: list[EmailMessage] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.to_sender:
            return self.to_sender.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.to_recipient:
            return self.to_recipient.pop(0).format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.begun.set()
        if self.slow and self.slow_for in envelope.rcpt_tos[0]:
            await asyncio.sleep(self.slow)
        if self.to_data:
            return self.to_data.pop(0).format(address=envelope.rcpt_tos[0])
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return f"250 2.0.0 queued for {envelope.rcpt_tos[0]} as Q{len(self.received)}"

    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.received]


@contextlib.asynccontextmanager
async def listening(postman: Postman, port: int = 0) -> AsyncIterator[int]:
    """The port on which it answers; connections still open are cut when it goes."""
    open_: list[SMTP] = []

    def answering() -> SMTP:
        open_.append(
            SMTP(postman, hostname="mail.test", enable_SMTPUTF8=True, loop=asyncio.get_running_loop())
        )
        return open_[-1]

    server = await asyncio.get_running_loop().create_server(answering, "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for each in open_:
            if each.transport:
                each.transport.abort()
        await server.wait_closed()
        await asyncio.sleep(0)
