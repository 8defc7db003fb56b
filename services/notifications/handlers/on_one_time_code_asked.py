"""A petitioner needs a one-time code: it is put down sealed, and sent by the next round."""

from __future__ import annotations

from chassis.errors import NotYetError
from chassis.personal import KEY_COPIES
from chassis.work import Heard, Work
from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked
from services.notifications.codes import CODE_MESSAGES, CodeMessage


async def on_one_time_code_asked(heard: Heard[OneTimeCodeAsked], work: Work) -> None:
    """One that is over is not even put down: after a stop nobody gets an old code."""
    asked = heard.event
    if work.now >= asked.expires_at:
        return
    if await work.load(KEY_COPIES, asked.person) is None:
        raise NotYetError(f"key:{asked.person}")
    message = CodeMessage(
        asked.county, asked.person, asked.item_no, asked.purpose.value, asked.expires_at, work.now, asked.code, asked.phone,
        asked.email,
    )  # fmt: skip
    await work.save(CODE_MESSAGES, f"{asked.county}:{heard.envelope.id}", message)
