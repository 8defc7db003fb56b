"""What people and units' systems do in a made-up history: dated requests as the front door would get them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianjie_contracts.base import Reply


@dataclass(frozen=True, slots=True)
class Ask:
    """A request over HTTP. `matter` is whom it is about; `paper` the document whose delivery the path means; `draws` the
    series numbers will be drawn from, once for each number; `refused` the code of a refusal that is expected."""

    at: datetime
    matter: int
    service: str
    path: str
    account: str
    body: dict[str, Any]
    key: str
    paper: str = ""
    repeats: bool = False
    draws: tuple[str, ...] = ()
    refused: str = ""

    def bytes(self, also: dict[str, Any]) -> bytes:
        """The body as it is sent."""
        return json.dumps({**self.body, **also}, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Tell:
    """A reply by a unit's own system on its topic; `id` makes it recognisable."""

    at: datetime
    matter: int
    id: str
    reply: Reply
    draws: tuple[str, ...] = ()
    refused: str = ""


Step = Ask | Tell


@dataclass(frozen=True, slots=True)
class Life:
    """One matter: its number in the generation, the road it takes, and what is done in it, in order of time."""

    number: int
    road: str
    matter_id: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Household:
    """One person's matters, played together because they share the person's key."""

    number: int
    lives: tuple[Life, ...]

    def steps(self) -> list[Step]:
        """All that is done, in order of time."""
        return sorted((step for life in self.lives for step in life.steps), key=when)


def when(step: Step) -> tuple[datetime, int]:
    """The order in which things are done, and numbers drawn."""
    return step.at, step.matter
