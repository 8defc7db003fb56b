"""The routes of repeats: what may be the same matter, while somebody is typing and afterwards, and what a person says to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from chassis.identity import Principal
from chassis.web import CommandId, answered, needs
from services.intake.capability import FrontDoor
from services.intake.errors import FieldError
from services.intake.registration import RepeatAnswerForm
from services.intake.registration_api import invalid
from services.intake.repeats.deciding import Deciding
from services.intake.repeats.elsewhere import elsewhere
from services.intake.repeats.finding import Finder, question_of
from services.intake.repeats.question import RepeatQuestion
from services.intake.rights import CLEARED
from services.intake.stages.api import SCREENING, Desk

Clerk = Annotated[Principal, Depends(needs(*SCREENING))]


@dataclass(frozen=True)
class Proposing:
    """Asks for both: this county's items, and sightings in others."""

    door: FrontDoor

    async def told(
        self, question: RepeatQuestion, caller: Principal, without: Collection[str] = (), matter: str = ""
    ) -> dict[str, Any]:
        finder, parts = Finder(self.door), self.door.parts
        reads = caller.may(*CLEARED)
        found = await finder.candidates(question, reads=reads, without=without, matter=matter)
        others = await elsewhere(parts.mongo, parts.directory, finder.known(question))
        return {"candidates": found, "elsewhere": others}


def api(door: FrontDoor) -> APIRouter:
    """The routes, for one county's own staff."""
    router, desk, deciding, proposing = APIRouter(), Desk(door), Deciding(door), Proposing(door)

    @router.post("/repeats")
    async def repeats(question: RepeatQuestion, caller: Clerk) -> dict[str, Any]:
        """Earlier items with their grounds, and where else the same people came; a person decides."""
        door.here(caller)
        return await proposing.told(question, caller)

    @router.get("/items/{item_id}/repeats")
    async def repeats_of(item_id: str, caller: Clerk) -> dict[str, Any]:
        """The same for a registered item (a letter, a call, a citizen's own form); what was answered is not asked again."""
        item = await desk.item(item_id, caller)
        without = {item_id, *(answer.item_id for answer in item.now.repeats)}
        return await proposing.told(await question_of(door, item), caller, without, item.matter_id)

    @router.post("/items/{item_id}/repeats")
    async def decide(item_id: str, form: RepeatAnswerForm, command: CommandId, caller: Clerk) -> JSONResponse:
        """A person's answer about one earlier item: another matter, the same, or the same people with new facts."""
        try:
            return answered(
                await deciding.decide(await desk.said(item_id, command, caller, *SCREENING), form)
            )
        except FieldError as wrong:
            return invalid(wrong)

    return router
