"""A person has said whether an item repeats an earlier one: a line of its matter's history, which stays a matter of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import RepeatResult
from services.workbench.projection import remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.repeat_decided import RepeatDecided
    from services.workbench.readmodel import MatterView


async def on_repeat_decided(heard: Heard[RepeatDecided], work: Work) -> None:
    """The earlier item by its number alone: what it says is for whoever may open its own matter."""
    event, answer = heard.event, heard.event.answer
    # What is said to repeat another matter's item may be merged with it (row 42): a router decides.
    another = answer.result == RepeatResult.REPEAT and answer.matter_id != event.matter_id

    def change(view: MatterView) -> MatterView:
        return replace(view, repeats_no=answer.item_no if another else "")

    await remember(heard, work, change, repeat=answer.result, earlier=answer.item_no)
