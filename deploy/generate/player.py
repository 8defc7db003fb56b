"""Plays households on a front: the town in memory, or the real front door. The same steps at the same instants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from chassis.clock import SettableClock
from deploy.generate.steps import Ask, Household, Step, Tell, when


class UnlawfulError(Exception):
    """A made-up act was answered otherwise than its road says: the road is wrong, not the service."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a request was answered."""

    status: int
    body: dict[str, Any]


class Front(Protocol):
    """Where acts are done. `settle` returns when everything said by now has had its effect everywhere."""

    clock: SettableClock

    async def ask(self, ask: Ask, told: Mapping[str, str], also: Mapping[str, Any]) -> Told: ...

    async def tell(self, tell: Tell) -> None: ...

    async def paper(self, matter_id: str, document: str, unit: str) -> str: ...

    async def next_due(self) -> datetime | None:
        """When a clock or a post has something to do next; it is done by `settle`."""
        ...

    async def settle(self) -> None: ...


@dataclass
class Player:
    """`number` says which number a step will draw; the real front door draws its own."""

    front: Front
    matters: dict[int, str] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)

    async def play(self, households: Iterable[Household], until: datetime) -> None:
        """All steps in order of time, and what falls due between them."""
        households = list(households)
        self.matters |= {life.number: life.matter_id for h in households for life in h.lives}
        for step in sorted((step for household in households for step in household.steps()), key=when):
            await self._until(step.at)
            await self.act(step)
            await self.front.settle()
        await self._until(until)

    async def _until(self, at: datetime) -> None:
        while (due := await self.front.next_due()) and due <= at:
            self.front.clock.at = max(due, self.front.clock.at)
            await self.front.settle()
        self.front.clock.at = at

    async def act(self, step: Step) -> None:
        if isinstance(step, Tell):
            await self.front.tell(step)
            return
        matter_id = self.matters[step.matter]
        told = {"id_": matter_id}
        if step.paper:
            told["delivery_id"] = await self.front.paper(matter_id, *step.paper.split("/"))
        also = {"repeat_of": self.numbers[step.matter]} if step.repeats else {}
        answer = await self.front.ask(step, told, also)
        if answer.body.get("code", "") != step.refused or (not step.refused and answer.status >= 300):
            raise UnlawfulError(f"{step.key}: {answer.status} {answer.body}")
        if "item_no" in answer.body and not step.repeats:
            self.numbers[step.matter] = answer.body["item_no"]
