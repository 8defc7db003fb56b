"""What the desks of supervision and of recommendations ask alike: who may come, which matter, which records, what paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from chassis.documents import Kind
from chassis.identity import Principal
from chassis.service import Parts
from chassis.web import needs
from services.deadlines.domain.sheet import ClockSheet
from services.deadlines.papers import Paper
from services.deadlines.settings import DeadlinesSettings
from services.deadlines.store import SHEETS

OFFICE = ("supervisor", "office_deputy_head", "office_head", "leader", "auditor")
UNIT = ("unit_liaison", "unit_handler", "unit_head")
Reader = Annotated[Principal, Depends(needs(*OFFICE, *UNIT))]
Clerk = Annotated[Principal, Depends(needs(*OFFICE))]
MOST = 200  # records of one list
K = TypeVar("K")
P = TypeVar("P", bound=Paper)


async def sheet_of(parts: Parts[DeadlinesSettings], matter_id: str, caller: Principal) -> ClockSheet:
    """Of a matter of this county that has limits: what nobody knows is not supervised. Raises 404."""
    held = (await parts.store.get(SHEETS, [matter_id])).get(matter_id)
    if held is None or held.state is None or held.state.county != caller.county:
        raise HTTPException(404, "没有这个信访事项，或不在您的范围内。")
    return held.state


async def records(
    parts: Parts[DeadlinesSettings],
    kind: Kind[K],
    caller: Principal,
    asked: Mapping[str, Any],
    oldest_by: str,
) -> list[K]:
    """A unit's or a county's, by fields of what they last told; oldest first: what waits longest stands on top."""
    where = {f"state.told.{name}": value for name, value in asked.items()}
    scope = {"state.told.unit": caller.unit} if caller.unit else {"state.told.county": caller.county}
    found = await parts.mongo.find(
        kind.name, where | scope, sort=[(f"state.told.{oldest_by}", 1)], limit=MOST
    )
    return [kind.load(row["state"]) for row in found]


async def brought(request: Request, paper: type[P]) -> P:
    """The body as the act's paper. Raises 422, with a sentence at each field."""
    return paper_of(paper, await request.body() or b"{}")


def paper_of(paper: type[P], body: str | bytes) -> P:
    """JSON as an act's paper; raises RequestValidationError, field by field."""
    try:
        return paper.model_validate_json(body)
    except ValidationError as wrong:
        errors = [{**error, "loc": ("body", *error["loc"])} for error in wrong.errors()]
        raise RequestValidationError(errors) from None


def acting(caller: Principal, roles: frozenset[str]) -> str:
    """The post under which this person does what only `roles` may."""
    return min(roles & caller.roles, default=caller.post or "official")
