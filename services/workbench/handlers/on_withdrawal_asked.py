"""Everybody who petitioned wants the matter withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked


async def on_withdrawal_asked(heard: Heard[WithdrawalAsked], work: Work) -> None:
    event = heard.event
    await remember(
        heard, work, with_request(event, text=event.reason), reason=event.reason, number=event.number
    )
