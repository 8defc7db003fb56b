"""A suggestion is answered: its petitioners are invited to rate office and unit (row EV1)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from services.intake.citizen.handlers.hearing import keep


async def on_matter_suggestion_answered(
    heard: Heard[MatterSuggestionAnswered], work: Work, *, county: str
) -> None:
    await keep(heard, work, county)
