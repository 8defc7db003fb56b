"""What somebody else's event proposes: the first wish that the tables allow is carried out; if none is, nothing has happened."""

from __future__ import annotations

from collections.abc import Iterable

from chassis.decisions import Changed, Refused
from chassis.work import Work
from services.routing.decide import UNKNOWN_MATTER, decide
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter
from services.routing.store import MATTERS


async def propose(work: Work, matter: Matter | None, wishes: Iterable[Intent]) -> Refused | None:
    """None if one was carried out, else why the last one was not: wishes are told from the likeliest to the last resort."""
    because = UNKNOWN_MATTER
    for wish in wishes:
        decision = decide(matter, [wish])
        if isinstance(decision, Changed):
            await work.save(MATTERS, decision.state.matter_id, decision.state, *decision.announce)
            return None
        because = decision
    return because
