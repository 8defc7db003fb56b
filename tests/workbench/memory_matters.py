"""The window's queries answered from memory, by the same conditions as in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.personal import KEY_COPIES
from chassis.reference import COVER_COPIES
from services.workbench.conditions import PAGE, Condition, Is, Tally
from services.workbench.readmodel import GROUP_FROM
from services.workbench.store import MATTERS, summed
from services.workbench.worklists import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.testing.memory import MemoryStore
    from lianjie_contracts.cover import Cover
    from services.workbench.readmodel import MatterView


@dataclass
class MemoryMatters:
    """See services.workbench.store.Matters."""

    store: MemoryStore

    async def get(self, matter_id: str) -> MatterView | None:
        return self.store.all(MATTERS).get(matter_id)

    async def by_number(self, number: str) -> MatterView | None:
        return next((matter for matter in self.store.all(MATTERS).values() if number in matter.numbers), None)

    async def find(self, conditions: Sequence[Condition], page: int, order: Order) -> list[MatterView]:
        found = self._all(conditions)
        if order is not Order.LIMIT:
            found.sort(key=lambda matter: matter.received_at, reverse=order is Order.RECENT)
        else:
            found.sort(key=lambda matter: (matter.sort_at, matter.received_at))
        return found[PAGE * (page - 1) : PAGE * page]

    async def count(self, conditions: Sequence[Condition]) -> int:
        return len(self._all(conditions))

    async def tally(self, conditions: Sequence[Condition]) -> Tally:
        counted: dict = {}
        for matter in self._all(conditions):
            n, group, unsure, urgent = counted.get(matter.channel, (0, 0, 0, 0))
            loud = matter.urgency in ("MAJOR", "URGENT")
            counted[matter.channel] = (
                n + 1,
                group + (matter.headcount >= GROUP_FROM),
                unsure + matter.unsure,
                urgent + loud,
            )
        return summed((channel, *counts) for channel, counts in counted.items())

    async def wrapped_key(self, key_id: str) -> str | None:
        copy = self.store.all(KEY_COPIES).get(key_id)
        return copy.wrapped if copy else None

    async def covers(self, organ: str) -> tuple[Cover, ...]:
        copy = self.store.all(COVER_COPIES).get(organ)
        return copy.covers if copy else ()

    def _all(self, conditions: Sequence[Condition]) -> list[MatterView]:
        return [
            m
            for m in self.store.all(MATTERS).values()
            if all(holds(m, condition) for condition in conditions)
        ]


def holds(matter: MatterView, condition: Condition) -> bool:
    if condition.is_ in (Is.EITHER, Is.ALL):
        return (any if condition.is_ is Is.EITHER else all)(holds(matter, each) for each in condition.value)
    name, _, key = condition.field.partition(".")
    held, value = getattr(matter, name), condition.value
    held = held.get(key) if key else held
    if condition.is_ is Is.NOT:
        return held != value
    if held is None:
        return False
    match condition.is_:
        case Is.ONE_OF:
            return bool(set(held) & set(value)) if isinstance(held, (tuple, list)) else held in value
        case Is.HAS:
            return value in held if isinstance(held, (tuple, list)) else held == value
        case Is.BEFORE:
            return held < value
        case Is.FROM:
            return held >= value
        case Is.CONTAINS:
            return value in held
        case Is.ENDS:
            return any(each.endswith(value) for each in held)
    return False
