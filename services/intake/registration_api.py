"""POST /items: register whoever comes; the answer is the slip. GET /fields: the form as data."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from chassis.described import answers
from chassis.documents import Answer, Command
from chassis.identity import Principal
from chassis.web import CommandId, answered, command_of, needs, principal
from lianjie_contracts.base import Actor
from lianjie_contracts.profiles import NATIONAL, profiles
from lianjie_contracts.vocabulary import Channel
from services.intake.capability import FrontDoor
from services.intake.checking import missing, warnings
from services.intake.domain.numbers import LOCAL, holder, query_code
from services.intake.domain.rules import facts_of
from services.intake.errors import INVALID, FieldError
from services.intake.formsheet import formsheet
from services.intake.persons import told
from services.intake.refusals import Attempt, channel_of, record
from services.intake.registration import RegistrationForm
from services.intake.tables import tables

REGISTRARS = ("registrar", "receptionist", "letter_clerk")
Clerk = Annotated[Principal, Depends(needs(*REGISTRARS))]
Official = Annotated[Principal, Depends(principal)]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def api(door: FrontDoor) -> APIRouter:
    router = APIRouter()
    parts, registrar = door.parts, door.registrar

    async def register(form: RegistrationForm, command: CommandId, caller: Clerk) -> JSONResponse:
        door.here(caller)
        by, now = _actor(door, caller, form.channel), parts.clock.now()
        try:
            answer = await registrar.register(command, form, by, now)
        except FieldError as wrong:
            return invalid(wrong)
        return answered(answer if answer.refusal else replace(answer, body=slip(door, form, answer)), 201)

    router.add_api_route(
        "/items", register, methods=["POST"], status_code=201, route_class_override=_recording(door)
    )

    @router.get("/fields", responses=answers(404))
    async def fields(
        channel: Channel = Channel.VISIT, profile: Annotated[str | None, Query(max_length=40)] = None
    ) -> dict[str, Any]:
        """The form of one channel under one rule profile: fields, stages, needs, words and limits."""
        if channel == Channel.UNKNOWN:
            raise HTTPException(404, "没有这种信访形式。")
        return formsheet(channel, profile or registrar.profile(parts.clock.now()))

    @router.get("/rules/{profile}", responses=answers(404))
    async def rules(profile: str, _: Official) -> list[dict[str, Any]]:
        """Who may speak and what counts as a group's under a rule profile: {rule, national, here}."""
        if profile not in profiles():
            raise HTTPException(404, "没有这套规则。")
        national, here = tables().profile(NATIONAL).said(), tables().profile(profile).said()
        return [{"rule": rule, "national": value, "here": here[rule]} for rule, value in national.items()]

    return router


def slip(door: FrontDoor, form: RegistrationForm, answer: Answer) -> dict[str, Any]:
    """What the window prints without waiting for the bus: number, codes, what to bring, where to ask (correction 15)."""
    county = door.parts.directory.county(door.county)
    now, registrar = door.parts.clock.now(), door.registrar
    everybody = (form.petitioner, *form.representatives)
    people = [registrar.person(each, str(n), now) for n, each in enumerate(everybody)]
    codes = query_codes(registrar.secret, str(answer.body["item_id"]), people)
    facts = facts_of(form.model_dump())
    paper = {
        "item_no": answer.body["item_no"], "registered_at": answer.body.get("registered_at"), "title": form.title,
        "claims": form.asked, "bring": tables().to_bring(facts), "centre": county.centre, "telephone": county.telephone,
        "address": county.address,
    }  # fmt: skip
    given = form.model_dump()
    given["petitioner"] |= told(form.petitioner, now.astimezone(LOCAL).date())
    return {
        **answer.body, "query_code": codes[0]["code"], "query_codes": codes, "incomplete": form.incomplete, "slip": paper,
        "warnings": warnings(form, now),
        "missing": missing(given, form.channel, registrar.profile(now)),
    }  # fmt: skip


def query_codes(secret: bytes, item_id: str, people: Sequence[str], first: int = 0) -> list[dict[str, str]]:
    """The codes of an item by holder: the petitioner's first, then each representative's own (correction 4).

    `people` are told apart by any key of theirs: the petitioner who is also a representative has one code. `first`: from whom on.
    """
    return [
        {
            "holder": f"representatives.{n - 1}" if n else "petitioner",
            "code": query_code(secret, holder(item_id, n)),
        }
        for n, person in enumerate(people)
        if n >= first and (n == 0 or person != people[0])
    ]


def invalid(wrong: FieldError) -> JSONResponse:
    body = {"code": INVALID, "because": "登记必填项有误,请检查标红项目。", "fields": wrong.fields}
    return JSONResponse(body, 422)


def acts_as(caller: Principal, channel: Channel | None) -> str:
    """The post in which somebody with several posts registers: letters are the letter clerk's."""
    posts = ("letter_clerk", "registrar", "receptionist") if channel == Channel.LETTER else REGISTRARS
    return next(post for post in posts if caller.may(post))


def _actor(door: FrontDoor, caller: Principal, channel: Channel | None) -> Actor:
    return caller.actor(acts_as(caller, channel), door.parts.directory.county(door.county).centre)


def _recording(door: FrontDoor) -> type[APIRoute]:
    """A route on which a form that cannot even be read leaves its trace, too."""

    class Recording(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def recorded(request: Request) -> Response:
                try:
                    return await handle(request)
                except RequestValidationError as wrong:
                    await _unreadable(door, request, wrong)
                    raise

            return recorded

    return Recording


async def _unreadable(door: FrontDoor, request: Request, wrong: RequestValidationError) -> None:
    caller = await principal(request)
    command = await _command(request, caller)
    if command is None or caller.county != door.county or not caller.may(*REGISTRARS):
        return
    fields = [".".join(str(part) for part in error["loc"][1:]) for error in wrong.errors()]
    attempt = Attempt(_actor(door, caller, None), channel_of(wrong.body), fields, door.parts.clock.now())
    await record(door.parts.commands, door.county, command, attempt)


async def _command(request: Request, caller: Principal) -> Command | None:
    key = request.headers.get("idempotency-key")
    return await command_of(request, caller, key) if key and 8 <= len(key) <= 128 else None
