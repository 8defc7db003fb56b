"""Who is told about a matter, and where, as heard from intake and routing; personal fields stay sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from lianjie_contracts.base import Sealed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel, Source


@dataclass(frozen=True, slots=True)
class Contact:
    """The petitioner of one item. Of a group it is the first petitioner only, who passes it on [SD 27]."""

    matter_id: str
    person: str
    registered_at: datetime
    anonymous: bool = False
    name: Sealed | None = None
    email: Sealed | None = None
    consents: bool = False
    files: int = 0
    instruction: str = ""

    @property
    def electronic(self) -> bool:
        """Service by e-mail needs both an address and consent."""
        return self.email is not None and self.consents


@dataclass(frozen=True, slots=True)
class MatterSheet:
    """What the texts about a matter repeat of it. The first of `items` opened it.

    `restricted`, `secret`: its contents stand in no letter to a unit. `facts`: what its events have told since, by name.
    """

    title: str
    item_no: str
    received_at: datetime
    items: tuple[str, ...]
    claims: dict[str, str] = field(default_factory=dict)
    channel: Channel | None = None
    source: Source = Source.SELF
    place: str = ""
    restricted: bool = False
    secret: bool = False
    facts: dict[str, str] = field(default_factory=dict)


def contact_of(item: ItemRegistered) -> Contact:
    """The petitioner as the item reads."""
    first, said = item.petitioner, item.leader_instruction
    return Contact(
        item.matter_id, first.petitioner_id, item.registered_at, first.is_anonymous, first.name, first.email,
        first.consents_electronic, instruction=f"{said.leader}：{said.text}" if said else "",
    )  # fmt: skip
