"""The time for rating is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember, with_request

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.evaluation_closed import EvaluationClosed


async def on_evaluation_closed(heard: Heard[EvaluationClosed], work: Work) -> None:
    event = heard.event
    change = with_request(event, event.unit or event.rated, closed=True)
    await remember(heard, work, change, rated=event.rated, level_given=event.level, unit=event.unit)
