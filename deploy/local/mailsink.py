"""A real SMTP server that keeps every message as a file and sends none on."""

from __future__ import annotations

import asyncio
import itertools
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aiosmtpd.smtp import SMTP

from deploy.local import ports
from deploy.local.part import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiosmtpd.smtp import Envelope, Session

    from deploy.local.home import Home


class MailSink(Part):
    def __init__(self, home: Home, port: int = 8125) -> None:
        super().__init__("mail", home, port)

    @property
    def url(self) -> str:
        return f"smtp://{ports.LOOPBACK}:{self.port}"

    def claims(self) -> Mapping[str, int]:
        return {"smtp": self.port}

    def command(self) -> Sequence[str | Path]:
        return [sys.executable, "-m", "deploy.local.mailsink", ports.LOOPBACK, str(self.port), self.home.mail]

    def ready(self) -> bool:
        return ports.answers(self.port)


class Keeper:
    """Answers 250 only when the message lies on disk."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._numbers = itertools.count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802, the protocol's name
        # A recipient's address is personal: it stands in the file, never in its name.
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{next(self._numbers):05d}.eml"
        content = (
            envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        )
        sides = [f"X-MailFrom: {envelope.mail_from}", *(f"X-RcptTo: {each}" for each in envelope.rcpt_tos)]
        draft = self.directory / f".{name}"
        draft.write_bytes("".join(f"{side}\r\n" for side in sides).encode() + content)
        draft.rename(self.directory / name)
        return f"250 kept as {name}"


async def serve(host: str, port: int, directory: Path) -> None:
    keeper = Keeper(directory)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="lianjie.local", enable_SMTPUTF8=True), host, port
    )
    async with server:
        await ended.wait()


if __name__ == "__main__":
    Path(sys.argv[3]).mkdir(parents=True, exist_ok=True)
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
