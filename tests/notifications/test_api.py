"""At the window and over HTTP: what waits, the paper to print, handing it over, and who may see which."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from structlog.testing import capture_logs

from chassis.commands import Commands
from chassis.identity import IdentityError, Principal
from chassis.ids import derived
from chassis.web import dress
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState as S
from services.notifications.api import Desk, routes
from services.notifications.store import DELIVERIES
from tests.notifications.builders import NOW
from tests.notifications.mail_server import Postman, listening
from tests.notifications.town import (
    COUNTY,
    DIRECTORY,
    EMAIL,
    MATTER,
    NAME,
    SAFE,
    Town,
    accepted,
    issued,
    opened,
)

pytestmark = pytest.mark.asyncio
OPINION = "D11.1"
PEOPLE = {
    "registrar": Principal("registrar@450199", "韦晓梅", frozenset({"registrar"}), COUNTY),
    "liaison": Principal("zjj.liaison@450199", "梁雨桐", frozenset({"unit_liaison"}), COUNTY, "450199-zjj"),
    "head": Principal("zjj.head@450199", "陆正平", frozenset({"unit_head"}), COUNTY, "450199-zjj"),
    "other": Principal("rsj.liaison@450199", "农秀兰", frozenset({"unit_liaison"}), COUNTY, "450199-rsj"),
    "stranger": Principal("registrar@450198", "韦晓梅", frozenset({"registrar"}), "450198"),
    "analyst": Principal("analyst@450199", "谭思远", frozenset({"analyst"}), COUNTY),
}
SIGNED_FOR = {"received_by": "王秀兰之子", "relation": "同住成年家属", "proof": "签收单第3号"}


class Known:
    """A verifier to whom the token is the person."""

    asks = False

    def verify(self, token: str) -> Principal:
        if token not in PEOPLE:
            raise IdentityError("unknown")
        return PEOPLE[token]


class Client:
    """Asks the app itself, without a network."""

    def __init__(self, town: Town) -> None:
        app = FastAPI()
        commands = Commands(town.store, town.clock, "lianjie/notifications", town.saved)
        app.include_router(routes(Desk(town.shelf, town.store, commands, town.clock, SAFE, DIRECTORY)))
        dress(app, Known())
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notifications")
        self._town = town

    async def get(self, who: str, path: str) -> httpx.Response:
        return await self._client.get(path, headers={"Authorization": f"Bearer {who}"})

    async def post(self, who: str, path: str, **form: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": derived("test", path, *form.values())}
        return await self._client.post(path, json=form, headers=headers)

    async def hand_over(
        self, who: str = "registrar", command: str = "command-0001", id_: str = "", **form: Any
    ) -> httpx.Response:
        path = f"/deliveries/{id_ or self._town.id_of(OPINION)}/hand-over"
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": command}
        return await self._client.post(path, json=SIGNED_FOR | form, headers=headers)


@pytest_asyncio.fixture
async def town() -> Town:
    """With acceptance and opinion waiting at the window."""
    town = Town()
    await town.hear(town.key(), town.item(email=None), opened(), accepted(), issued())
    return town


@pytest.fixture
def client(town: Town) -> Client:
    return Client(town)


async def test_what_waits_is_listed_for_the_window_and_for_each_unit_its_own(
    client: Client, town: Town
) -> None:
    waiting = (await client.get("registrar", f"/deliveries/waiting?county={COUNTY}")).json()
    assert [row["document"] for row in waiting] == ["D01.1", "D02.2", "D11.1"]
    assert (waiting[2]["number"], waiting[2]["state"], waiting[2]["mode"]) == (
        "住建信处〔2026〕57号",
        "SIGNED",
        "DIRECT",
    )
    own = (await client.get("liaison", f"/deliveries/waiting?county={COUNTY}")).json()
    assert [row["document"] for row in own] == ["D02.2", "D11.1"]
    assert (await client.get("other", f"/deliveries/waiting?county={COUNTY}")).json() == []


async def test_another_county_is_shown_nothing(client: Client, town: Town) -> None:
    assert (await client.get("stranger", f"/deliveries/waiting?county={COUNTY}")).status_code == 403
    assert (await client.get("stranger", f"/deliveries?matter_id={MATTER}")).json() == []
    assert (await client.hand_over("stranger")).status_code == 404
    assert (await client.hand_over("other")).status_code == 404
    assert (await client.get("other", f"/deliveries/{town.id_of(OPINION)}/letter")).status_code == 404


async def test_a_post_without_the_window_s_role_may_look_but_not_hand_over(
    client: Client, town: Town
) -> None:
    assert len((await client.get("analyst", f"/deliveries?matter_id={MATTER}")).json()) == 3
    assert (await client.hand_over("analyst")).status_code == 403
    assert (await client.get("analyst", "/deliveries/waiting?county=450199")).status_code == 403


async def test_the_paper_can_be_printed_and_its_opening_is_on_record(client: Client, town: Town) -> None:
    with capture_logs() as logs:
        page = await client.get("liaison", f"/deliveries/{town.id_of(OPINION)}/letter")
    assert f"<p>{NAME}：</p>" in page.text
    assert "窗口送达用纸" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert [(line["event"], line["opened_by"]) for line in logs] == [("letter opened", "zjj.liaison@450199")]


async def test_handing_over_is_service_begun_and_done(client: Client, town: Town) -> None:
    answer = (await client.hand_over()).json()
    id_ = town.id_of(OPINION)
    assert answer == {
        "subject": f"delivery:{id_}", "seq": 3, "repeated": False, "delivery_id": id_, "state": "SERVED", "served_at": NOW.isoformat(),
    }  # fmt: skip
    begun, served = town.said()
    assert isinstance(begun, DeliveryBegun)
    assert isinstance(served, DeliveryServed)
    assert (begun.mode, begun.attempt, begun.by.name) == (DeliveryMode.DIRECT, 1, "韦晓梅")
    assert (served.mode, served.courtesy, served.begun_at, served.served_at) == (
        DeliveryMode.DIRECT,
        False,
        NOW,
        NOW,
    )
    assert served.proof == "窗口签收（住建信处〔2026〕57号送达回证）"


async def test_who_signed_is_sealed_and_opened_on_record(client: Client, town: Town) -> None:
    await client.hand_over()
    assert not any(word in repr(town.store.documents) for word in SIGNED_FOR.values())
    with capture_logs() as logs:
        proof = (await client.get("registrar", f"/deliveries/{town.id_of(OPINION)}/proof")).json()
    assert {name: proof[name] for name in SIGNED_FOR} == SIGNED_FOR
    assert [line["event"] for line in logs] == ["proof of service opened"]


async def test_the_same_command_again_gets_the_same_answer_and_another_a_reason(
    client: Client, town: Town
) -> None:
    first, again = (await client.hand_over()).json(), (await client.hand_over()).json()
    assert again == first | {"repeated": True}
    other = await client.hand_over(command="command-0002")
    assert (other.status_code, other.json()["because"]) == (409, "这份文书已经送达，不用再送达。")
    assert len(town.said()) == 2


@pytest.mark.parametrize("lacking", [{"received_by": " "}, {"proof": ""}, {"relation": ""}])
async def test_without_proof_there_is_no_service(client: Client, town: Town, lacking: dict[str, str]) -> None:
    refused = await client.hand_over(**lacking)
    assert (refused.status_code, refused.json()["code"]) == (409, "NO_PROOF_OF_SERVICE")
    assert town.said() == []
    assert town.deliveries()[OPINION].state == S.SIGNED


async def test_of_somebody_erased_the_paper_names_nobody_and_the_hand_over_keeps_no_name(
    client: Client, town: Town
) -> None:
    await town.hear(PersonKeyIssued(key_id="450199:person-1", county=COUNTY, occurred_at=NOW))
    page = (await client.get("registrar", f"/deliveries/{town.id_of(OPINION)}/letter")).text
    assert "<p>信访人：</p>" in page
    assert (await client.hand_over()).status_code == 200
    assert town.deliveries()[OPINION].signed_for == ""


async def test_there_is_no_such_paper(client: Client) -> None:
    missing = await client.hand_over(id_="450199:none")
    assert (missing.status_code, missing.json()["because"]) == (404, "没有这份文书。")


async def test_what_mail_could_not_carry_is_handed_over_even_after_the_key_is_gone() -> None:
    """Refused by the mailbox: at the window. Addressee erased: at the window too, but only against identity (DL9)."""
    refused, erased = Town(), Town()
    for town in (refused, erased):
        await town.hear(town.key(), town.item(), opened(), issued())
    await erased.hear(PersonKeyIssued(key_id="450199:person-1", county=COUNTY, occurred_at=NOW))
    async with listening(Postman(to_recipient=["550 no"] * 9)) as port:
        await refused.sender(port).round()
        await erased.sender(port).round()
    for town, states in ((refused, {S.FAILED}), (erased, {S.UNDELIVERABLE})):
        assert {d.state for d in town.store.all(DELIVERIES).values()} == states
    for town, form, status in (
        (refused, {}, 200),
        (erased, {}, 409),
        (erased, {"identity_checked": True}, 200),
    ):
        answer = await Client(town).hand_over(command=f"command-000{len(form)}", **form)
        assert answer.status_code == status
        if status == 409:
            assert answer.json()["code"] == "SECOND_FACTOR"
    assert refused.deliveries()[OPINION].attempt == 2
    assert erased.deliveries()[OPINION].mode == DeliveryMode.DIRECT
    assert EMAIL not in repr(refused.said())
