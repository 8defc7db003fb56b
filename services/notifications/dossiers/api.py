"""Dossiers over HTTP: what there is and what lacks, bind, look into, hand over; every look is on record before it is shown."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import Field

from chassis.decisions import Decision
from chassis.documents import Document
from chassis.identity import Principal
from chassis.ids import derived, new_id
from chassis.personal import KEY_COPIES
from chassis.web import CommandId, Form, answered, needs
from services.notifications.api import Desk
from services.notifications.dossiers.binding import bind, hand_over
from services.notifications.dossiers.dossier import FIELD, Dossier, Inspection, Piece, fingerprint
from services.notifications.dossiers.gathering import Gathered, gather
from services.notifications.dossiers.kinds import Group
from services.notifications.dossiers.telling import brief, told
from services.notifications.store import DOSSIERS, INSPECTIONS, SHEETS

READERS = ("archivist", "office_deputy_head", "office_head", "supervisor")
CLEARED = ("router", "office_deputy_head", "office_head")  # who may open what is restricted [R22 30]
SEALERS = ("office_deputy_head", "office_head")  # who binds it, sealed; the archivist keeps it unopened
Archivist = Annotated[Principal, Depends(needs("archivist"))]
Binder = Annotated[Principal, Depends(needs("archivist", *SEALERS))]
Reader = Annotated[Principal, Depends(needs(*READERS))]
NOT_HERE = "没有这个信访事项，或不在您的范围内。"
GONE = "这份文书里的个人信息已按规定销毁，副本打不开了；目录和指纹仍在。"


class PaperHeld(Form):
    """A paper that was never scanned: what it is, and how many pages."""

    group: Group
    title: str = Field(min_length=1, max_length=100)
    pages: int = Field(ge=1, le=9999)


class Binding(Form):
    papers: tuple[PaperHeld, ...] = Field(default=(), max_length=50)


class HandingOver(Form):
    """`list_no` is the number of the paper list that both sides sign."""

    matter_ids: tuple[str, ...] = Field(min_length=1, max_length=200)
    list_no: str = Field(min_length=1, max_length=40)
    to: str = Field(min_length=1, max_length=100)


def routes(desk: Desk) -> APIRouter:  # noqa: C901 - one short route after the other
    router = APIRouter()

    async def gathered(matter_id: str, caller: Principal) -> Gathered:
        found = await gather(matter_id, desk.store, desk.shelf, desk.safe)
        here = matter_id.partition(":")[0] == caller.county and caller.unit is None
        if found is None or not here or (found.sheet.restricted and not caller.may(*CLEARED)):
            raise HTTPException(404, NOT_HERE)
        return found

    async def bound(matter_id: str) -> Dossier | None:
        document = (await desk.store.get(DOSSIERS, [matter_id])).get(matter_id)
        return document.state if document else None

    async def note(matter_id: str, caller: Principal, piece: int | None = None, whole: bool = False) -> None:
        role = min(caller.roles, default="")
        look = Inspection(matter_id, caller.id, caller.name, role, desk.clock.now(), piece, whole)
        await desk.store.put(Document(INSPECTIONS, new_id()).with_state(look))

    @router.get("/dossiers")
    async def of_county(caller: Reader) -> list[dict[str, Any]]:
        """All that were bound, the newest first: what is to be handed over, and what was, on which list. `sealed`: the caller keeps
        it and may not open it."""
        held = await desk.shelf.dossiers(caller.county)
        sheets = (
            {} if caller.may(*CLEARED) else await desk.store.get(SHEETS, [each.matter_id for each in held])
        )
        sealed = {id_ for id_, sheet in sheets.items() if sheet.state and sheet.state.restricted}
        return [brief(dossier) | {"sealed": dossier.matter_id in sealed} for dossier in held]

    @router.post("/dossiers/hand-over")
    async def over(form: HandingOver, command: CommandId, caller: Archivist) -> dict[str, Any]:
        """Each by itself: what was handed over before is named, and hinders no other. What is sealed goes over unopened."""
        by, now = caller.actor("archivist", desk.organ(caller)), desk.clock.now()
        done, refused = [], []
        for matter_id in form.matter_ids:
            if matter_id.partition(":")[0] != caller.county:
                raise HTTPException(404, NOT_HERE)
            answer = await desk.commands.run(
                DOSSIERS, matter_id, derived(command.id, matter_id),
                lambda dossier: hand_over(dossier, form.list_no, form.to, by, now),
            )  # fmt: skip
            if answer.refusal:
                refused.append({"matter_id": matter_id, "because": answer.because or ""})
            else:
                done.append(matter_id)
        return {"list_no": form.list_no, "done": done, "refused": refused}

    @router.get("/dossiers/{matter_id}")
    async def one(matter_id: str, caller: Reader, whole: bool = False) -> dict[str, Any]:
        """As it is bound, or as it would be; and what lacks. `whole`: all of it is being taken along."""
        found = await gathered(matter_id, caller)
        await note(matter_id, caller, whole=whole)
        return told(found, await bound(matter_id), await desk.shelf.inspections(matter_id))

    @router.post("/dossiers/{matter_id}/bind")
    async def binding(matter_id: str, form: Binding, command: CommandId, caller: Binder) -> JSONResponse:
        found = (await gathered(matter_id, caller)).with_papers(_paper(paper) for paper in form.papers)
        if not caller.may("archivist") and not found.sheet.restricted:
            raise HTTPException(403, "案卷由档案员编制；限制查阅的才由分管领导封存编制。")
        role = next(role for role in ("archivist", *SEALERS) if caller.may(role))
        by, now = caller.actor(role, desk.organ(caller)), desk.clock.now()

        def decision(dossier: Dossier | None) -> Decision[Dossier]:
            return bind(dossier, matter_id, caller.county, found, by, now)

        return answered(await desk.commands.run(DOSSIERS, matter_id, command, decision))

    @router.get("/dossiers/{matter_id}/pieces/{seq}")
    async def piece(matter_id: str, seq: int, caller: Reader) -> HTMLResponse:
        """The copy of a text, byte by byte as it was bound."""
        await gathered(matter_id, caller)
        dossier = await bound(matter_id)
        if dossier is None or not 1 <= seq <= len(dossier.pieces) or not dossier.pieces[seq - 1].is_text:
            raise HTTPException(404, "案卷里没有这一件，或这一件不是文书。")
        await note(matter_id, caller, seq)
        return HTMLResponse(await copy_of(dossier.pieces[seq - 1]), headers={"Cache-Control": "no-store"})

    async def copy_of(of: Piece) -> str:
        if of.sealed is None:
            return of.plain
        keys = await desk.store.get(KEY_COPIES, [of.person])
        key = keys[of.person].state if of.person in keys else None
        text = desk.safe.open(of.sealed, key.wrapped if key else None, FIELD)
        if text is None:
            raise HTTPException(410, GONE)
        return text

    return router


def _paper(paper: PaperHeld) -> Piece:
    line = f"{paper.title}，{paper.pages}页（纸质原件）"
    return Piece(0, paper.group, paper.title, pages=str(paper.pages), sha256=fingerprint(line.encode()))
