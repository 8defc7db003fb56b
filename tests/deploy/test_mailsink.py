"""Mail that was accepted lies on disk, whole, and its name tells nothing of the recipient."""

from __future__ import annotations

import smtplib
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from deploy.local import ports
from deploy.local.mailsink import MailSink

if TYPE_CHECKING:
    from deploy.local.home import Home


def test_an_accepted_message_lies_on_disk(alone: Home) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "gaozhi@lianjie.example",
        "li@example.org",
        "受理告知书",
    )
    message.set_content("您反映的事项已受理。")
    with MailSink(alone, *ports.free_ports(1)) as sink, smtplib.SMTP(ports.LOOPBACK, sink.port) as link:
        link.send_message(message)
        link.send_message(message)
        first, second = sorted(alone.mail.iterdir())
    kept = message_from_bytes(first.read_bytes(), policy=policy.default)
    assert (kept["Subject"], kept["X-RcptTo"]) == ("受理告知书", "li@example.org")
    assert "已受理" in kept.get_content()
    assert first.name < second.name
    assert "li" not in first.name
