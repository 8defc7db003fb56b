"""Who asks: number and code proved in constant time, tickets read, persons of a matter found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from chassis.documents import Command
from chassis.ids import derived
from chassis.personal import blind_index
from lianjie_contracts.vocabulary import LitigationStatus, MatterClass
from services.intake.capability import FrontDoor
from services.intake.citizen.acts import Asker
from services.intake.citizen.gate import Gate
from services.intake.citizen.requests import Requests
from services.intake.citizen.store import REQUESTS
from services.intake.citizen.tickets import Ticket, read, written
from services.intake.domain.holders import Holder, people_of, whose
from services.intake.domain.item import Item
from services.intake.rate import Tries
from services.intake.settings import CitizenFigures
from services.intake.store import ITEMS

NOT_FOUND = "编号和查询码对不上。请照回执核对；码丢了可带证件到窗口补。"
TOO_OFTEN = "试的次数太多，请过15分钟再试；急的话请打电话或到窗口。"
OVER = "查询已超时，请重新输入编号和查询码。"
OUT_OF_SCOPE = (LitigationStatus.PENDING, LitigationStatus.DECIDED, LitigationStatus.SHOULD_GO)


def address_of(request: Request) -> str:
    """Where the citizen's browser is: the window hands it on (X-Forwarded-For, which the server reads from those it trusts)."""
    return request.client.host if request.client else ""


async def keyed(idempotency_key: Annotated[str | None, Header(max_length=200)] = None) -> None:
    """For the API's document: Reader.command reads the key, and says so where there is none."""


KEYED = [Depends(keyed)]


@dataclass(frozen=True)
class Reader:
    door: FrontDoor

    @cached_property
    def gate(self) -> Gate:
        return Gate(Tries.at(self.door), self.figures)

    @property
    def secret(self) -> bytes:
        return self.door.registrar.secret

    @property
    def figures(self) -> CitizenFigures:
        return self.door.parts.settings.citizen

    def now(self) -> datetime:
        return self.door.parts.clock.now()

    async def item_by_no(self, number: str) -> tuple[str, Item] | None:
        where = {"state.item_no": _number(number)}
        rows = await self.door.parts.mongo.find(ITEMS.name, where, limit=1)
        return (rows[0]["_id"], ITEMS.load(rows[0]["state"])) if rows else None

    async def proved(self, number: str, code: str, address: str) -> tuple[Asker, str]:
        """Number and code together: who that is, and a ticket for the visit. 404 whichever is wrong, by the same steps; 429."""
        await self.let_in(number, address)
        found = await self.item_by_no(number)
        item_id, item = found or ("nobody", None)
        issues = await self.issues(item.matter_id if item else "nobody")
        people = people_of(item.now) if item else ()
        holder = whose(self.secret, item_id, people, issues, code)
        if holder is None or item is None:
            await self.wrong(number, address)
            raise HTTPException(404, NOT_FOUND)
        asker = self.asker(holder, item, await self.standing(item.matter_id))
        return asker, self.ticket(holder, issues)

    async def let_in(self, number: str, address: str) -> None:
        """Raises 429 for an address that asks too fast, or was wrong too often."""
        if not await self.gate.may_try(_number(number), address, self.now()):
            pause = str(self.figures.pause_minutes * 60)
            raise HTTPException(429, TOO_OFTEN, {"Retry-After": pause})

    async def wrong(self, number: str, address: str) -> None:
        await self.gate.wrong(_number(number), address, self.now())

    async def by_ticket(self, text: str) -> tuple[Asker, Item]:
        """Who a ticket was written for; 401 if it is over, or if its code has been reissued since."""
        ticket = read(self.secret, text, self.now())
        item = await self._item(ticket.holder.item_id) if ticket else None
        if ticket is None or item is None:
            raise HTTPException(401, OVER)
        if (await self.issues(item.matter_id)).get(ticket.holder.key, 1) != ticket.issue:
            raise HTTPException(401, OVER)
        return self.asker(ticket.holder, item, await self.standing(item.matter_id)), item

    def ticket(self, holder: Holder, issues: Mapping[str, int]) -> str:
        lasts = timedelta(minutes=self.figures.ticket_minutes)
        return written(self.secret, Ticket(holder, issues.get(holder.key, 1)), self.now(), lasts)

    def asker(self, holder: Holder, item: Item, matter_id: str = "") -> Asker:
        """Codes are reissued in the item's own matter; everything else is done in `matter_id`, where its number leads."""
        said = item.now
        is_accusation = said.matter_class == MatterClass.ACCUSATION
        in_scope = not is_accusation and said.litigation_status not in OUT_OF_SCOPE
        person = people_of(said)[holder.n].petitioner_id
        county = self.door.county
        return Asker(
            holder,
            item.item_no,
            matter_id or item.matter_id,
            county,
            person,
            self.now(),
            is_accusation,
            in_scope,
        )

    async def persons(self, matter_id: str) -> frozenset[str]:
        """Everybody who petitioned in a matter, over all its items; who came twice counts once."""
        held = await self._requests(matter_id)
        whole = [matter_id, *(held.absorbed if held else ())]
        found = [await self.door.parts.mongo.find(ITEMS.name, {"state.matter_id": id_}) for id_ in whole]
        items = [ITEMS.load(row["state"]) for rows in found for row in rows]
        return frozenset(p.petitioner_id for item in items for p in people_of(item.now))

    async def standing(self, matter_id: str) -> str:
        """The matter as this id leads to it: of one that was merged, its survivor."""
        while (held := await self._requests(matter_id)) and held.merged_into:
            matter_id = held.merged_into
        return matter_id

    async def issues(self, matter_id: str) -> Mapping[str, int]:
        held = await self._requests(matter_id)
        return held.issues if held else {}

    async def _requests(self, matter_id: str) -> Requests | None:
        held = (await self.door.parts.store.get(REQUESTS, [matter_id])).get(matter_id)
        return held.state if held else None

    async def _item(self, item_id: str) -> Item | None:
        held = (await self.door.parts.store.get(ITEMS, [item_id])).get(item_id)
        return held.state if held else None

    async def command(self, request: Request, who: str) -> Command:
        """A citizen's command: by the form's key, and a keyed hash of what is asked, for it holds codes. 400 without key."""
        key = request.headers.get("idempotency-key", "")
        if not 8 <= len(key) <= 128:
            raise HTTPException(400, "请求须带 Idempotency-Key，重复提交时才不会办两次。")
        asked = blind_index(self.secret, request.url.path, (await request.body()).decode(errors="replace"))
        return Command(derived("citizen", who, key), asked)


def _number(given: str) -> str:
    return "".join(given.split()).upper()
