"""A petitioner wanted to take something back, too late: a line of the history, and the answer on the petitioner's own page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_application_declined import MatterApplicationDeclined
    from lianjie_contracts.events.matter_wish_declined import MatterWishDeclined
    from services.workbench.readmodel import MatterView


async def on_matter_wish_declined(heard: Heard[MatterWishDeclined], work: Work) -> None:
    await declined(heard, work, wish=heard.event.wish)


async def declined(
    heard: Heard[MatterWishDeclined] | Heard[MatterApplicationDeclined], work: Work, **what: str
) -> None:
    """The ground, and what remains open, under the number of what was asked: that may be heard later than this."""
    event = heard.event
    answer = event.because + event.remains

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), declined={**view.declined, event.number: answer})

    await remember(heard, work, change, **what, number=event.number, because=answer)
