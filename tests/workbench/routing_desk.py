"""The owner of matters as the window meets it: its own tables say who may do what, on the matter as the window knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from lianjie_contracts.base import Place, Suggestion
from lianjie_contracts.vocabulary import AssignmentRole, MatterState, Source
from services.routing.allowed import allowed_acts
from services.routing.domain.matter import AssignmentState, Matter, UnitShare
from services.workbench.acts import OWN_PAGES
from services.workbench.commands import ADDRESSES
from services.workbench.store import MATTERS
from tests.workbench.town import NOW

if TYPE_CHECKING:
    from chassis.identity import Principal, Verifier
    from services.workbench.readmodel import AssignmentView, MatterView
    from tests.workbench.town import Town


def acts(town: Town, matter_id: str, caller: Principal) -> list[dict[str, Any]]:
    """GET /matters/{id}/acts of routing."""
    return allowed_acts(the_matter(town.store.all(MATTERS)[matter_id]), caller, NOW)


@dataclass
class RoutingDesk(httpx.AsyncBaseTransport):
    """Says which acts there are, and 403 to a post that an act is not for; everything else is for the other owners."""

    town: Town
    verifier: Verifier
    others: httpx.AsyncBaseTransport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        _, _, matter_id, *door = [*request.url.path.split("/"), "", ""]
        if (request.url.host, request.url.path) == ("routing", "/acts"):
            return httpx.Response(200, json=self._of_several(request))
        if request.url.host != "routing" or matter_id not in self.town.store.all(MATTERS):
            return await self.others.handle_async_request(request)
        if "".join(door) == "archive":  # the door for what the caller may not read
            return await self.others.handle_async_request(request)
        caller = self.verifier.verify(request.headers["authorization"].removeprefix("Bearer "))
        known = acts(self.town, matter_id, caller)
        if request.method == "GET":
            return httpx.Response(200, json=known)
        if not any(_door(each["act"]) == "/".join(filter(None, door)) for each in known):
            return httpx.Response(403, json={"because": "您的岗位不能办理这一项，请联系有权限的同事。"})
        return await self.others.handle_async_request(request)

    def _of_several(self, request: httpx.Request) -> dict[str, Any]:
        """GET /acts?matter=…"""
        caller = self.verifier.verify(request.headers["authorization"].removeprefix("Bearer "))
        return {id_: acts(self.town, id_, caller) for id_ in request.url.params.get_list("matter")}


def _door(act: str) -> str:
    if act in ("approve_proposal", "return_proposal", "take_back_proposal"):
        return "approval"
    return ADDRESSES[OWN_PAGES[act]] if act in OWN_PAGES else f"acts/{act}"


def the_matter(view: MatterView) -> Matter:
    """A matter as routing would hold it, as far as the window has heard of it."""
    assert view.received_at is not None
    return Matter(
        matter_id=view.id, county=view.county, profile=view.profile, state=MatterState(view.state), title=view.title,
        claims=view.claims, matter_class=view.matter_class, category=view.category or "03", channel=view.channel,
        place=view.place or Place(code=f"{view.county}001", name=""), source=Source.SELF, received_at=view.received_at,
        last_at=view.received_at, suggestion=view.suggestion or Suggestion(), restricted=view.restricted,
        accused_unit=view.accused_unit, assignments=tuple(_share(view, each) for each in view.assignments),
        opinion=view.opinion, issued_at=NOW if view.opinion else None,
    )  # fmt: skip


def _share(view: MatterView, held: AssignmentView) -> UnitShare:
    told = held.assignment
    steps = {
        AssignmentState.REPORTED: held.answered_at, AssignmentState.ACK: held.accepted_at, AssignmentState.SIGNED: held.signed_at,
    }  # fmt: skip
    state = next((state for state, done in steps.items() if done), AssignmentState.SENT)
    claims = told.claim_ids or tuple(
        claim.claim_id for claim in view.claims if told.role is AssignmentRole.LEAD
    )
    return UnitShare(told.assignment_id, told.unit, told.unit_name, told.role, told.mode, claims, state)
