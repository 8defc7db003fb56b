"""A person has said whether an item repeats an earlier one: a line of its matter's history, which stays a matter of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.repeat_decided import RepeatDecided


async def on_repeat_decided(heard: Heard[RepeatDecided], work: Work) -> None:
    """The earlier item by its number alone: what it says is for whoever may open its own matter."""
    answer = heard.event.answer
    await remember(heard, work, lambda view: view, repeat=answer.result, earlier=answer.item_no)
