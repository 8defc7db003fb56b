"""The opinion is signed: every claim has its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
    from services.workbench.readmodel import MatterView


async def on_matter_opinion_issued(heard: Heard[MatterOpinionIssued], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        return replace(of_matter(event)(view), opinion=event.opinion)

    await remember(
        heard,
        work,
        change,
        unit=event.unit,
        number=event.opinion.number,
        basis="、".join(event.opinion.legal_basis),
    )
