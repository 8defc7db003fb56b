"""The citizen's acts over HTTP: each needs a ticket (number and code) and a one-time code, and is done once."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from chassis.decisions import Decision
from chassis.described import answers
from chassis.documents import Answer
from chassis.web import answered
from lianjie_contracts.vocabulary import CodePurpose
from services.intake.citizen import acts
from services.intake.citizen.codes import Codes
from services.intake.citizen.forms import (
    ApplicationForm,
    EvaluationForm,
    Proved,
    SupplementForm,
    TakenBackForm,
    WithdrawalForm,
)
from services.intake.citizen.lifecycle import STAFF_RATING
from services.intake.citizen.networks import is_within
from services.intake.citizen.photos import give
from services.intake.citizen.reading import KEYED, Reader, address_of
from services.intake.citizen.requests import Requests
from services.intake.citizen.store import REQUESTS


def told(answer: Answer) -> JSONResponse:
    """As every answer; a wrong code has changed what is left of its tries and is a refusal all the same."""
    if "refused" in answer.body:
        return JSONResponse({"code": answer.body["refused"], "because": answer.body["because"]}, 409)
    return answered(answer)


@dataclass(frozen=True, slots=True)
class Acting:
    """An act of somebody who has shown number and code: done for a one-time code, and guessing at it counts as guessing."""

    reader: Reader
    codes: Codes

    async def do(
        self, asker: acts.Asker, form: Proved, request: Request, purpose: CodePurpose, act: acts.Act
    ) -> JSONResponse:
        address = address_of(request)
        await self.reader.let_in(asker.item_no, address)
        command = await self.reader.command(request, asker.holder.key)
        digest = self.codes.digest(asker, purpose, form.one_time_code)

        def decide(held: Requests | None) -> Decision[Requests]:
            return acts.proved(held, asker, purpose, digest, self.reader.figures, act)

        answer = await self.reader.door.parts.commands.run(REQUESTS, asker.matter_id, command, decide)
        if "refused" in answer.body:
            await self.reader.wrong(asker.item_no, address)
        return told(answer)


def acting(reader: Reader, codes: Codes) -> APIRouter:
    router = APIRouter(dependencies=KEYED, responses=answers(401))
    figures, do = reader.figures, Acting(reader, codes).do

    @router.post("/citizen/supplements")
    async def supplement(form: SupplementForm, request: Request) -> JSONResponse:
        asker, _ = await reader.by_ticket(form.ticket)
        act = acts.supplement(asker, form.text, form.attachments)
        answer = await do(asker, form, request, CodePurpose.SUPPLEMENT, act)
        if answer.status_code == 200 and form.attachments:
            command = await reader.command(request, asker.holder.key)
            key, item_id = form.form_key or request.headers["idempotency-key"], asker.holder.item_id
            await give(reader.door, item_id, form.attachments, key, asker.by, command, asker.at)
        return answer

    @router.post("/citizen/withdrawals")
    async def withdraw(form: WithdrawalForm, request: Request) -> JSONResponse:
        asker, _ = await reader.by_ticket(form.ticket)
        persons = await reader.persons(asker.matter_id)
        act = acts.withdraw(asker, persons, form.own_will, form.reason, figures)
        return await do(asker, form, request, CodePurpose.WITHDRAW, act)

    @router.post("/citizen/withdrawals/taken-back")
    async def take_back(form: Proved, request: Request) -> JSONResponse:
        asker, _ = await reader.by_ticket(form.ticket)
        return await do(asker, form, request, CodePurpose.TAKE_BACK, acts.take_back(asker))

    @router.post("/citizen/evaluations")
    async def rate(form: EvaluationForm, request: Request) -> JSONResponse:
        """Never by staff: a clerk's token is refused. What comes from a network of the office is flagged [D]."""
        if "authorization" in request.headers:
            return JSONResponse({"code": STAFF_RATING.code, "because": STAFF_RATING.because}, 409)
        asker, _ = await reader.by_ticket(form.ticket)
        flagged = is_within(address_of(request), reader.door.parts.settings.office_networks)
        given = [acts.Opinion(each.rated, each.level, each.comment) for each in form.ratings]
        act = acts.rate(asker, given, from_office=flagged)
        return await do(asker, form, request, CodePurpose.EVALUATE, act)

    @router.post("/citizen/applications")
    async def apply(form: ApplicationForm, request: Request) -> JSONResponse:
        asker, _ = await reader.by_ticket(form.ticket)
        act = acts.apply(asker, form.application, form.reason, form.good_reason, form.person)
        return await do(asker, form, request, CodePurpose.APPLY, act)

    @router.post("/citizen/applications/withdrawn")
    async def withdraw_application(form: TakenBackForm, request: Request) -> JSONResponse:
        asker, _ = await reader.by_ticket(form.ticket)
        act = acts.withdraw_application(asker, form.application, form.own_will, form.reason)
        return await do(asker, form, request, CodePurpose.WITHDRAW, act)

    return router
