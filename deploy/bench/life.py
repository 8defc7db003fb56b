"""One matter's whole life as people live it over HTTP: registered, looked at, dispatched, answered, handed over."""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chassis.ids import derived
from deploy.generate.persons import Person

if TYPE_CHECKING:
    from deploy.bench.ear import Ear
    from deploy.bench.wire import Reply, Wire

UNITS = ("zjj", "rsj", "hexi")  # those whose people work in the browser
NOTICE, OPINION = "D02.2", "D11.1"
STEPS = ("register", "look", "dispatch", "sign", "accept", "handlers", "opinion", "notice", "hand-over")
STRANGERS = range(
    1_000_000, 2_700_000
)  # numbers of people who are in no made-up history, and in each run others
CONTENT = "安置小区三期二号楼屋面自去年雨季起渗漏，顶层五户墙面发霉、灯具进水。先后三次向物业和施工单位反映，至今没有修好。"


class RefusedError(Exception):
    """The system did not do what it was asked: the load stops, for its figures would be about something else."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each service listens."""

    intakes: Mapping[str, str]
    routing: str
    notifications: str
    workbench: str = ""


@dataclass
class Town:
    """What every life is led with. `run` keeps one run's commands apart from another's."""

    run: str
    wire: Wire
    ear: Ear
    at: Addresses
    tokens: Mapping[str, str]
    refused: int = 0
    latencies: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})

    def account(self, who: str, county: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.tokens[f'{who}@{county}']}"}


@dataclass
class Life:
    """The n-th life of a run; counties and units take turns, and everybody is somebody new."""

    town: Town
    n: int
    matter_id: str = ""
    item_id: str = ""
    opened_at: float = 0.0
    registered_at: float = 0.0

    @property
    def county(self) -> str:
        counties = tuple(self.town.at.intakes)
        return counties[self.n % len(counties)]

    @property
    def unit(self) -> str:
        return UNITS[self.n // len(self.town.at.intakes) % len(UNITS)]

    async def lead(self) -> None:
        """From the counter to the file."""
        await self.register()
        await self.open()
        await self.dispatch()
        await self.answer()
        await self.hand_over()
        await self.town.ear.heard("matter_completed", self.matter_id)

    async def register(self) -> Reply:
        """Raises RefusedError unless it was registered."""
        reply = await self._post(
            "register", f"{self.town.at.intakes[self.county]}/items", "registrar", self._visit()
        )
        told = reply.told()
        self.matter_id, self.item_id, self.registered_at = told["matter_id"], told["item_id"], reply.at
        return reply

    async def open(self) -> None:
        """Routing has opened the matter, and the router looks at it."""
        self.opened_at = (await self.town.ear.heard("matter_opened", self.matter_id)).at
        await self._ask("look", "GET", self._matter, "router")

    async def dispatch(self) -> Reply:
        body = {"unit": f"{self.county}-{self.unit}", "reason": "采纳系统建议"}
        return await self._post("dispatch", f"{self._matter}/dispatch", "router", body)

    async def answer(self) -> None:
        """The unit's part: signed for, accepted, investigators named, opinion issued."""
        liaison, head = f"{self.unit}.liaison", f"{self.unit}.head"
        await self._post("sign", f"{self._matter}/sign", liaison, {})
        await self._post("accept", f"{self._matter}/accept", liaison, {"contact": "梁雨桐，0775-2830016"})
        await self._post("handlers", f"{self._matter}/handlers", head, {"handlers": ["黄建业", "梁雨桐"]})
        await self._post("opinion", f"{self._matter}/opinion", head, self._opinion())

    async def hand_over(self) -> None:
        """The notice and the opinion, at the window; the opinion's service completes the matter."""
        signed = {"received_by": f"来访人{self.n}", "proof": "窗口签字"}
        for step, document in (("notice", NOTICE), ("hand-over", OPINION)):
            paper = await self.town.ear.heard("delivery_opened", self.matter_id, document)
            address = f"{self.town.at.notifications}/deliveries/{paper.body['delivery_id']}/hand-over"
            await self._post(step, address, "registrar", signed)

    @property
    def _matter(self) -> str:
        return f"{self.town.at.routing}/matters/{self.matter_id}"

    async def _post(self, step: str, url: str, who: str, body: Mapping[str, Any]) -> Reply:
        return await self._ask(step, "POST", url, who, body, self._command(step))

    async def _ask(
        self, step: str, method: str, url: str, who: str, body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:  # fmt: skip
        begun = time.monotonic()
        reply = await self.town.wire.ask(
            method, url, {**self.town.account(who, self.county), **(headers or {})}, body
        )
        self.town.latencies[step].append(reply.at - begun)
        if not reply.done:
            self.town.refused += reply.status == 429
            raise RefusedError(f"{step}: {reply.status} {reply.body.decode(errors='replace')[:300]}")
        return reply

    def _command(self, step: str) -> dict[str, str]:
        return {"idempotency-key": derived(self.town.run, str(self.n), step)}

    def _visit(self) -> dict[str, Any]:
        """The REGISTER stage of a visit, with everything asked for at it, identity card included."""
        number = STRANGERS.start + (zlib.crc32(self.town.run.encode()) + self.n) % len(STRANGERS)
        person = Person(number, self.county, f"来访人{self.n}", male=self.n % 2 == 0)
        return {
            "channel": "VISIT",
            "petitioner": {
                "name": person.name, "phone": person.phone, "address": "河西街道安置小区三期",
                "id_type": "RESIDENT", "id_no": person.identity_number, "ethnicity": "08", "occupation": "居民",
            },
            "source": "SELF", "urgency": "ORDINARY", "headcount": 1,
            "place_code": f"{self.county}003", "title": "安置小区屋面渗漏要求维修", "main_content": CONTENT,
            "claims": ["修好屋面渗漏", "赔偿进水损失"], "litigation_status": "NONE",
        }  # fmt: skip

    def _opinion(self) -> dict[str, Any]:
        answers = [
            {"claim_id": derived(self.item_id, str(number)), "result": "SUPPORT", "text": "已责成施工单位于本月内返修，并由其赔偿。"}
            for number in (1, 2)
        ]  # fmt: skip
        opinion = {
            "number": f"住建信处〔2026〕{self.n}号", "answers": answers, "facts": "现场查看渗漏五处，属施工质量问题，在保修期内。",
            "evidence": "现场查看记录和照片、询问笔录、保修合同复印件。", "legal_basis": ["《建设工程质量管理条例》第四十条"],
            "review_organ": "县人民政府", "signed_by": "陆正平",
        }  # fmt: skip
        return {"drafted_by": "黄建业", "opinion": opinion}
