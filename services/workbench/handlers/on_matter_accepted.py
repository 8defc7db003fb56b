"""A unit has accepted; each claim has its path now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember
from services.workbench.readmodel import AssignmentView

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_accepted import MatterAccepted
    from services.workbench.readmodel import MatterView


async def on_matter_accepted(heard: Heard[MatterAccepted], work: Work) -> None:
    event = heard.event

    def change(view: MatterView) -> MatterView:
        pathed = {claim.claim_id: claim for claim in event.claims}
        held = (AssignmentView(event.own, signed_at=event.occurred_at),) if event.own else view.assignments
        shares = tuple(_accepted(share, event) for share in held)
        claims = tuple(pathed.get(claim.claim_id, claim) for claim in view.claims)
        return replace(of_matter(event)(view), claims=claims, assignments=shares)

    path = event.claims[0].path if event.claims else None
    await remember(heard, work, change, unit=event.unit, path=path, contact=event.contact)


def _accepted(share: AssignmentView, event: MatterAccepted) -> AssignmentView:
    if share.assignment.unit != event.unit:
        return share
    return replace(share, accepted_at=event.occurred_at, contact=event.contact)
