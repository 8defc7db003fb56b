"""A handler goes on leave, a colleague stands in; the handler leaves for good, and the worklist goes to the colleague.

Over the owners' own routes and streams in one process: routing decides, deadlines says whose it is, the window keeps both names.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.identity import DevelopmentIssuer, Principal
from chassis.ids import new_id
from chassis.web import dress
from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ReplyAccept
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import ClaimResult, MatterState as S
from services.deadlines.domain.counting import local_day
from services.deadlines.due import Asked, Scope, due
from services.deadlines.mine import asker
from services.deadlines.store import SHEETS
from services.routing.handing_over import carry_on_all
from services.routing.service import routes
from services.workbench.language import language
from services.workbench.people import User
from services.workbench.store import MATTERS as VIEWS
from services.workbench.views.timeline import line
from tests.journeys.test_answered_in_time import HEAD, LIAISON, _opinion
from tests.journeys.town import COUNTY, DIRECTORY, ZJJ, Town
from tests.workbench.covering_desk import Found

pytestmark = pytest.mark.asyncio
SECRET = "a development secret of at least 32 characters"
ACCOUNTS = {each.username.partition("@")[0]: each for each in DIRECTORY.accounts if each.county == COUNTY}
HUANG, QIN, LU = (ACCOUNTS[name] for name in ("zjj.handler", "zjj.handler.b", "zjj.head"))


class Office:
    """routing over HTTP, in the town's own process."""

    def __init__(self, town: Town) -> None:
        self.town, self.issuer = town, DevelopmentIssuer("development", SECRET)
        store = town.stores["routing"]
        commands = Commands(store, town.clock, "lianjie/routing", lambda _kind, _id: None)
        self.parts: Any = SimpleNamespace(
            store=store, clock=town.clock, commands=commands, directory=DIRECTORY, mongo=Found(store)
        )  # fmt: skip
        self._app = FastAPI()
        self._app.include_router(routes(self.parts))
        dress(self._app, self.issuer)

    async def ask(self, who: Any, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.issuer.issue(who)}", "Idempotency-Key": new_id()}
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://routing", headers=headers
        ) as client:
            answer = await client.post(path, json=body or {})
        await self.town.settle()
        return answer

    async def carry_on(self) -> None:
        await carry_on_all(self.parts)
        await self.town.settle()


class Sheets:
    def __init__(self, town: Town) -> None:
        self._held = town.stores["deadlines"].all(SHEETS)

    async def find(self, *_: Any, **__: Any) -> list[dict[str, Any]]:
        return [{"state": SHEETS.dump(sheet)} for sheet in self._held.values()]


async def mine(town: Town, who: Any) -> list[tuple[str, str]]:
    """The limits that deadlines tells this person, each with the absent one for whom it is."""
    caller = Principal(who.username, who.name, frozenset(who.roles), COUNTY, who.unit)
    now, mongo = town.clock.now(), Sheets(town)
    asked = Asked(Scope.ME, local_day(now) + timedelta(days=90))
    found = await due(mongo, town.law, await asker(town.stores["deadlines"], caller, now), asked, now)  # type: ignore[arg-type]
    return [(row.clock, row.stands_for) for row in found.rows]


async def in_hand(town: Town, *handlers: str) -> str:
    """A matter of the housing bureau that these two investigate."""
    matter_id = await town.register("修好屋面渗漏")
    await town.dispatch(matter_id)
    unit = {"unit": ZJJ, "matter_id": matter_id, "at": town.clock.now()}
    await town.reply(ReplySignFor(**unit, by=LIAISON))
    await town.reply(ReplyAccept(**unit, by=HEAD, handlers=handlers))
    return matter_id


async def draft(office: Office, matter_id: str, who: Any) -> httpx.Response:
    (claim,) = office.town.matter(matter_id).claims
    opinion = _opinion(ClaimAnswer(claim_id=claim.claim_id, result=ClaimResult.SUPPORT, text="同意维修"))
    paper = {"drafted_by": who.name, "opinion": opinion.model_dump(mode="json")}
    return await office.ask(who, f"/matters/{matter_id}/acts/draft_opinion", paper)


def read(town: Town, matter_id: str) -> list[str]:
    """The history in the words of the window: what, and by whom."""
    view, user = town.stores["workbench"].all(VIEWS)[matter_id], User("x", "x", frozenset(), COUNTY)
    words = language("zh")
    lines = (line(entry, user, town.clock.now(), DIRECTORY, words) for entry in view.timeline)
    return [f"{each.what}｜{each.who}" for each in lines]


async def test_while_a_cover_runs_the_delegate_acts_and_both_names_stay() -> None:
    town = Town()
    office, matter_id = Office(town), await in_hand(town, "黄建业", "梁伟")
    assert (await mine(town, HUANG), await mine(town, QIN)) == ([("C07", "")], [])
    assert (await draft(office, matter_id, QIN)).json()["code"] == "NOT_A_HANDLER"

    today = local_day(town.clock.now())
    days = {"from_on": today.isoformat(), "to_on": (today + timedelta(days=4)).isoformat()}
    set_ = await office.ask(HUANG, "/covers", days | {"delegate": QIN.username, "reason": "年休假"})
    assert set_.status_code == 201, set_.text
    assert await mine(town, QIN) == [("C07", "黄建业")]
    drafted = await draft(office, matter_id, QIN)
    assert drafted.status_code == 200, drafted.text
    (told,) = (event for event in town.said(matter_id) if isinstance(event, MatterOpinionDrafted))
    assert told.on_behalf_of
    assert (told.by.id, told.on_behalf_of.id) == (QIN.username, HUANG.username)
    assert any("覃少华" in each and "（代黄建业）" in each for each in read(town, matter_id))

    await town.pass_time(timedelta(days=5))
    assert await mine(town, QIN) == []


async def test_a_worklist_goes_over_with_one_approval_and_what_stays_is_counted() -> None:
    town = Town()
    office = Office(town)
    ids = [await in_hand(town, "黄建业", "梁伟") for _ in range(3)]
    kept = await in_hand(town, "黄建业", "覃少华")  # the taker is its other investigator
    wish = {"giver": HUANG.username, "taker": QIN.username, "reason": "调离本科室"}
    proposed = await office.ask(HUANG, "/handovers", wish)
    place = f"/handovers/{proposed.json()['id']}"
    assert (await office.ask(QIN, f"{place}/approve")).json()["code"] == "NOT_THE_APPROVER"
    approved = await office.ask(LU, f"{place}/approve")
    assert approved.status_code == 200, approved.text
    for _ in range(3):
        await office.carry_on()

    assert {town.matter(id_).handlers for id_ in ids} == {("覃少华", "梁伟")}
    assert town.matter(kept).handlers == ("黄建业", "覃少华")
    assert {id_: town.matter(id_).state for id_ in ids} == dict.fromkeys(ids, S.HANDLING)
    assert (len(await mine(town, HUANG)), len(await mine(town, QIN))) == (1, 4)
    assert any("黄建业 移交 覃少华 承办｜陆正平" in each for each in read(town, ids[0]))
    (held,) = await office.parts.mongo.find("handovers", {"state.unit": ZJJ})
    assert (held["state"]["state"], held["state"]["left"], list(held["state"]["stuck"])) == (
        "DONE",
        1,
        [kept],
    )
