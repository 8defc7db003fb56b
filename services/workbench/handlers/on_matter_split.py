"""Some claims went on in a sister matter: they are no longer asked for here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import of_matter, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.matter_split import MatterSplit
    from services.workbench.readmodel import AssignmentView, MatterView


async def on_matter_split(heard: Heard[MatterSplit], work: Work) -> None:
    event = heard.event
    gone = set(event.claim_ids)

    def kept(share: AssignmentView) -> AssignmentView:
        left = tuple(each for each in share.assignment.claim_ids if each not in gone)
        return replace(share, assignment=share.assignment.model_copy(update={"claim_ids": left}))

    def change(view: MatterView) -> MatterView:
        moved = of_matter(event)(view)
        return replace(
            moved, claims=tuple(claim for claim in moved.claims if claim.claim_id not in gone), sisters=(*moved.sisters, event.sister),
            assignments=tuple(kept(share) for share in moved.assignments),
        )  # fmt: skip

    await remember(heard, work, change, reason=event.reason)
