"""A matter from an older system comes to where it stood there: its past is decided by our rules, and told as past (ADR 0027)."""

from __future__ import annotations

from dataclasses import replace

from chassis.decisions import Refused
from chassis.ids import derived
from lianjie_contracts.base import SYSTEM, MatterEvent, Message, PastStep
from lianjie_contracts.carried_over import CarriedOver
from lianjie_contracts.directory import Directory
from services.routing.announce import feeds
from services.routing.domain.carrying import LIMIT_SINCE, past_steps
from services.routing.domain.evolve import evolve
from services.routing.domain.matter import ENDED, Matter
from services.routing.domain.moving import move


class UnlawfulPastError(ValueError):
    """The list says what our rules could not have come to; intake looks at it first, so this is a fault of ours."""


def carried(
    matter: Matter, opened: MatterEvent, told: CarriedOver, directory: Directory
) -> tuple[Matter, tuple[Message, ...]]:
    """The freshly opened matter after its past, and all that is announced of it: units hear of what they still hold.

    Raises UnlawfulPastError with the code of the first refusal.
    """
    announced: list[Message] = [past := _past(opened, told)]
    matter = replace(matter, carried_until=past.occurred_at)
    for intent in past_steps(matter, told, directory, derived):
        moved = move(matter, intent)
        if isinstance(moved, Refused):
            raise UnlawfulPastError(f"{intent.act}: {moved.code}")
        announced.append(past := _past(moved[1], told))
        matter = evolve(matter, past)
    if matter.state is not told.state:
        raise UnlawfulPastError(f"{matter.state} is not {told.state}")
    return matter, (*announced, *(() if told.state in ENDED else feeds(matter, SYSTEM)))


def _past(event: MatterEvent, told: CarriedOver) -> MatterEvent:
    """The event marked as past. What is closed carries nothing along: nobody is called back about it, no report is owed."""
    used = told.used if LIMIT_SINCE.get(told.state) is event.state else None
    drove = () if told.state in ENDED else event.drove
    return event.model_copy(update={"carried_over": PastStep(batch=told.batch, used=used), "drove": drove})
