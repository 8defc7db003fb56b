"""The opinion has reached the petitioner: C07 ends, with the issue if its service was begun in time; rating begins."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_completed import MatterCompleted
from services.deadlines.domain.opinion import given_at
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_completed(heard: Heard[MatterCompleted], work: Work, *, law: Law) -> None:
    """Row 24.2, which drives EV1; who was answered by an older system is not asked again."""
    event = heard.event
    given = given_at(event.issued_at, event.service_begun_at, event.served_at, law.under(event.profile))
    await keep(event, replace(said(heard, "24.2", event.unit), effective_at=given), work, law)
    if not event.carried_over:
        await keep(event, replace(said(heard, "EV1"), row="EV1"), work, law)
