"""The office has ended the matter at the counter, with a ground and the way that remains."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
    from services.workbench.readmodel import MatterView


async def on_matter_closed_at_intake(heard: Heard[MatterClosedAtIntake], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        path = {"path": event.path, "path_basis": event.basis} if event.path else {}
        claims = tuple(claim.model_copy(update=path) for claim in view.claims)
        return replace(of_matter(event)(view), claims=claims, closed_because=f"{event.reason} {event.remedy}")

    await remember(
        heard,
        work,
        change,
        outcome=event.outcome,
        reason=event.reason,
        basis=event.basis,
        remedy=event.remedy,
    )
