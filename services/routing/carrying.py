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
from services.routing.domain.matter import ENDED, Matter
from services.routing.domain.moving import move


class UnlawfulPastError(ValueError):
    """The list says what our rules could not have come to; intake looks at it first, so this is a fault of ours."""


def carried(
    matter: Matter, opened: Message, told: CarriedOver, directory: Directory
) -> tuple[Matter, tuple[Message, ...]]:
    """The freshly opened matter after its past, and all that is announced of it: units hear of what they still hold.

    Raises UnlawfulPastError with the code of the first refusal.
    """
    announced = [_marked(opened, told)]
    for intent in past_steps(matter, told, directory, derived):
        moved = move(matter, intent)
        if isinstance(moved, Refused):
            raise UnlawfulPastError(f"{intent.act}: {moved.code}")
        matter, event = moved
        announced.append(_marked(event, told))
    if matter.state is not told.state:
        raise UnlawfulPastError(f"{matter.state} is not {told.state}")
    matter = replace(matter, carried_until=matter.last_at)
    return matter, (*announced, *(() if matter.state in ENDED else feeds(matter, SYSTEM)))


def _marked(event: Message, told: CarriedOver) -> Message:
    state = event.state if isinstance(event, MatterEvent) else None
    used = told.used if LIMIT_SINCE.get(told.state) is state else None
    return event.model_copy(update={"carried_over": PastStep(batch=told.batch, used=used)})
