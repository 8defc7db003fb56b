"""A bicycle on the pavement, over HTTP: handed in by nobody, owned within a second, done, looked at, rated; or a petition."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis.identity import Principal
from chassis.web import dress
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.quick_report_converted import QuickReportConverted
from lianjie_contracts.events.quick_report_rated import QuickReportRated
from lianjie_contracts.vocabulary import Channel, Source
from services.intake.attachments.api import routes as attachment_routes
from services.intake.attachments.desk import desk_of
from services.intake.quick_reports.api import routes
from services.intake.quick_reports.office import Office, close_ripe
from services.intake.quick_reports.owner_rules import owner_rules
from services.intake.quick_reports.store import QUICK_REPORTS
from tests.intake import town
from tests.intake.attachments import builders as made
from tests.intake.attachments.builders import MemoryShelf

pytestmark = pytest.mark.asyncio
PEOPLE = town.PEOPLE | {
    "worker": Principal("hexi.grid@450199", "卢秀英", frozenset({"grid_worker"}), "450199", "450199-hexi"),
    "colleague": Principal(
        "hexi.grid2@450199", "卢秀兰", frozenset({"grid_worker"}), "450199", "450199-hexi"
    ),
    "head": Principal("hexi.head@450199", "李永康", frozenset({"unit_head"}), "450199", "450199-hexi"),
}
FORM = {
    "form_key": "form-0001",
    "kind": "pavement",
    "place_code": "450199003",
    "where": "南门",
    "text": "盲道被占",
}


def _holds(item: Any, path: str, value: Any) -> bool:
    for name in path.removeprefix("state.").split("."):
        item = getattr(item, name, None)
    if isinstance(value, Mapping):
        return all(item in v if op == "$in" else item < v for op, v in value.items())
    return bool(item == value)


class Ledger:
    """What is asked of the database besides single documents."""

    def __init__(self, ledger: Any, store: Any) -> None:
        self._ledger, self._store = ledger, store
        self.increment, self.count_within = ledger.increment, ledger.count_within

    async def find(self, collection: str, where: Mapping[str, Any], **more: Any) -> list[dict[str, Any]]:
        if collection != QUICK_REPORTS.name:
            return list(await self._ledger.find(collection, where, **more))
        return [
            {"_id": id_, "state": QUICK_REPORTS.dump(report)}
            for id_, report in self._store.all(QUICK_REPORTS).items()
            if all(_holds(report, path, value) for path, value in where.items())
        ]


class Known(town.Known):
    def verify(self, token: str) -> Principal:
        return PEOPLE[token] if token in PEOPLE else super().verify(token)


class Street(town.Intake):
    """A county's front door with its quick reports and their pictures."""

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self.parts, "mongo", Ledger(self.parts.mongo, self.store))
        registrar = self.door.registrar
        shelf = MemoryShelf(self.store)
        desk = desk_of(self.parts.settings, shelf, self.parts.commands, registrar.safe, registrar.secret)
        app = FastAPI()
        app.include_router(routes(Office(self.door, desk, owner_rules(), 2)))
        app.include_router(attachment_routes(self.door, desk))
        dress(app, Known())
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://intake")

    async def picture(self, who: str, key: str, grant: str = "", width: int = 40) -> str:
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": key} | (
            {"Upload-Grant": grant} if grant else {}
        )
        files = {"file": ("x.jpg", io.BytesIO(made.jpeg(width)), "image/jpeg")}
        reply = await self._client.post("/attachments", files=files, headers=headers)
        return str(reply.json()["attachment_id"])

    async def handed_in(self, **changed: Any) -> dict[str, Any]:
        reply = await self.ask("POST", "/quick-reports", FORM | changed, "nobody")
        assert reply.status_code in (200, 201), reply.text
        return dict(reply.json())

    async def does(self, slip: Mapping[str, Any], who: str, act: str, **body: Any) -> httpx.Response:
        return await self.ask("POST", f"/quick-reports/{slip['report_id']}/{act}", body, who)

    async def status(self, slip: Mapping[str, Any]) -> dict[str, Any]:
        asked = {"number": slip["number"], "code": slip["code"]}
        return dict((await self.ask("POST", "/quick-reports/status", asked, "nobody")).json())

    async def listed(self, who: str, which: str = "mine") -> list[str]:
        reply = await self.ask("GET", f"/quick-reports?list={which}", None, who)
        return [row["number"] for row in reply.json()]


async def test_nobody_needs_to_be_known_and_the_owner_is_found_at_once() -> None:
    street = Street()
    grant = (await street.ask("POST", "/attachments/grants", {"form_key": "form-0001"}, "nobody")).json()[
        "grant"
    ]
    photo = await street.picture("nobody", "picture-0001", grant)
    slip = await street.handed_in(photos=[photo])
    assert (slip["number"], slip["unit_name"]) == ("45019920261123K00001", "河西街道办")
    again = await street.handed_in(photos=[photo])
    assert (again["repeated"], again["number"], again["code"]) == (True, slip["number"], slip["code"])
    assert await street.listed("worker") == [slip["number"]]
    assert await street.listed("handler") == []
    seen = await street.ask("GET", f"/quick-reports/{slip['report_id']}/photos/{photo}", None, "worker")
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
    status = await street.status(slip)
    assert (status["state_name"], status["unit_name"], status["where"]) == (
        "待签收", "河西街道办", "南门"
    )  # fmt: skip


async def test_number_and_code_belong_together_and_nothing_else_is_told() -> None:
    street = Street()
    slip = await street.handed_in()
    for number, code in ((slip["number"], "WRONG2345"), ("45019920261123K09999", slip["code"])):
        reply = await street.ask("POST", "/quick-reports/status", {"number": number, "code": code}, "nobody")
        assert (reply.status_code, reply.json()["because"]) == (
            404,
            "编号和查询码对不上。请照提交后的页面核对。",
        )


async def test_guessing_at_a_report_s_code_is_stopped_for_a_while() -> None:
    street = Street()
    slip = await street.handed_in()
    wrong = {"number": slip["number"], "code": "WRONG2345"}
    tries = [
        (await street.ask("POST", "/quick-reports/status", wrong, "nobody")).status_code for _ in range(9)
    ]
    assert tries == [404] * 8 + [429]
    asked = {"number": slip["number"], "code": slip["code"]}
    stopped = await street.ask("POST", "/quick-reports/petition", asked | {"title": "占道"}, "nobody")
    assert stopped.status_code == 429
    street.clock.advance(timedelta(minutes=street.parts.settings.citizen.pause_minutes))
    assert (await street.status(slip))["number"] == slip["number"]


async def test_the_whole_road_with_a_picture_before_and_after_and_one_return() -> None:
    street = Street()
    slip = await street.handed_in()
    assert (await street.does(slip, "worker", "finish")).json()["code"] == "WRONG_STATE"
    await street.does(slip, "worker", "sign")
    assert (await street.does(slip, "worker", "finish", note="已清走")).json()["code"] == "NO_PHOTO"
    before, after = (
        await street.picture("worker", "before-0001", width=41),
        await street.picture("worker", "after-00001"),
    )
    foreign = await street.picture("registrar", "foreign-001", width=43)
    stolen = await street.does(slip, "worker", "finish", after=[foreign])
    assert stolen.json()["code"] == "NOT_YOUR_ATTACHMENT"
    done = await street.does(slip, "worker", "finish", note="已清走", before=[before], after=[after])
    assert done.json()["state"] == "DONE"
    assert (await street.does(slip, "head", "return", said="还有两辆")).json()["code"] == "NO_ITEM_NAMED"
    await street.does(slip, "head", "return", said="还有两辆", due_on="2026-11-24")
    await street.does(slip, "worker", "finish", no_photo_reason="天黑了，明早补")
    assert await street.listed("receptionist", "check") == [slip["number"]]
    assert (await street.does(slip, "receptionist", "approve")).json()["state"] == "CHECKED"
    rate = {"number": slip["number"], "code": slip["code"], "level": "SATISFIED"}
    assert (await street.ask("POST", "/quick-reports/rate", rate, "nobody")).status_code == 200
    twice = await street.ask("POST", "/quick-reports/rate", rate | {"level": "DISSATISFIED"}, "nobody")
    assert twice.status_code == 409
    assert isinstance(street.said()[-1], QuickReportRated)
    await close_ripe(street.parts, street.clock.now(), timedelta(hours=72))
    assert (await street.status(slip))["state"] == "CHECKED"
    street.clock.advance(timedelta(hours=73))
    await close_ripe(street.parts, street.clock.now(), timedelta(hours=72))
    assert ((await street.status(slip))["state"], (await street.status(slip))["level"]) == (
        "CLOSED",
        "SATISFIED",
    )


async def test_it_is_given_to_one_worker_and_seen_by_the_unit_and_the_office_alone() -> None:
    street = Street()
    slip = await street.handed_in()
    path = f"/quick-reports/{slip['report_id']}"
    seen = {who: (await street.ask("GET", path, None, who)).status_code for who in PEOPLE}
    assert seen == {
        "registrar": 200, "receptionist": 200, "router": 200, "handler": 404, "stranger": 403, "worker": 200,
        "colleague": 404, "head": 200,
    }  # fmt: skip


async def test_what_no_rule_owns_waits_at_the_office_s_desk() -> None:
    street = Street()
    slip = await street.handed_in(kind="other")
    assert slip["unit_name"] == ""
    assert await street.listed("router", "desk") == [slip["number"]]
    assert (await street.does(slip, "router", "dispatch", unit="450198-zjj")).json()["code"] == "NO_UNIT"
    await street.does(slip, "router", "dispatch", unit="450199-zjj")
    assert await street.listed("handler") == [slip["number"]]
    await street.does(slip, "handler", "pass-on", said="不归我局")
    assert await street.listed("router", "desk") == [slip["number"]]
    await street.does(slip, "router", "dispatch", unit="450199-hexi")
    second = await street.does(slip, "worker", "pass-on", said="也不归我")
    assert (second.json()["code"], second.json()["because"]) == (
        "PASSED_ON_BEFORE", "该上报只能转派一次,请由分办员处理。"
    )  # fmt: skip


async def test_it_becomes_a_petition_with_its_pictures_and_its_clocks_count_from_the_submission() -> None:
    street = Street()
    grant = (await street.ask("POST", "/attachments/grants", {"form_key": "form-0001"}, "nobody")).json()[
        "grant"
    ]
    photo = await street.picture("nobody", "picture-0001", grant)
    handed_at = street.clock.now()
    slip = await street.handed_in(photos=[photo], phone="138 7751 4267")
    street.clock.advance(timedelta(hours=5))
    assert (await street.does(slip, "receptionist", "petition")).json()["code"] == "NO_CONVERSION_REASON"
    reply = await street.does(slip, "receptionist", "petition", reason="涉及房屋安全")
    told = reply.json()
    assert (reply.status_code, told["item_no"]) == (200, "45019920261123Q00001")
    said = street.said()
    [item] = [event for event in said if isinstance(event, ItemRegistered)]
    assert (item.channel, item.source, item.received_at) == (Channel.QR, Source.QR_CODE, handed_at)
    assert (item.quick_report_id, item.quick_report_no) == (slip["report_id"], slip["number"])
    assert street.opened(item.item_id, "phone") == "13877514267"
    assert [event.attachment_id for event in said if isinstance(event, AttachmentAdded)] == [photo]
    assert [type(event) for event in said if type(event) is QuickReportConverted]
    assert (await street.status(slip))["item_no"] == told["item_no"]
    again = await street.does(slip, "router", "petition", reason="再转一次")
    assert again.json()["code"] == "WRONG_STATE"
    assert not [event for event in street.said() if isinstance(event, ItemRegistered)]


async def test_without_a_telephone_it_becomes_a_petition_all_the_same() -> None:
    street = Street()
    slip = await street.handed_in()
    wish = {"number": slip["number"], "code": slip["code"], "reason": "要书面答复"}
    told = (await street.ask("POST", "/quick-reports/petition", wish, "nobody")).json()
    assert told["item_no"] == "45019920261123W00001"
    assert len(told["query_code"]) == 9


async def test_a_sender_reads_why_nothing_is_done() -> None:
    street = Street()
    slip = await street.handed_in(kind="other")
    assert (await street.does(slip, "router", "reject")).json()["code"] == "NO_QUICK_REJECT_REASON"
    await street.does(slip, "router", "reject", reason="DUPLICATE", note="同一处已有人报")
    status = await street.status(slip)
    assert (status["state"], status["rejected"], status["note"], status["may_rate"]) == (
        "CLOSED", "DUPLICATE", "同一处已有人报", False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": " "}, "QUICK_EMPTY"),
        ({"place_code": "450198003"}, "OTHER_COUNTY"),
        ({"photos": ["450199:none"]}, "NOT_YOUR_ATTACHMENT"),
    ],
)
async def test_what_cannot_be_worked_on_is_refused_before_a_number_is_drawn(
    changed: dict[str, Any], code: str
) -> None:
    street = Street()
    reply = await street.ask("POST", "/quick-reports", FORM | changed, "nobody")
    assert (reply.status_code, reply.json()["code"]) == (409, code)
    assert (await street.handed_in(form_key="form-0002"))["number"].endswith("K00001")
