"""Sending one mail by SMTP, and what became of it; nothing here names a person in what it answers."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib

from services.notifications.domain.delivery import Paper
from services.notifications.rendering import Rendered

_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_ADDRESS = re.compile(r"\S*@\S*")
_ANSWER_KEPT = 120


@dataclass(frozen=True, slots=True)
class Accepted:
    """`answer` is what the server said on taking the mail: the proof of service."""

    answer: str


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """`permanent`: this address will never take it. `away`: the server itself cannot be reached; others will fare alike."""

    reason: str
    permanent: bool = False
    away: bool = False


Outcome = Accepted | NotAccepted


def compose(
    id_: str, paper: Paper, letter: Rendered, *, office: str, sender: str, to: Address, at: datetime
) -> EmailMessage:
    """The mail. Its Message-ID is the same at every attempt, so that one sent twice is seen to be the same."""
    local, _, domain = sender.partition("@")
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = Address(office, local, domain)
    message["To"] = to
    message["Subject"] = f"{letter.title}（{letter.number}）"
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{id_.partition(':')[2]}.{paper.cause}@{domain}>"
    message["X-Lianjie-Delivery"] = id_
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    return message


class Line:
    """One connection to the mail server, made when first needed and again after it broke."""

    def __init__(self, url: str, seconds: float, greeting: str) -> None:
        parts = urlsplit(url)
        self._seconds = seconds
        self._client = aiosmtplib.SMTP(
            hostname=parts.hostname, port=parts.port, use_tls=parts.scheme == "smtps", local_hostname=greeting,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None, timeout=seconds,
        )  # fmt: skip

    async def send(self, message: EmailMessage, to: str) -> Outcome:
        """Never raises for what a server or a network may do."""
        try:
            async with asyncio.timeout(self._seconds):
                if not self._client.is_connected:
                    await self._client.connect()
                _, answer = await self._client.send_message(message, recipients=[to])
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            outcome = _not_accepted(error)
            if outcome.away:
                self._client.close()
            return outcome
        return Accepted(_without_addresses(f"250 {answer}"))

    async def close(self) -> None:
        if self._client.is_connected:
            try:
                async with asyncio.timeout(2):
                    await self._client.quit()
            except (aiosmtplib.SMTPException, OSError):
                self._client.close()


def _not_accepted(error: Exception) -> NotAccepted:
    """Only the addressee's own refusal is for good; trouble of our server or with our sender address passes."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return _refused(error.recipients[0])
    if isinstance(error, aiosmtplib.SMTPDataError):
        return _refused(error)
    if isinstance(error, TimeoutError):
        return NotAccepted("邮件服务器没有按时应答", away=True)
    if isinstance(error, OSError):
        return NotAccepted("邮件服务器连接不上", away=True)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return NotAccepted(f"邮件服务器没有受理（{error.code}）", away=True)
    return NotAccepted("邮箱地址不能使用", permanent=True)


def _refused(error: aiosmtplib.SMTPResponseException) -> NotAccepted:
    status = _STATUS.search(str(error.message))
    code = f"{error.code} {status.group()}" if status else str(error.code)
    if 500 <= error.code < 600:
        return NotAccepted(f"对方邮箱不接收（{code}）", permanent=True)
    return NotAccepted(f"对方邮箱暂时不接收（{code}）")


def _without_addresses(answer: str) -> str:
    return _ADDRESS.sub("…", " ".join(answer.split()))[:_ANSWER_KEPT]
