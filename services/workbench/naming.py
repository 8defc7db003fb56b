"""Whom a matter names: who investigates for each unit, and who received the petitioner first. "Mine" is found by it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lianjie_contracts.base import MatterEvent
    from services.workbench.readmodel import AssignmentView, MatterView


def with_handlers(view: MatterView, event: MatterEvent) -> tuple[AssignmentView, ...]:
    """The shares with the investigators that an event names: of the unit that names them, or of the lead."""
    handlers: tuple[str, ...] = getattr(event, "handlers", ())
    holder = getattr(event, "unit", None) or (view.lead.assignment.unit if view.lead else None)
    if not handlers:
        return view.assignments
    return tuple(
        replace(share, handlers=handlers) if share.assignment.unit == holder else share
        for share in view.assignments
    )


def people(view: MatterView) -> Iterator[str]:
    """Whom the matter names, each behind the own unit or county: who investigates, and who received the petitioner first."""
    for share in view.assignments:
        yield from (f"{share.assignment.unit}:{handler}" for handler in share.handlers)
    if view.first_handler:
        yield f"{view.county}:{view.first_handler}"
