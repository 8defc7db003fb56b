"""The opinion cannot be served, with approval: C07 ends, with the issue if its service was begun in time."""

from __future__ import annotations

from dataclasses import replace

from chassis.work import Heard, Work
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from services.deadlines.domain.opinion import given_at
from services.deadlines.handlers.said import said
from services.deadlines.keeping import keep
from services.deadlines.law import Law


async def on_matter_undeliverable(heard: Heard[MatterUndeliverable], work: Work, *, law: Law) -> None:
    """Row 24b: nobody is invited to rate, and no window opens, until the opinion really arrives."""
    event = heard.event
    given = given_at(event.issued_at, event.service_begun_at, event.declared_at, law.under(event.profile))
    await keep(event, replace(said(heard, "24b", event.unit), effective_at=given), work, law)
