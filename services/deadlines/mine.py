"""Whose a limit is: of the people whom routing has named to investigate, and of a post where nobody is named.

Who stands in for one of them on that day is shown what is theirs, with their name (ADR 0035).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chassis.reference import COVER_COPIES
from lianjie_contracts.cover import Person, covered_by, organ_id
from services.deadlines.domain.counting import local_day

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from chassis.identity import Principal
    from chassis.store import Store
    from services.deadlines.domain.clock import Clock
    from services.deadlines.domain.sheet import ClockSheet

INVESTIGATOR = "unit_handler"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and for whom that person stands in today."""

    caller: Principal
    covered: tuple[Person, ...] = field(default=())

    @property
    def me(self) -> Person:
        return Person(id=self.caller.id, name=self.caller.name)

    def stands_for(self, people: Collection[str]) -> str | None:
        """The absent one of these people whom the asker covers; empty for the asker; None if it concerns neither."""
        if self.me.goes_by(*people):
            return ""
        return next((each.name or each.id for each in self.covered if each.goes_by(*people)), None)


async def asker(store: Store, caller: Principal, now: datetime) -> Asker:
    id_ = organ_id(caller.county, caller.unit)
    kept = (await store.get(COVER_COPIES, [id_])).get(id_)
    covers = kept.state.covers if kept and kept.state else ()
    return Asker(caller, covered_by(covers, Person(id=caller.id, name=caller.name), local_day(now)))


def mine(
    sheet: ClockSheet, clock: Clock, posts: Collection[str], held: Collection[str], who: Asker
) -> str | None:
    """None where a limit is not the asker's. It is put to `posts`, of which the asker holds `held`: where people are named, the
    post of an investigator is theirs alone. A name: of the colleague for whom it is the asker's."""
    named = sheet.named_in(clock.unit)
    if INVESTIGATOR not in posts or not named:
        return "" if held else None
    others = set(held) - {INVESTIGATOR}
    found = who.stands_for(named)
    return found if found is not None or not others else ""
