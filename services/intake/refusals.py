"""A refused attempt to register is itself a fact: who, when, by which channel, on what ground; nothing personal (R22 44)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chassis.commands import Commands
from chassis.decisions import Changed, Decision
from chassis.documents import Command
from chassis.ids import derived
from lianjie_contracts.base import Actor
from lianjie_contracts.events.registration_refused import RegistrationRefused
from lianjie_contracts.vocabulary import Channel
from services.intake.domain.item import Refusal
from services.intake.errors import INVALID
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.store import REFUSALS

OTHER = "other"  # a field that the form does not know: even its name may say something


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tried what; `fields` are the names of the fields that were wrong."""

    by: Actor
    channel: Channel | None
    fields: Iterable[str]
    at: datetime


async def record(commands: Commands, county: str, command: Command, attempt: Attempt) -> None:
    """Keep the refusal and announce it. The same form sent again is the same attempt; a mended one is another."""
    names = tuple(sorted({known(field) for field in attempt.fields}))
    id_ = f"{county}:{derived('refusal', command.id, command.asked, *names)}"
    event = RegistrationRefused(
        occurred_at=attempt.at, by=attempt.by, refusal_id=id_, county=county, channel=attempt.channel, code=INVALID, fields=names
    )  # fmt: skip

    def decide(held: Refusal | None) -> Decision[Refusal]:
        return Changed(held) if held else Changed(Refusal(event), (event,))

    await commands.run(REFUSALS, id_, Command(id_), decide)


def known(field: str) -> str:
    """The name of a field of the form, members of lists by number; whatever else somebody sent is "other"."""
    first, *rest = field.split(".")
    if first not in RegistrationForm.model_fields:
        return OTHER
    told = [part for part in rest if part.isdigit() or part in _PARTS]
    return ".".join((first, *told))


def channel_of(body: object) -> Channel | None:
    """The channel of a body that could not be read."""
    given = body.get("channel") if isinstance(body, Mapping) else None
    return Channel(given) if isinstance(given, str) and given in _CHANNELS else None


_CHANNELS = frozenset(channel.value for channel in Channel) - {"UNKNOWN"}
_PARTS = frozenset(PetitionerForm.model_fields) | {
    "person",
    "mandate",
    "position",
    "leader",
    "text",
    "given_on",
    "due_on",
}
