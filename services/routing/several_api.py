"""What may be done with several matters, told in one answer; each is then done by a command of its own, and answered alone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from chassis.service import Parts
from chassis.web import Caller
from services.routing.allowed import allowed_acts
from services.routing.cover_api import covers_for
from services.routing.settings import RoutingSettings
from services.routing.store import MATTERS
from services.routing.view import may_see

MOST = 50  # matters of one page of a list


def include_several(router: APIRouter, parts: Parts[RoutingSettings]) -> None:
    """Anybody who is signed in may ask: who has no act on a matter is told none."""

    @router.get("/acts")
    async def acts_of_several(
        matter: Annotated[list[str], Query(min_length=1, max_length=MOST)],
        caller: Caller,
    ) -> dict[str, list[dict[str, Any]]]:
        """As `/matters/{id}/acts`, by the id of each matter; one that is not there for the caller is left out."""
        held = await parts.store.get(MATTERS, set(matter))
        covers = await covers_for(parts.store, caller)
        states = ((id_, held[id_].state) for id_ in matter if id_ in held)
        return {
            id_: allowed_acts(state, caller, parts.clock.now(), covers)
            for id_, state in states
            if state is not None and may_see(state, caller)
        }
