"""The stages over HTTP: an item for its county's staff, the talk, the screening, corrections."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse

from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.web import CommandId, answered, needs
from lianjie_contracts.vocabulary import MatterClass
from services.intake.capability import FrontDoor
from services.intake.domain.holders import people_of
from services.intake.domain.item import Item
from services.intake.errors import FieldError
from services.intake.registration_api import invalid, query_codes
from services.intake.rights import CLEARED
from services.intake.stages.clerk import Said, StageClerk
from services.intake.stages.correcting import Corrector
from services.intake.stages.forms import CorrectionForm, InterviewForm, ScreenForm
from services.intake.stages.reading import shown
from services.intake.store import ITEMS

TALKING = ("receptionist", "registrar", "letter_clerk")
SCREENING = ("router", *TALKING)
LEADING = ("office_deputy_head", "office_head")
Reader = Annotated[Principal, Depends(needs(*SCREENING, *LEADING))]
Talker = Annotated[Principal, Depends(needs(*TALKING))]
Screener = Annotated[Principal, Depends(needs(*SCREENING))]
UNKNOWN = "没有这个信访件，或不在您的范围内。"


@dataclass(frozen=True)
class Desk:
    """Which items somebody may work on, and in which post."""

    door: FrontDoor

    async def item(self, item_id: str, caller: Principal) -> Item:
        """The item, for whoever must act on it; 404 for all others, whether it is there or not."""
        self.door.here(caller)
        document = (await self.door.parts.store.get(ITEMS, [item_id])).get(item_id)
        item = document.state if document else None
        if item is None or caller.unit or not may_see(item, caller):
            raise HTTPException(404, UNKNOWN)
        return item

    async def said(self, item_id: str, command: Command, caller: Principal, *posts: str) -> Said:
        await self.item(item_id, caller)
        centre = self.door.parts.directory.county(self.door.county).centre
        post = next(post for post in posts if caller.may(post))
        return Said(item_id, command, caller.actor(post, centre), self.door.parts.clock.now())


def api(door: FrontDoor) -> APIRouter:
    router, desk, clerk, corrector = APIRouter(), Desk(door), StageClerk(door), Corrector(door)

    @router.get("/items/{item_id}")
    async def item(item_id: str, caller: Reader) -> dict[str, Any]:
        """Stages, corrections, how it reads now, and what is missing for each stage."""
        found = await desk.item(item_id, caller)
        return shown(item_id, found, dispatched=await clerk.dispatched(found))

    @router.post("/items/{item_id}/interview")
    async def interview(
        item_id: str, form: InterviewForm, command: CommandId, caller: Talker
    ) -> JSONResponse:
        """接谈; representatives chosen only now get their own codes in the answer."""

        async def heard() -> Answer:
            answer = await clerk.interview(await desk.said(item_id, command, caller, *TALKING), form)
            if answer.refusal or not form.representatives:
                return answer
            return await coded(answer, item_id, caller, -len(form.representatives))

        return await _told(heard())

    @router.post("/items/{item_id}/screen")
    async def screen(item_id: str, form: ScreenForm, command: CommandId, caller: Screener) -> JSONResponse:
        """甄别; `dispatched` says that units hold the matter already, and the screening stays a fact of the item."""
        return await _told(clerk.screen(await desk.said(item_id, command, caller, *SCREENING), form))

    @router.post("/items/{item_id}/corrections")
    async def corrections(
        item_id: str, form: CorrectionForm, command: CommandId, caller: Reader
    ) -> JSONResponse:
        """更正; the registration stays as it was. Representatives who were left out get their own codes in the answer."""

        async def mended() -> Answer:
            said = await desk.said(item_id, command, caller, *SCREENING, *LEADING)
            answer = await corrector.correct(said, form)
            first = answer.body.get("first_added")
            return await coded(answer, item_id, caller, first) if first else answer

        return await _told(mended())

    async def coded(answer: Answer, item_id: str, caller: Principal, first: int) -> Answer:
        """The answer with the codes of the people from `first` on (from the end, if negative): computed, never kept."""
        now = (await desk.item(item_id, caller)).now
        people = [each.petitioner_id for each in people_of(now)]
        own = query_codes(door.registrar.secret, item_id, people, first % len(people))
        return replace(answer, body={**answer.body, "query_codes": own})

    return router


async def _told(acting: Awaitable[Answer]) -> JSONResponse:
    try:
        return answered(await acting)
    except FieldError as wrong:
        return invalid(wrong)


def may_see(item: Item, caller: Principal) -> bool:
    """An accusation is seen by those who must act on it: who has worked on it, who routes it, and the heads [R22 30]."""
    if item.now.matter_class != MatterClass.ACCUSATION or caller.may(*CLEARED):
        return True
    worked = {each.by.id for each in item.interviews} | {each.by.id for each in item.screenings}
    return caller.id in worked | {item.registered.by.id}
