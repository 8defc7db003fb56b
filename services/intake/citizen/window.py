"""What the window does for citizens: codes against identity, answers to questions, signs for walls."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse

from chassis.decisions import Decision
from chassis.described import answers
from chassis.documents import Document
from chassis.identity import Principal
from chassis.logs import log
from chassis.web import CommandId, answered, needs
from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import CodeKind
from services.intake.citizen import acts
from services.intake.citizen.codes import Codes
from services.intake.citizen.forms import AnswerForm, SignForm, WindowCodeForm
from services.intake.citizen.reading import Reader
from services.intake.citizen.requests import Requests
from services.intake.citizen.store import REQUESTS, SIGNS, Sign
from services.intake.domain.holders import Holder, people_of

POSTS = ("receptionist", "letter_clerk", "registrar")
Clerk = Annotated[Principal, Depends(needs(*POSTS))]
Answering = Annotated[Principal, Depends(needs("receptionist", "letter_clerk"))]
SIGN_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def sign_code(label: str, place_code: str) -> str:
    """Six signs that are the same for the same place, so that a sheet can be printed again."""
    number = int.from_bytes(hashlib.sha256(f"{place_code}|{label}".encode()).digest()[:8], "big")
    return "".join(SIGN_LETTERS[number // len(SIGN_LETTERS) ** i % len(SIGN_LETTERS)] for i in range(6))


def window(reader: Reader, codes: Codes) -> APIRouter:  # noqa: C901 - one short route after the other
    router, door = APIRouter(), reader.door

    def acting(caller: Principal) -> Actor:
        door.here(caller)
        post = next(post for post in POSTS if caller.may(post))
        return caller.actor(post, door.parts.directory.county(door.county).centre)

    @router.post("/citizen/window/codes", responses=answers(404))
    async def code(form: WindowCodeForm, command: CommandId, caller: Clerk) -> JSONResponse:
        """Against identity: a new query code for a lost one, or a one-time code in hand. Both are on record."""
        by, found = acting(caller), await reader.item_by_no(form.item_no)
        if found is None or form.person >= len(people_of(found[1].now)):
            raise HTTPException(404, "没有这个编号，或没有这位代表。请核对编号。")
        own = found[1].matter_id
        acts_in = own if form.code is CodeKind.QUERY else await reader.standing(own)
        asker = reader.asker(Holder(found[0], form.person), found[1], acts_in)
        log.info("code handed out", item_id=found[0], code=form.code.value, by=caller.id)
        if form.code is CodeKind.QUERY:
            answer, new = await codes.reissue(asker, by, form.identity, command)
            said = {"query_code": new}
        elif form.purpose is None:
            raise HTTPException(422, "请选择这次验证码用来办什么。")
        else:
            answer, new = await codes.at_window(asker, form.purpose, by, form.identity, command)
            said = {"one_time_code": new}
        return answered(answer) if answer.refusal else JSONResponse({**said, "subject": answer.subject})

    @router.post("/citizen/questions/{matter_id}/answers")
    async def answer(matter_id: str, form: AnswerForm, command: CommandId, caller: Answering) -> JSONResponse:
        by = acting(caller)

        def decide(held: Requests | None) -> Decision[Requests]:
            return acts.answer(held, form.number, form.text, by, reader.now())

        return answered(await door.parts.commands.run(REQUESTS, matter_id, command, decide))

    @router.get("/citizen/signs")
    async def signs(caller: Clerk) -> list[dict[str, Any]]:
        door.here(caller)
        rows = await door.parts.mongo.find(SIGNS.name, {}, sort=[("_id", 1)], limit=1000)
        return [_shown(row["_id"], SIGNS.load(row["state"])) for row in rows]

    @router.post("/citizen/signs", status_code=201)
    async def put_up(form: SignForm, caller: Clerk) -> JSONResponse:
        """The same place and words are the same sign."""
        door.here(caller)
        if not form.place_code.startswith(door.county):
            said = "地点不在本县。请选本县乡镇街道。"
            return JSONResponse(
                {"code": "FIELDS_INVALID", "because": said, "fields": {"place_code": said}}, 422
            )
        id_ = f"{door.county}:{sign_code(form.label, form.place_code)}"
        held = (await door.parts.store.get(SIGNS, [id_])).get(id_) or Document(SIGNS, id_)
        if held.state is None:
            await door.parts.store.put(held.with_state(Sign(form.label, form.place_code)))
        return JSONResponse(_shown(id_, Sign(form.label, form.place_code)), 201)

    return router


def _shown(id_: str, sign: Sign) -> dict[str, Any]:
    return {"code": id_.partition(":")[2], "label": sign.label, "place_code": sign.place_code}
