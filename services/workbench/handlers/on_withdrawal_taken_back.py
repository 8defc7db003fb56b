"""A petitioner regrets the withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack


async def on_withdrawal_taken_back(heard: Heard[WithdrawalTakenBack], work: Work) -> None:
    await remember(heard, work, with_request(heard.event))
