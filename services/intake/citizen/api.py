"""The citizen's part over HTTP: reading by number and code, codes to act with, and the acts. No account, no login."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from chassis.decisions import Decision
from chassis.described import answers
from chassis.documents import Command
from chassis.web import answered
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import CodePurpose
from services.intake.capability import FrontDoor
from services.intake.citizen import acts
from services.intake.citizen.acting import acting, told
from services.intake.citizen.codes import Codes
from services.intake.citizen.forms import (
    CodeQuestion,
    LostCodeForm,
    QuestionForm,
    StatusQuestion,
)
from services.intake.citizen.handing_in import handing_in
from services.intake.citizen.handing_out import reissue
from services.intake.citizen.one_time import WRONG
from services.intake.citizen.reading import KEYED, Reader, address_of
from services.intake.citizen.requests import Requests
from services.intake.citizen.store import REQUESTS
from services.intake.citizen.window import window

SENT = "验证码发往登记时留的手机或邮箱，10分钟内有效。两分钟没收到，或当时没有留，请带证件到窗口办。"
LOST = "号码对得上，验证码就已发到登记的手机或邮箱，10分钟内有效。没收到，请带证件到窗口补。"


def api(door: FrontDoor) -> APIRouter:
    """All routes of the citizen's part, with one gate before them."""
    reader = Reader(door)
    codes = Codes(reader)
    router = APIRouter()
    for routes in (_reading(reader, codes), acting(reader, codes), _lost(reader, codes)):
        router.include_router(routes)
    router.include_router(handing_in(reader))
    router.include_router(window(reader, codes))
    return router


def _reading(reader: Reader, codes: Codes) -> APIRouter:
    router = APIRouter()
    visit = APIRouter(dependencies=KEYED, responses=answers(401))

    @router.post("/status", responses=answers(404))
    async def status(question: StatusQuestion, request: Request) -> dict[str, Any]:
        """For the citizen: number and code together, or the same answer whichever is wrong. A stage, and nobody's name."""
        asker, ticket = await reader.proved(question.item_no, question.query_code, address_of(request))
        return {
            "item_no": asker.item_no, "matter_id": asker.matter_id, "ticket": ticket, "person": asker.holder.n,
        }  # fmt: skip

    @visit.post("/citizen/codes", status_code=202)
    async def code(question: CodeQuestion, request: Request) -> JSONResponse:
        """A one-time code to the registered telephone or mailbox; answered alike whether there is one."""
        asker, item = await reader.by_ticket(question.ticket)
        command = await reader.command(request, asker.holder.key)
        answer = await codes.send(asker, item, question.purpose, command)
        return answered(answer) if answer.refusal else JSONResponse({"because": SENT}, 202)

    @visit.post("/citizen/questions")
    async def ask(form: QuestionForm, request: Request) -> JSONResponse:
        asker, _ = await reader.by_ticket(form.ticket)
        command = await reader.command(request, asker.holder.key)

        def decide(held: Requests | None) -> Decision[Requests]:
            return acts.ask(held, asker, form.text, reader.figures)

        return answered(await reader.door.parts.commands.run(REQUESTS, asker.matter_id, command, decide))

    router.include_router(visit)
    return router


def _lost(reader: Reader, codes: Codes) -> APIRouter:
    router = APIRouter(dependencies=KEYED)

    async def whose(form: LostCodeForm, request: Request) -> tuple[acts.Asker, Any] | None:
        address = address_of(request)
        await reader.let_in(form.item_no, address)
        found = await reader.item_by_no(form.item_no)
        asker = await codes.with_phone(*found, form.phone) if found else None
        if asker is None or found is None:
            await reader.wrong(form.item_no, address)
            return None
        return asker, found[1]

    @router.post("/citizen/lost-code", status_code=202)
    async def lost(form: LostCodeForm, request: Request) -> JSONResponse:
        """To the registered telephone, if it is the one given; answered alike if not."""
        command: Command = await reader.command(request, form.item_no)
        if found := await whose(form, request):
            await codes.send(*found, CodePurpose.LOST_CODE, command)
        return JSONResponse({"because": LOST}, 202)

    @router.post("/citizen/lost-code/confirmed")
    async def confirmed(form: LostCodeForm, request: Request) -> JSONResponse:
        """The new query code, for the one-time code; the old one dies."""
        command = await reader.command(request, form.item_no)
        found = await whose(form, request)
        if found is None:
            return JSONResponse({"code": WRONG.code, "because": WRONG.because}, 409)
        asker, _ = found
        digest = codes.digest(asker, CodePurpose.LOST_CODE, form.one_time_code)
        by = Actor(id="petitioner", role=asker.by.role)

        def act(requests: Requests) -> Decision[Requests]:
            return reissue(requests, asker, by, "")

        def decide(held: Requests | None) -> Decision[Requests]:
            return acts.proved(held, asker, CodePurpose.LOST_CODE, digest, reader.figures, act)

        answer = await reader.door.parts.commands.run(REQUESTS, asker.matter_id, command, decide)
        if answer.refusal or "refused" in answer.body:
            return told(answer)
        return JSONResponse({"query_code": codes.valid(asker.holder, int(answer.body["issue"]))})

    return router
