"""Finding what an item may repeat: few are looked up by index, whatever is stored, and only these are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianjie_contracts.vocabulary import MatterClass
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item
from services.intake.domain.numbers import LOCAL
from services.intake.repeats.grounds import Compared, grounds
from services.intake.repeats.people import keys
from services.intake.repeats.question import RepeatQuestion, Someone
from services.intake.repeats.words import in_common
from services.intake.store import ITEMS

SHOWN = 5


@dataclass(frozen=True)
class Finder:
    """Asks one county's own store."""

    door: FrontDoor

    async def candidates(self, asked: RepeatQuestion) -> list[dict[str, Any]]:
        """At most five, the likeliest first. An accusation is found only for an accusation."""
        today = self.door.parts.clock.now().astimezone(LOCAL).date()
        known = {
            key: someone
            for someone in asked.people
            for key in keys(self.door.registrar.secret, someone, today)
        }
        if not known or asked.is_accusation:
            return []
        rows = await self.door.parts.mongo.find(
            ITEMS.name, {"state.person": {"$in": list(known)}}, sort=[("state.registered.received_at", -1)], limit=SHOWN * 2
        )  # fmt: skip
        items = [(row["_id"], ITEMS.load(row["state"])) for row in rows]
        open_ = [(id_, item) for id_, item in items if item.now.matter_class != MatterClass.ACCUSATION]
        return [await self._told(asked, id_, item, known[item.person]) for id_, item in open_[:SHOWN]]

    async def _told(self, asked: RepeatQuestion, id_: str, item: Item, someone: Someone) -> dict[str, Any]:
        event, directory = item.now, self.door.parts.directory
        same = bool(in_common(asked.text, f"{event.title}\n{event.main_content}"))
        rows = grounds(Compared(asked, event, [someone], same), directory.place_name, self._unit)
        count = await self.door.parts.mongo.count(ITEMS.name, {"state.matter_id": item.matter_id})
        return {
            "item_id": id_, "item_no": item.item_no, "matter_id": item.matter_id, "received_on": event.received_at.astimezone(LOCAL).date(),
            "channel": event.channel.value, "title": event.title, "state": "", "count": count, "same_person": True, "grounds": rows,
        }  # fmt: skip

    def _unit(self, code: str) -> str:
        directory = self.door.parts.directory
        return directory.unit(code).name if directory.has_unit(code) else ""
