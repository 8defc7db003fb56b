"""The registrar: gives a key to the person, a number to the item, and registers it; safe to repeat at every step."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from chassis.commands import Commands
from chassis.decisions import Changed, Decision
from chassis.documents import Answer, Command
from chassis.ids import derived
from chassis.mongo import Mongo
from chassis.personal import Safe
from lianjie_contracts.base import Accused, Actor, Agent, Claim, LeaderInstruction, Petitioner, Place, Sealed
from lianjie_contracts.carried_over import CarriedOver
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel, MatterClass
from services.intake.checking import checked
from services.intake.domain.item import Item
from services.intake.domain.numbers import LOCAL, holder, item_no, query_code, series
from services.intake.errors import FieldError
from services.intake.linking import Linked, Linking
from services.intake.persons import Persons
from services.intake.refusals import Attempt, record
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.sightings import sighting
from services.intake.store import COUNTERS, ITEMS

# What the event repeats of the form as it was typed.
SAME = frozenset({
    "channel", "source", "postmark_on", "headcount", "title", "main_content", "matter_class", "category", "litigation_status",
    "urgency", "special_needs", "desk", "signatories_count", "exchange_no", "exchange_due_on", "facts_reasons", "prior_history",
    "skip_or_repeat_reason", "want_reply", "publishable", "accused_unit",
})  # fmt: skip


def item_id_of(county: str, command: str) -> str:
    """The item that a command registers, whether it has done so yet or not."""
    return f"{county}:{derived(county, 'item', command)}"


@dataclass(frozen=True)
class People:
    """Everybody whom an item names, sealed; the first petitioner's code with them."""

    petitioner: Petitioner
    representatives: tuple[Petitioner, ...]
    agents: tuple[Agent, ...]
    accused: Accused | None
    query_code: Sealed


class MadeFrom(NamedTuple):
    """The quick report that an item was made from."""

    quick_report_id: str
    quick_report_no: str


@dataclass(frozen=True)
class Registrar:
    """Row 1 of the transition table. `secret` is the bus-wide key for blind indexes and query codes."""

    county: str
    directory: Directory
    commands: Commands
    mongo: Mongo
    safe: Safe
    secret: bytes
    _pressed: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def profile(self, now: datetime) -> str:
        """The rules under which something is registered now; it keeps them."""
        return self.directory.profile_of(self.county, now.astimezone(LOCAL).date())

    @cached_property
    def persons(self) -> Persons:
        return Persons(self.county, self.commands, self.safe, self.secret)

    async def register(
        self,
        command: Command,
        form: RegistrationForm,
        by: Actor,
        now: datetime,
        past: CarriedOver | None = None,
        made_from: MadeFrom | None = None,
    ) -> Answer:
        """Register an item; the same command always meets the same item, number and codes. `past`: only of an import,
        `made_from`: only of a quick report that becomes a petition.

        Raises FieldError, after the refused attempt was put on record (R22 44): every way in ends here.
        """
        # Pressed twice at one instant, the second waits for the first: it needs no number of its own.
        async with self._pressed.setdefault(command.id, asyncio.Lock()):
            try:
                return await self._register(command, form, by, now, past, made_from)
            except FieldError as wrong:
                await record(
                    self.commands, self.county, command, Attempt(by, form.channel, wrong.fields, now)
                )
                raise

    async def _register(
        self, command: Command, form: RegistrationForm, by: Actor, now: datetime, past: CarriedOver | None, made_from: MadeFrom | None
    ) -> Answer:  # fmt: skip
        profile = self.profile(now)
        checked(form, profile, self.county, self.directory, now)
        item_id = item_id_of(self.county, command.id)
        before = await self.commands.held(ITEMS, item_id)
        if first := before.answer_to(command):
            return first  # before a number is drawn for nothing
        linked = await Linking(self.county, self.secret, self.mongo).linked(form, item_id, by, now)
        number, people = await asyncio.gather(
            self._number(form.channel, now), self._people(form, item_id, command.id, now)
        )
        place = place_of(form.place_code, self.directory, self.county)
        event = _registered(form, item_id, number, linked, people, by, now, place, profile, past)
        if made_from:
            event = event.model_copy(update=made_from._asdict())
        item = Item(
            number, linked.matter_id, self.person(form.petitioner, command.id, now), event, last_at=now
        )
        owners = (form.petitioner, *form.representatives)
        sighted = sighting(self.secret, event, owners, now.astimezone(LOCAL).date())

        def decide(held: Item | None) -> Decision[Item]:
            if held is not None:  # its answer fell out of the last thirty-two: it was registered all the same
                return Changed(held, (), _told(item_id, held))
            return Changed(item, (event, *sighted), _told(item_id, item))

        return await self.commands.run(ITEMS, item_id, command, decide, before)

    async def _number(self, channel: Channel, now: datetime) -> str:
        """The next one. A number lost in a race leaves a gap; a number given twice would be a wrong file."""
        drawn = series(self.county, channel, now)
        return item_no(drawn, await self.mongo.increment(COUNTERS, drawn, "last"))

    def person(self, form: PetitionerForm, command: str, now: datetime) -> str:
        """See Persons.index."""
        return self.persons.index(form, command, now)

    async def representative(
        self, form: PetitionerForm, item_id: str, n: int, command: str, now: datetime
    ) -> Petitioner:
        """The nth representative (from 1), with a query code of their own (correction 4)."""
        key = await self.persons.key(self.person(form, f"{command}/{n - 1}", now), now)
        code = self.persons.seal(key, "query_code", query_code(self.secret, holder(item_id, n)))
        return self.persons.sealed(form, key, now).model_copy(update={"query_code": code})

    async def agent(self, form: PetitionerForm, mandate: str, n: int, command: str, now: datetime) -> Agent:
        key = await self.persons.key(self.person(form, f"{command}/agent/{n}", now), now)
        return Agent(person=self.persons.sealed(form, key, now), mandate=mandate)

    async def _people(self, form: RegistrationForm, item_id: str, command: str, now: datetime) -> People:
        key = await self.persons.key(self.person(form.petitioner, command, now), now)
        accused = form.accused if form.accused and (form.accused.name or form.accused.position) else None
        return People(
            petitioner=self.persons.sealed(form.petitioner, key, now),
            representatives=tuple(await asyncio.gather(*(
                self.representative(each, item_id, n, command, now) for n, each in enumerate(form.representatives, 1)
            ))),
            agents=tuple(await asyncio.gather(*(
                self.agent(each.person, each.mandate, n, command, now) for n, each in enumerate(form.agents)
            ))),
            accused=await self.persons.accused(accused, form.accused_unit, now) if accused else None,
            query_code=self.persons.seal(key, "query_code", query_code(self.secret, item_id)),
        )  # fmt: skip


def place_of(code: str, directory: Directory, county: str) -> Place:
    return Place(code=code, name=directory.place_name(code) or directory.county(county).name)


def claims_of(item_id: str, texts: tuple[str, ...]) -> tuple[Claim, ...]:
    return tuple(Claim(claim_id=derived(item_id, str(n)), text=text) for n, text in enumerate(texts, 1))


def _told(item_id: str, item: Item) -> Mapping[str, Any]:
    return {
        "item_id": item_id,
        "item_no": item.item_no,
        "matter_id": item.matter_id,
        "registered_at": item.registered.registered_at.isoformat(),
    }


def _registered(
    form: RegistrationForm, item_id: str, number: str, linked: Linked, people: People, by: Actor, now: datetime,
    place: Place, profile: str, past: CarriedOver | None,
) -> ItemRegistered:  # fmt: skip
    county = item_id.partition(":")[0]
    instruction = form.leader_instruction
    return ItemRegistered(
        **form.model_dump(include=set(SAME)),
        occurred_at=now, by=by, item_id=item_id, item_no=number, matter_id=linked.matter_id,
        is_repeat=linked.is_repeat, repeats=linked.answers,
        county=county, office=county, profile=profile, received_at=form.received_at or now, registered_at=now,
        petitioner=people.petitioner, representatives=people.representatives, agents=people.agents, accused=people.accused,
        query_code=people.query_code, place=place, claims=claims_of(item_id, form.asked),
        secrecy_requested=form.secrecy_requested or form.matter_class == MatterClass.ACCUSATION,
        leader_instruction=LeaderInstruction(**instruction.model_dump()) if instruction else None,
        incomplete=form.incomplete, first_handler=by.id, carried_over=past,
    )  # fmt: skip
