"""A petitioner without an account: reads, withdraws with a code from a real mail server, regrets, and withdraws after all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from chassis.hearing import Hearing
from lianjie_contracts.topics import heard_by
from lianjie_contracts.vocabulary import MatterState
from services.intake.citizen import heard_in
from services.notifications.codes import CODE_MESSAGES, CodeSender
from services.notifications.mailing import Line
from services.notifications.texting import Gateway, signature
from services.workbench.store import MATTERS as VIEWS
from tests.intake.citizen.front import Front
from tests.intake.town import COUNTY, PERSON
from tests.journeys.town import DIRECTORY, Town
from tests.notifications.mail_server import Postman, listening

pytestmark = pytest.mark.asyncio
MAIL = {**PERSON, "email": "qin@example.org", "consents_electronic": True}
SECRET = "shared with the gateway"


@dataclass
class County:
    """The town with its front door: intake's real routes over the same bus, and notifications' sender of codes."""

    front: Front = field(default_factory=Front)
    port: int = 0
    texts: list[httpx.Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.town = Town(clock=self.front.clock)
        self.town.stores["intake"] = self.front.store
        orders = {topic.name: topic.order for topic in heard_by("intake", DIRECTORY)}
        self.town.hearings["intake"] = Hearing(
            "intake", self.front.store, self.front.clock, heard_in(COUNTY), orders
        )

    def _text(self, request: httpx.Request) -> httpx.Response:
        self.texts.append(request)
        return httpx.Response(202)

    async def send_codes(self) -> None:
        store = self.town.stores["notifications"]

        async def due(now: datetime, _: int) -> list[str]:
            return [id_ for id_, m in store.all(CODE_MESSAGES).items() if m.next_at and m.next_at <= now]

        gateway = Gateway("http://gateway/sms", SECRET, httpx.MockTransport(self._text))
        line = Line(f"smtp://127.0.0.1:{self.port}", 5, "example.gov.cn")
        sender = CodeSender(
            store, self.front.clock, self.front.door.registrar.safe, DIRECTORY, "xf@example.gov.cn", lambda: line, gateway, due
        )  # fmt: skip
        await sender.round()

    async def asks(self, ticket: str, purpose: str) -> None:
        answer = await self.front.post("/citizen/codes", {"ticket": ticket, "purpose": purpose})
        assert answer.status_code == 202, answer.text
        await self.town.settle()
        await self.send_codes()

    async def does(self, what: str, ticket: str, code: str, **body: Any) -> None:
        answer = await self.front.act(what, ticket, code, **body)
        assert answer.status_code == 200, answer.text
        await self.town.settle()

    def view(self, matter_id: str) -> Any:
        return self.town.stores["workbench"].all(VIEWS)[matter_id]


def code_in(text: str) -> str:
    found = re.search(r"验证码 (\d{6})", text)
    assert found, text
    return found[1]


async def test_withdrawn_a_day_after_everybody_said_so_and_not_when_it_was_regretted() -> None:
    postman = Postman()
    async with listening(postman) as port:
        county = County(port=port)
        told = await county.front.registered(petitioner=MAIL)
        await county.town.settle()
        matter_id = told["matter_id"]
        ticket = await county.front.ticket(told)

        with capture_logs() as logs:
            await county.asks(ticket, "WITHDRAW")
        mail = postman.received[-1]
        code = code_in(mail.get_content())
        assert (mail["To"], mail["Subject"]) == ("qin@example.org", "验证码")
        assert code not in str(logs)
        await county.does("withdrawals", ticket, code, own_will=True, reason="施工方已经修好")
        assert county.view(matter_id).withdrawal == "PENDING"
        assert any(c.clock == "C45" and c.runs for c in county.view(matter_id).clocks.values())
        assert county.town.matter(matter_id).state == MatterState.SCREENING

        county.front.clock.advance(timedelta(minutes=2))
        await county.asks(ticket, "TAKE_BACK")
        await county.does("withdrawals/taken-back", ticket, code_in(postman.received[-1].get_content()))
        await county.town.pass_time(timedelta(hours=25))
        assert county.town.matter(matter_id).state == MatterState.SCREENING, "regretted in time"

        ticket = await county.front.ticket(told)
        await county.asks(ticket, "WITHDRAW")
        await county.does("withdrawals", ticket, code_in(postman.received[-1].get_content()), own_will=True)
        await county.town.pass_time(timedelta(hours=23))
        assert county.town.matter(matter_id).state == MatterState.SCREENING
        await county.town.pass_time(timedelta(hours=1, minutes=11))
        assert county.town.matter(matter_id).state == MatterState.WITHDRAWN
        view = county.view(matter_id)
        assert (view.state, view.open, view.withdrawal) == ("WITHDRAWN", False, "CONFIRMED")
        assert not [c for c in view.clocks.values() if c.runs]
        assert len(postman.received) == 3


async def test_who_hands_in_by_telephone_gets_the_code_as_a_signed_text_message() -> None:
    county = County()
    form = {
        "place": f"{COUNTY}002",
        "text": "村口下水沟堵了半个月。",
        "phone": "13877514267",
        "in_court": "NO",
    }
    told = (await county.front.post("/citizen/items", form)).json()
    await county.town.settle()
    assert county.town.matter(told["matter_id"]).title == "村口下水沟堵了半个月"
    await county.asks(told["ticket"], "SUPPLEMENT")
    (text,) = county.texts
    stamp = text.headers["X-Lianjie-Timestamp"]
    assert text.headers["X-Lianjie-Signature"] == signature(SECRET, stamp, text.content)
    assert "13877514267" in text.content.decode()
    await county.does("supplements", told["ticket"], code_in(text.content.decode()), text="又漫了一次")
    assert [r.text for r in county.view(told["matter_id"]).requests.values()] == ["又漫了一次"]
    await county.send_codes()
    assert len(county.texts) == 1, "sent once"
    (kept,) = county.town.stores["notifications"].all(CODE_MESSAGES).values()
    assert (kept.code, kept.phone, kept.sent) == (None, None, True)


async def test_a_code_that_is_too_late_is_not_sent() -> None:
    county = County()
    form = {"place": COUNTY, "text": "路灯不亮", "phone": "13877514267"}
    told = (await county.front.post("/citizen/items", form)).json()
    await county.front.post("/citizen/codes", {"ticket": told["ticket"], "purpose": "SUPPLEMENT"})
    await county.town.settle()
    county.front.clock.advance(timedelta(minutes=11))
    await county.send_codes()
    assert county.texts == []
