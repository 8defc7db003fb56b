"""Corrections (漏登/误登/错登): a fault is set right beside the registration, which stays; under the same rules as registering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chassis.decisions import Changed, Decision
from chassis.documents import Answer
from lianjie_contracts.base import Accused, LeaderInstruction, Petitioner
from lianjie_contracts.events.item_corrected import ItemCorrected
from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.capability import FrontDoor
from services.intake.checking import checked
from services.intake.domain.holders import people_of
from services.intake.domain.item import Item
from services.intake.domain.numbers import query_code
from services.intake.errors import FieldError
from services.intake.persons import ACCUSED, SEALED
from services.intake.registrar import SAME, place_of
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.stages.clerk import Said, StageClerk, event_of
from services.intake.stages.fault import correction as correction_of
from services.intake.stages.forms import CorrectionForm
from services.intake.stages.guards import ERASED
from services.intake.stages.standing import as_form, changed, claims_again

NOT_FEWER = "代表各有查询码，不能删除。登错了人的，请更正该代表的姓名和证件。"


@dataclass(frozen=True)
class Corrector:
    """Opens an item's people in memory, has the change checked, and seals what is new."""

    door: FrontDoor

    async def correct(self, said: Said, form: CorrectionForm) -> Answer:
        """更正. Raises FieldError or RequestValidationError with sentences at the form's own fields."""

        async def prepare(item: Item) -> Decision[Item]:
            before, keys = item.now, await self.door.registrar.persons.keys(_everybody(item.now))
            if None in keys.values():
                return ERASED
            opened = _Opened(self.door, keys)
            was = as_form(before, opened)
            mended = changed(was, form.changes, before.profile)
            checked(mended, before.profile, before.county, self.door.parts.directory, said.now)
            if len(mended.representatives) < len(before.representatives):
                raise FieldError({"changes": NOT_FEWER})
            after = await self._mended(before, mended, opened, said)
            correction = correction_of(form, said, was, mended, (before, after))
            event = ItemCorrected(**event_of(said, before, after), correction=correction)
            person = self.door.registrar.person(mended.petitioner, "", said.now)
            known = item.person if _nobody(mended.petitioner) else person
            return Changed(replace(item.after(event), person=known), (event,), _added(before, after))

        return await StageClerk(self.door).change(said, prepare)

    async def _mended(
        self, before: ItemRegistered, form: RegistrationForm, opened: _Opened, said: Said
    ) -> ItemRegistered:
        """The item as the form now tells it; of people only what has changed is sealed anew."""
        registrar, instruction = self.door.registrar, form.leader_instruction
        petitioner, again = await self._person(before.petitioner, form.petitioner, opened, said)
        code = before.query_code
        if again:  # another person: their slip opens the same item, under their own key
            key = (petitioner.petitioner_id, again)
            code = registrar.persons.seal(key, "query_code", query_code(registrar.secret, said.item_id))
        values: dict[str, Any] = form.model_dump(include=set(SAME))
        values |= {
            "petitioner": petitioner, "query_code": code, "incomplete": form.incomplete,
            "representatives": await self._representatives(before, form, opened, said),
            "agents": await self._agents(before, form, opened, said),
            "accused": await self._accused(before, form, opened, said),
            "place": place_of(form.place_code, self.door.parts.directory, before.county),
            "claims": claims_again(before.claims, form.asked, said.item_id, said.command.id),
            "secrecy_requested": form.secrecy_requested or before.matter_class == "ACCUSATION",
            "leader_instruction": LeaderInstruction(**instruction.model_dump()) if instruction else None,
        }  # fmt: skip
        return before.model_copy(update=values)

    async def _person(
        self, before: Petitioner, form: PetitionerForm, opened: _Opened, said: Said
    ) -> tuple[Petitioner, str]:
        """The person as mended, and the wrapped key if it is another person's than before."""
        persons = self.door.registrar.persons
        held = (before.petitioner_id, opened.keys[before.petitioner_id] or "")
        key = held if _nobody(form) else await persons.key(persons.index(form, "", said.now), said.now)
        fresh = persons.sealed(form, key, said.now)
        if key[0] != held[0]:
            return fresh, key[1]
        was, now = opened(before), persons.opened(fresh, key[1])
        kept = {name: getattr(before, name) for name in SEALED if was.get(name) == now.get(name)}
        return fresh.model_copy(update={**kept, "query_code": before.query_code}), ""

    async def _representatives(
        self, before: ItemRegistered, form: RegistrationForm, opened: _Opened, said: Said
    ) -> tuple[Petitioner, ...]:
        registrar, people = self.door.registrar, []
        for n, someone in enumerate(form.representatives):
            if n < len(before.representatives):
                person, again = await self._person(before.representatives[n], someone, opened, said)
                if not again:
                    people.append(person)
                    continue
            people.append(
                await registrar.representative(someone, said.item_id, n + 1, said.command.id, said.now)
            )
        return tuple(people)

    async def _agents(
        self, before: ItemRegistered, form: RegistrationForm, opened: _Opened, said: Said
    ) -> tuple[Any, ...]:
        agents = []
        for n, each in enumerate(form.agents):
            if n < len(before.agents):
                person, _ = await self._person(before.agents[n].person, each.person, opened, said)
                agents.append(before.agents[n].model_copy(update={"person": person, "mandate": each.mandate}))
            else:
                agents.append(
                    await self.door.registrar.agent(each.person, each.mandate, n, said.command.id, said.now)
                )
        return tuple(agents)

    async def _accused(
        self, before: ItemRegistered, form: RegistrationForm, opened: _Opened, said: Said
    ) -> Accused | None:
        named = {
            name: value
            for name, value in (form.accused.model_dump() if form.accused else {}).items()
            if value
        }
        if before.accused and named == dict(opened(before.accused)):
            return before.accused
        if form.accused is None or not named:
            return None
        return await self.door.registrar.persons.accused(form.accused, form.accused_unit, said.now)


@dataclass(frozen=True)
class _Opened:
    """The people of an item in the clear, in memory only."""

    door: FrontDoor
    keys: Mapping[str, str | None]

    def __call__(self, person: Petitioner | Accused) -> Mapping[str, str]:
        fields = ACCUSED if isinstance(person, Accused) else SEALED
        return self.door.registrar.persons.opened(person, self.keys.get(person.petitioner_id), fields)


def _everybody(now: ItemRegistered) -> Iterable[Petitioner | Accused]:
    yield now.petitioner
    yield from now.representatives
    yield from (agent.person for agent in now.agents)
    if now.accused:
        yield now.accused


def _added(before: ItemRegistered, after: ItemRegistered) -> Mapping[str, Any]:
    """From which representative on they are new: each gets a code of their own (correction 4); the kept answer holds none."""
    first = len(people_of(before))
    return {"first_added": first} if len(people_of(after)) > first else {}


def _nobody(form: PetitionerForm) -> bool:
    """Whether the form tells too little to find the person again elsewhere."""
    return not (form.id_no or form.uscc or (form.name and form.phone))
