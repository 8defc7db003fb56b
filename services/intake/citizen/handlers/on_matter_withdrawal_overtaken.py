"""The withdrawal came to nothing: it may be asked for again where it still can."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from services.intake.citizen.handlers.hearing import keep


async def on_matter_withdrawal_overtaken(
    heard: Heard[MatterWithdrawalOvertaken], work: Work, *, county: str
) -> None:
    await keep(heard, work, county)
