"""Persons of a county: who is the same one, their data keys, and their fields sealed and opened under them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from chassis.commands import Commands
from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Document
from chassis.ids import derived
from chassis.personal import Safe, blind_index
from lianjie_contracts.base import Accused, Petitioner, Sealed
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from services.intake.domain.item import PersonDataKey
from services.intake.domain.numbers import LOCAL
from services.intake.identity_numbers import check
from services.intake.registration import AccusedForm, PetitionerForm
from services.intake.store import PERSON_KEYS

# What a unit or the office may need to reach somebody; the rest stays closed.
CONTACT = ("name", "phone", "address", "email")
SEALED = (
    *CONTACT, "id_no", "uscc", "gender", "birth_on", "ethnicity", "occupation", "household_addr", "address_code",
)  # fmt: skip
ACCUSED = ("name", "position")
OPEN = ("type", "is_anonymous", "id_unavailable_reason", "consents_electronic")
_GENDERS = {"男": "1", "女": "2"}
Key = tuple[str, str]


@dataclass(frozen=True)
class Persons:
    """`secret` is the bus-wide key for blind indexes, so that the same person is the same in every county."""

    county: str
    commands: Commands
    safe: Safe
    secret: bytes

    def index(self, form: PetitionerForm, command: str, now: datetime) -> str:
        """The blind index of a person: by document or USCC, else by name and phone, else nobody's but this item's."""
        if form.id_no:
            number = check(form.id_type, form.id_no, now.astimezone(LOCAL).date()).number
            return blind_index(self.secret, "person", number)
        if form.uscc:
            return blind_index(self.secret, "organisation", form.uscc)
        if form.name and form.phone:
            return blind_index(
                self.secret, "person", "".join(form.name.split()), re.sub(r"\D", "", form.phone)
            )
        return blind_index(self.secret, "item", command)

    async def key(self, person: str, now: datetime) -> Key:
        """The person's data key (id, wrapped), made at the first item; a destroyed one is never made again under its id."""
        for generation in count(1):
            key_id = f"{self.county}:{derived('key', person, str(generation))}"
            held = await self.commands.held(PERSON_KEYS, key_id)
            wrapped = held.state.wrapped if held.state else await self._issued(held, now)
            if wrapped:
                return key_id, wrapped
        raise AssertionError("counting never ends")

    async def keys(self, people: Iterable[Petitioner | Accused]) -> dict[str, str | None]:
        """The wrapped keys of people by key id; None where destroyed."""
        held = await self.commands.store.get(PERSON_KEYS, {each.petitioner_id for each in people})
        return {id_: key.state.wrapped for id_, key in held.items() if key.state}

    def sealed(self, form: PetitionerForm, key: Key, now: datetime) -> Petitioner:
        """The person as announced: nothing readable, and what the identity number tells derived from it."""
        values = told(form, now.astimezone(LOCAL).date())
        fields = {name: self.seal(key, name, value) for name, value in values.items()}
        return Petitioner(
            petitioner_id=key[0], type=form.type, is_anonymous=form.is_anonymous,
            id_type=form.id_type if form.id_no else None, id_unavailable_reason=form.id_unavailable_reason or None,
            consents_electronic=form.consents_electronic, **fields,
        )  # fmt: skip

    async def accused(self, form: AccusedForm, unit: str | None, now: datetime) -> Accused:
        """被反映人 under a key of their own: the same one is found again when anonymous accusations are compared."""
        key = await self.key(blind_index(self.secret, "accused", form.name, unit or ""), now)
        values = {name: value for name in ACCUSED if (value := getattr(form, name))}
        return Accused(
            petitioner_id=key[0], **{name: self.seal(key, name, text) for name, text in values.items()}
        )

    def seal(self, key: Key, field: str, text: str) -> Sealed:
        return self.safe.seal(key[0], key[1], field, text)

    def opened(
        self, person: Petitioner | Accused, wrapped: str | None, fields: Iterable[str] = SEALED
    ) -> dict[str, str]:
        """The fields that are filled in, in the clear; raises nothing for a destroyed key: then there are none."""
        sealed = {name: value for name in fields if (value := getattr(person, name))}
        opened = {name: self.safe.open(value, wrapped, name) for name, value in sealed.items()}
        return {name: text for name, text in opened.items() if text is not None}

    async def _issued(self, nothing: Document[PersonDataKey], now: datetime) -> str | None:
        """A fresh key, wrapped; or the one that somebody else has made meanwhile."""
        key_id, wrapped = nothing.id, self.safe.new_key()

        def decide(held: PersonDataKey | None) -> Decision[PersonDataKey]:
            if held is not None:
                return Refused("KEY_EXISTS", "这个人已有密钥。")
            event = PersonKeyIssued(key_id=key_id, county=self.county, wrapped=wrapped, occurred_at=now)
            return Changed(PersonDataKey(self.county, wrapped), (event,))

        answer = await self.commands.run(PERSON_KEYS, key_id, f"key:{key_id}", decide, nothing)
        if not (answer.repeated or answer.refusal):
            return wrapped
        other = (await self.commands.held(PERSON_KEYS, key_id)).state
        return other.wrapped if other else None


def told(form: PetitionerForm, today: date) -> dict[str, str]:
    """The personal fields that are filled in, as text; gender and birth as the identity number says, if it does."""
    said: dict[str, Any] = {name: value for name in SEALED if (value := getattr(form, name))}
    if form.id_no:
        checked = check(form.id_type, form.id_no, today)
        if checked.gender and checked.birth_on:
            said |= {"gender": _GENDERS[checked.gender], "birth_on": checked.birth_on}
    return {name: str(value) for name, value in said.items()}
