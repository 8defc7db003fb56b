"""Who is told about a matter, and where, as heard from intake and routing; personal fields stay sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from lianjie_contracts.base import Sealed
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel, Source
from services.notifications.domain import wording


@dataclass(frozen=True, slots=True)
class FileHeld:
    """A file that came with an item: intake has its bytes, under this id and fingerprint. Its name is not told here."""

    id: str
    sha256: str
    media_type: str
    size: int
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """The petitioner of one item; `form`: what the registration form says of the matter, in words, naming nobody. Of a group it is the first petitioner only, who passes it on [SD 27]."""

    matter_id: str
    person: str
    registered_at: datetime
    anonymous: bool = False
    name: Sealed | None = None
    email: Sealed | None = None
    consents: bool = False
    files: tuple[FileHeld, ...] = ()
    instruction: str = ""
    form: dict[str, str] = field(default_factory=dict)

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
        first.consents_electronic, instruction=f"{said.leader}：{said.text}" if said else "", form=_form(item),
    )  # fmt: skip


def _form(item: ItemRegistered) -> dict[str, str]:
    return {
        "item_no": item.item_no, "received_at": wording.day(item.received_at), "registered_at": wording.day(item.registered_at),
        "channel": wording.CHANNELS.get(item.channel, ""), "place": item.place.name, "headcount": f"{item.headcount}人",
        "matter": item.title, "claims": "；".join(claim.text for claim in item.claims),
    }  # fmt: skip
