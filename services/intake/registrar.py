"""The registrar: gives a key to the person, a number to the item, and registers it; safe to repeat at every step."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any
from weakref import WeakValueDictionary

from chassis.commands import Commands
from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Answer, Command
from chassis.ids import derived
from chassis.mongo import Mongo
from chassis.personal import Safe, blind_index
from lianjie_contracts.base import Actor, Claim, Petitioner, Place, Sealed, UnitCode
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import MatterClass
from services.intake.domain.item import Item, PersonDataKey
from services.intake.domain.numbers import LOCAL, item_no, query_code, series
from services.intake.identity_numbers import check
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.store import COUNTERS, ITEMS, PERSON_KEYS

SEALED = ("name", "id_no", "phone", "address", "email")


class FieldError(Exception):
    """A field is wrong in a way that only the whole form or the directory can tell: {field: sentence}."""

    def __init__(self, **fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True)
class Registrar:
    """Row 1 of the transition table. `secret` is the bus-wide key for blind indexes and query codes."""

    county: str
    profile: str
    directory: Directory
    commands: Commands
    mongo: Mongo
    safe: Safe
    secret: bytes
    _pressed: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def register(self, command: Command, form: RegistrationForm, by: Actor, now: datetime) -> Answer:
        """Register an item; the same command always meets the same item, number and code."""
        # Pressed twice at one instant, the second waits for the first: it needs no number of its own.
        async with self._pressed.setdefault(command.id, asyncio.Lock()):
            return await self._register(command, form, by, now)

    async def _register(self, command: Command, form: RegistrationForm, by: Actor, now: datetime) -> Answer:
        self._check(form, now)
        item_id = f"{self.county}:{derived(self.county, 'item', command.id)}"
        held = (await self.commands.store.get(ITEMS, [item_id])).get(item_id)
        if held and (first := held.answer_to(command)):
            return first  # before a number is drawn for nothing
        person = self.person(form.petitioner, command.id, now)
        key = await self._key(person, now)
        people = [self._sealed(form.petitioner, key)]
        for index, someone in enumerate(form.representatives):
            other = self.person(someone, f"{command.id}/{index}", now)
            people.append(self._sealed(someone, await self._key(other, now)))
        matter_id = await self._matter_of(form, item_id)
        drawn = series(self.county, form.channel, now)
        # A number lost in a race leaves a gap; a number given twice would be a wrong file.
        number = item_no(drawn, await self.mongo.increment(COUNTERS, drawn, "last"))
        code = self._seal(key, "query_code", query_code(self.secret, item_id))
        event = _registered(
            form, item_id, number, matter_id, people, by, now, self._place(form), self.profile, code
        )
        item = Item(number, matter_id, person, event)

        def decide(held: Item | None) -> Decision[Item]:
            if held is not None:  # its answer fell out of the last thirty-two: it was registered all the same
                number_, matter_ = held.item_no, held.matter_id
                return Changed(held, (), {"item_id": item_id, "item_no": number_, "matter_id": matter_})
            return Changed(item, (event,), {"item_id": item_id, "item_no": number, "matter_id": matter_id})

        return await self.commands.run(ITEMS, item_id, command, decide)

    def person(self, form: PetitionerForm, command: str, now: datetime) -> str:
        """The blind index of a person: by document, else by name and phone, else nobody's but this item's."""
        if form.id_no:
            return blind_index(
                self.secret, "person", check(form.id_type, form.id_no, now.astimezone(LOCAL).date()).number
            )
        if form.name and form.phone:
            return blind_index(self.secret, "person", form.name, form.phone)
        return blind_index(self.secret, "item", command)

    def _check(self, form: RegistrationForm, now: datetime) -> None:
        wrong: dict[str, str] = {}
        for name, someone in [
            ("petitioner", form.petitioner),
            *((f"representatives.{i}", r) for i, r in enumerate(form.representatives)),
        ]:
            if someone.id_no:
                checked = check(someone.id_type, someone.id_no, now.astimezone(LOCAL).date())
                if checked.because:
                    wrong[f"{name}.id_no"] = checked.because
        if form.received_at and form.received_at > now:
            wrong["received_at"] = "收到时间在将来。请核对日期。"
        if not form.place_code.startswith(self.county):
            wrong["place_code"] = "事发地不在本县。请选本县乡镇街道；外县的事请引导到当地登记。"
        if form.accused_unit and not self.directory.has_unit(form.accused_unit):
            wrong["accused_unit"] = "名录里没有这个单位。"
        if wrong:
            raise FieldError(**wrong)

    def _place(self, form: RegistrationForm) -> Place:
        name = self.directory.place_name(form.place_code) or self.directory.county(self.county).name
        return Place(code=form.place_code, name=name)

    async def _matter_of(self, form: RegistrationForm, item_id: str) -> str:
        """A repeat joins the matter of the item it repeats (a person has decided that); a first item founds one."""
        if not form.repeat_of:
            return f"{self.county}:{derived('matter', item_id)}"
        number = "".join(form.repeat_of.split()).upper()
        rows = await self.mongo.find(ITEMS.name, {"state.item_no": number}, limit=1)
        if not rows:
            raise FieldError(repeat_of="没有这个编号的信访件，不能并入。请核对编号。")
        earlier = ITEMS.load(rows[0]["state"])
        if MatterClass.ACCUSATION in (form.matter_class, earlier.registered.matter_class):
            raise FieldError(repeat_of="检举控告限制查阅，须单独登记，不能与其他事项并件。")
        return earlier.matter_id

    async def _key(self, person: str, now: datetime) -> tuple[str, str]:
        """The person's data key (id, wrapped), made at the first item; a destroyed one is never made again under its id."""
        for generation in count(1):
            key_id = f"{self.county}:{derived('key', person, str(generation))}"
            kept = (await self.commands.store.get(PERSON_KEYS, [key_id])).get(key_id)
            if kept is None:
                await self.commands.run(
                    PERSON_KEYS,
                    key_id,
                    f"key:{key_id}",
                    partial(self._issued, key_id, now),
                )
                kept = (await self.commands.store.get(PERSON_KEYS, [key_id]))[key_id]
            if kept.state is not None and kept.state.wrapped:
                return key_id, kept.state.wrapped
        raise AssertionError("counting never ends")

    def _issued(self, key_id: str, now: datetime, held: PersonDataKey | None) -> Decision[PersonDataKey]:
        if held is not None:
            return Refused("KEY_EXISTS", "这个人已有密钥。")
        wrapped = self.safe.new_key()
        event = PersonKeyIssued(key_id=key_id, county=self.county, wrapped=wrapped, occurred_at=now)
        return Changed(PersonDataKey(self.county, wrapped), (event,))

    def _sealed(self, form: PetitionerForm, key: tuple[str, str]) -> Petitioner:
        sealed = {field: self._seal(key, field, value) for field in SEALED if (value := getattr(form, field))}
        return Petitioner(
            petitioner_id=key[0], type=form.type, is_anonymous=form.is_anonymous, id_type=form.id_type if form.id_no else None,
            id_unavailable_reason=form.id_unavailable_reason or None, consents_electronic=form.consents_electronic, **sealed,
        )  # fmt: skip

    def _seal(self, key: tuple[str, str], field: str, text: str) -> Sealed:
        return self.safe.seal(key[0], key[1], field, text)


def _registered(
    form: RegistrationForm, item_id: str, number: str, matter_id: str, people: list[Petitioner], by: Actor, now: datetime,
    place: Place, profile: str, code: Sealed,
) -> ItemRegistered:  # fmt: skip
    county = item_id.partition(":")[0]
    accused: UnitCode | None = form.accused_unit
    same: dict[str, Any] = form.model_dump(
        include={
            "channel", "source", "postmark_on", "headcount", "title", "main_content", "matter_class", "category",
            "litigation_status", "urgency", "special_needs", "desk",
        }
    )  # fmt: skip
    return ItemRegistered(
        **same,
        occurred_at=now, by=by, item_id=item_id, item_no=number, matter_id=matter_id, is_repeat=form.repeat_of is not None,
        county=county, office=county, profile=profile, received_at=form.received_at or now, registered_at=now,
        petitioner=people[0], representatives=tuple(people[1:]), place=place,
        claims=tuple(Claim(claim_id=derived(item_id, str(n)), text=text) for n, text in enumerate(form.claims, 1)),
        secrecy_requested=form.secrecy_requested or form.matter_class == "ACCUSATION",
        accused_unit=accused, incomplete=form.incomplete, query_code=code, first_handler=by.id,
    )  # fmt: skip
