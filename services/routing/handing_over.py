"""Carries approved handovers on: each matter by a write of its own, under an id that makes a repeat harmless.

Whatever was interrupted goes on with the next look, in this process or another; what moved already is answered as before.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chassis.ids import derived
from services.routing.decide import decide
from services.routing.domain.handover import Handover, HandoverState, carried
from services.routing.domain.roads.handing_over import OPEN
from services.routing.store import HANDOVERS, MATTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.decisions import Decision
    from chassis.mongo import Mongo
    from chassis.service import Parts
    from lianjie_contracts.cover import Person
    from services.routing.domain.matter import Matter
    from services.routing.settings import RoutingSettings

MOST = 1000  # matters of one person that a page shows and a look finds
AT_ONCE = 50  # matters between two notes of how far it is


async def in_the_name_of(mongo: Mongo, county: str, unit: str | None, giver: Person) -> Sequence[Matter]:
    """The open matters on a person's worklist, the oldest first: of a unit as investigator, of the office as first handler."""
    where: dict[str, Any] = {"state.county": county, "state.state": {"$in": [str(state) for state in OPEN]}}
    where["state.handlers" if unit else "state.first_handler"] = {"$in": list(giver.words)}
    rows = await mongo.find(MATTERS.name, where, sort=[("state.received_at", 1)], limit=MOST)
    matters = (MATTERS.load(row["state"]) for row in rows)
    return [matter for matter in matters if unit is None or (matter.lead and matter.lead.unit == unit)]


async def carry_on_all(parts: Parts[RoutingSettings]) -> None:
    rows = await parts.mongo.find(HANDOVERS.name, {"state.state": HandoverState.MOVING.value}, limit=20)
    for row in rows:
        await carry_on(parts, HANDOVERS.load(row["state"]))


async def carry_on(parts: Parts[RoutingSettings], handover: Handover) -> None:
    """Move the next of its matters and note it; when there is none, note how many the giver still holds."""
    ids = (await _next(parts.mongo, handover))[:AT_ONCE]
    outcomes = {id_: await _move(parts, handover, id_) for id_ in ids}
    left = None if ids else len(await _held(parts.mongo, handover))
    step = derived("carried", handover.handover_id, str(len(handover.moved)), str(len(handover.stuck)))
    await parts.commands.run(
        HANDOVERS, handover.handover_id, step, lambda held: carried(held, outcomes, left)
    )


async def _next(mongo: Mongo, handover: Handover) -> Sequence[str]:
    if handover.matter_ids:
        return handover.pending()
    return [m.matter_id for m in await _held(mongo, handover) if m.matter_id not in handover.stuck]


async def _held(mongo: Mongo, handover: Handover) -> Sequence[Matter]:
    return await in_the_name_of(mongo, handover.county, handover.unit, handover.giver)


async def _move(parts: Parts[RoutingSettings], handover: Handover, matter_id: str) -> str | None:
    """None if it has moved, else why it cannot."""
    command = derived("handover", handover.handover_id, matter_id)
    answer = await parts.commands.run(MATTERS, matter_id, command, partial(_handed, parts, handover))
    return answer.because if answer.refusal else None


def _handed(
    parts: Parts[RoutingSettings], handover: Handover, matter: Matter | None
) -> Decision[Matter]:  # fmt: skip
    assert handover.decided_by is not None, "a handover moves once it is approved"
    return decide(matter, [handover.wish_for(handover.decided_by, parts.clock.now())])
