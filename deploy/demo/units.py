"""The units of the day: people who work in the browser, and the others' own systems, heard through their log."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.demo.story import Petition
from deploy.demo.telling import Teller, grouped
from deploy.demo.town import ROUTING, Reply, Town
from deploy.local.home import Home
from deploy.words import say

FACTS = "接件后派两名工作人员到现场查看，听取了信访人和有关方面的陈述，核对了台账和相关材料。"
EVIDENCE = "现场查看记录和照片、询问笔录、相关合同与台账复印件。"
NUMBERED = {"zjj": "住建信处", "rsj": "人社信处", "hexi": "河西信处"}
# A line of the example system's log: time, unit, number of the case, what happened.
SPOKEN = re.compile(r"\d\d:\d\d:\d\d (\d{6}-\w+) (\d{14}[A-Z]\d{5}) (.+)")


@dataclass
class InBrowser:
    """The liaison, the handler and the head of one unit, each with an account of their own."""

    town: Town
    tell: Teller
    unit: str
    pace: float

    async def handle(
        self, petition: Petition, matter_id: str, claims: list[dict[str, Any]], number: str
    ) -> None:
        """Sign for it, accept it, name the investigators, answer; the story may end earlier."""
        if petition.until == "dispatched":
            return
        await self._pause(2)
        await self._act("liaison", matter_id, number, "sign", {}, petition)
        if petition.until == "signed":
            return
        await self._pause(2)
        await self._act("liaison", matter_id, number, "accept", _acceptance(claims), petition)
        await self._act("head", matter_id, number, "handlers", {"handlers": self._investigators()}, petition)
        if petition.until == "accepted" or not petition.answers:
            return
        await self._pause(4)
        await self._act("head", matter_id, number, "opinion", self._opinion(petition, claims), petition)

    async def _act(
        self, post: str, matter_id: str, number: str, act: str, body: dict[str, Any], petition: Petition
    ) -> Reply:
        county, _, short = self.unit.partition("-")
        someone = self.town.someone(county, f"{short}.{post}")
        answer = await self.town.do(someone, f"{ROUTING}/matters/{matter_id}/{act}", body, petition.key, act)
        who = f"{self.town.unit(self.unit)} {someone.post}{someone.name}"
        what = f"{grouped(number)} {say(f'demo_unit_{act}')}"
        if answer.done:
            self.tell.told(self.town.county(county), who, what)
        else:
            self.tell.refused(self.town.county(county), who, what, answer.because)
        return answer

    def _investigators(self) -> list[str]:
        county, _, short = self.unit.partition("-")
        return [self.town.someone(county, f"{short}.{post}").name for post in ("handler", "liaison")]

    def _opinion(self, petition: Petition, claims: list[dict[str, Any]]) -> dict[str, Any]:
        county, _, short = self.unit.partition("-")
        head = self.town.someone(county, f"{short}.head")
        drafter = self.town.someone(county, f"{short}.handler")
        answers = [
            {"claim_id": claim["claim_id"], "result": answer.result, "text": answer.text}
            for claim, answer in zip(claims, petition.answers, strict=True)
        ]
        opinion = {
            "number": f"{NUMBERED[short]}〔{self.town.run[:4]}〕{petition.number}号",
            "answers": answers,
            "facts": FACTS,
            "evidence": EVIDENCE,
            "legal_basis": petition.laws,
            "review_organ": f"{self.town.county(county)}人民政府",
            "signed_by": head.name,
        }
        return {"drafted_by": drafter.name, "opinion": opinion}

    async def _pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self.pace)


def _acceptance(claims: list[dict[str, Any]]) -> dict[str, Any]:
    paths = [{"claim_id": c["claim_id"], "path": c["path"], "basis": c["path_basis"]} for c in claims]
    return {"paths": paths, "contact": say("demo_contact")}


@contextlib.asynccontextmanager
async def retold(town: Town, tell: Teller) -> AsyncIterator[None]:
    """While this lasts, what the units' own systems write in their log is told as part of the day."""
    log = Home.here().run / "units.log"
    begins_at = log.stat().st_size if log.exists() else 0
    telling = asyncio.create_task(_retell(town, tell, log, begins_at))
    try:
        yield
    finally:
        telling.cancel()


async def _retell(town: Town, tell: Teller, log: Path, begins_at: int) -> None:
    read = begins_at
    while True:
        await asyncio.sleep(0.3)
        whole = _lines_after(log, read)
        read += len(whole)
        for line in whole.decode("utf-8", errors="replace").splitlines():
            if spoken := SPOKEN.fullmatch(line):
                _tell(town, tell, *spoken.groups())


def _lines_after(log: Path, read: int) -> bytes:
    news = log.read_bytes()[read:] if log.exists() else b""
    return news[: news.rfind(b"\n") + 1]


def _tell(town: Town, tell: Teller, unit: str, number: str, sentence: str) -> None:
    """Less what everybody says of every case."""
    if not sentence.startswith(("收到新件", "签收 ✓")):
        style = "yellow" if "被退回" in sentence else ""
        who = say("demo_system", unit=town.unit(unit))
        tell.told(town.county(unit[:6]), who, f"{grouped(number)} {sentence}", style=style)


def database_of_systems() -> Path:
    return Home.here().data / "units" / "cases.sqlite3"
