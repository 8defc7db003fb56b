"""A petitioner has rated the office or the unit; the latest counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.evaluation_given import EvaluationGiven


async def on_evaluation_given(heard: Heard[EvaluationGiven], work: Work) -> None:
    event = heard.event
    change = with_request(
        event, event.unit or event.rated, word=event.level, text=event.comment, flagged=event.from_office
    )
    await remember(
        heard, work, change, rated=event.rated, level_given=event.level, unit=event.unit, text=event.comment,
        flagged=str(event.from_office).lower(),
    )  # fmt: skip
