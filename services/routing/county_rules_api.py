"""A county's own rules over HTTP: in force, put up by one person, what they would change, and who decided what before.

They are a part of the county's directory: `/directory/approve` and `/directory/decline` decide on them too (ADR 0036).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from chassis.described import answers
from chassis.service import Parts
from chassis.web import FIELDS_INVALID, CommandId, Form, answered
from lianjie_contracts.directory import CountyEntry, DeclaredRule
from lianjie_contracts.profiles import Following
from services.routing.directory_api import Proposer, proposing
from services.routing.domain.county_rules import (
    MOST_RULES,
    PROFILE,
    RULES,
    differences,
    following,
    wrong_following,
    wrong_rules,
)
from services.routing.domain.days import day_of
from services.routing.domain.directory import CountyDirectory, propose_entry
from services.routing.domain.matter import WITHDRAWABLE, Matter
from services.routing.settings import RoutingSettings
from services.routing.store import DIRECTORIES, MATTERS

OPEN = [state.value for state in WITHDRAWABLE]
LOOKED_AT = 200  # open matters that a preview looks at, the youngest first [D]


class Rules(Form):
    """All rules of the county, in their order."""

    rules: tuple[DeclaredRule, ...] = Field(max_length=MOST_RULES)


def county_rules_api(parts: Parts[RoutingSettings]) -> APIRouter:
    """The routes below /county-rules, each for the caller's own county."""
    router = APIRouter(prefix="/county-rules")

    async def kept(county: str) -> CountyDirectory | None:
        document = (await parts.store.get(DIRECTORIES, [county])).get(county)
        return document.state if document else None

    async def open_matters(county: str) -> Sequence[Matter]:
        where = {"state.county": county, "state.state": {"$in": OPEN}}
        rows = await parts.mongo.find(MATTERS.name, where, sort=[("state.received_at", -1)], limit=LOOKED_AT)
        return [MATTERS.load(row["state"]) for row in rows]

    @router.get("")
    async def rules(caller: Proposer) -> dict[str, Any]:
        """In force, what waits with what it would change, and the last versions."""
        held = await kept(caller.county)
        if held is None:
            return {"entry": None, "waiting": None, "versions": []}
        told = {"entry": _json(held.published.entry), "versions": [asdict(each) for each in held.versions]}
        waits = held.proposed
        if waits is None or waits.entry is None:
            return told | {"waiting": None}
        before = held.published.entry
        looked = await open_matters(caller.county) if waits.entry.rules != before.rules else ()
        units = parts.directory.units_of(caller.county)
        found = differences(looked, units, before.rules, waits.entry.rules)
        return told | {"waiting": {
            "no": waits.no, "what": waits.file, "by": waits.by.id, "by_name": waits.by.name, "at": waits.at,
            "entry": _json(waits.entry), "looked_at": len(looked), "differences": [asdict(each) for each in found],
        }}  # fmt: skip

    @router.post("/rules", responses=answers(409, 422), status_code=201)
    async def put_up_rules(form: Rules, caller: Proposer, command: CommandId) -> JSONResponse:
        units, places = parts.directory.units_of(caller.county), parts.directory.places_of(caller.county)
        if refused := wrong_rules(form.rules, units, places):
            because = f"有 {len(refused)} 处要改，规则都没有报批。"
            rows = [asdict(each) for each in refused]
            return JSONResponse({"code": "RULES_REFUSED", "because": because, "rows": rows}, 422)
        by, now = proposing(caller, parts.directory), parts.clock.now()
        return answered(await parts.commands.run(
            DIRECTORIES, caller.county, command,
            lambda held: propose_entry(held, lambda entry: entry.model_copy(update={"rules": form.rules}), RULES, by, now),
        ), 201)  # fmt: skip

    @router.post("/profile", responses=answers(409, 422), status_code=201)
    async def put_up_profile(decision: Following, caller: Proposer, command: CommandId) -> JSONResponse:
        by, now = proposing(caller, parts.directory), parts.clock.now()
        held = await kept(caller.county)
        field, because = wrong_following(held.published.entry, decision, day_of(now)) if held else ("", "")
        if field:
            return JSONResponse({"code": FIELDS_INVALID, "because": because, "fields": {field: because}}, 422)
        return answered(await parts.commands.run(
            DIRECTORIES, caller.county, command,
            lambda held: propose_entry(held, lambda entry: following(entry, decision), PROFILE, by, now),
        ), 201)  # fmt: skip

    return router


def _json(entry: CountyEntry) -> dict[str, Any]:
    return entry.model_dump(mode="json", include={"rules", "follows", "profiles"})
