"""The routes of repeats: what may be the same matter, while somebody is still typing."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from chassis.identity import Principal
from chassis.web import needs
from services.intake.capability import FrontDoor
from services.intake.repeats.finding import Finder
from services.intake.repeats.question import RepeatQuestion

Clerk = Annotated[Principal, Depends(needs("registrar", "receptionist", "letter_clerk", "router"))]

READS_ACCUSATIONS = (
    "router",
    "office_deputy_head",
    "office_head",
)  # as services.intake.api lets them see contacts


def api(door: FrontDoor) -> APIRouter:
    """The routes, for one county's own staff."""
    router, finder = APIRouter(), Finder(door)

    @router.post("/repeats")
    async def repeats(question: RepeatQuestion, caller: Clerk) -> dict[str, Any]:
        """Earlier items of this county with their grounds, and where else the same person came; a person decides."""
        door.here(caller)
        return {
            "candidates": await finder.candidates(question, reads=caller.may(*READS_ACCUSATIONS)),
            "elsewhere": [],
        }

    return router
