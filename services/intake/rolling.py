"""How items and persons' keys are brought forward after a restore: from their own events, with the numbers they took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chassis.documents import Document
from chassis.rolling import Rolls
from chassis.work import Heard
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.events.registration_refused import RegistrationRefused
from lianjie_contracts.item_event import ItemEvent
from services.intake.domain.item import Attached, Item, PersonDataKey, Refusal, undo_told
from services.intake.domain.numbers import split
from services.intake.registrar import Registrar
from services.intake.registration import PetitionerForm
from services.intake.store import COUNTERS, ITEMS, PERSON_KEYS, REFUSALS

# Numbers that were told to people and lost with the old database are given to nobody else: so many are left out.
LEFT_OUT = 20
_COMMAND = "command:"  # stands for a person until it is known who it is


@dataclass(frozen=True, slots=True)
class RolledItems:
    """The items of one county. Their person is known to nobody but who opens the sealed fields again."""

    registrar: Registrar

    def rolls(self) -> tuple[Rolls[PersonDataKey], Rolls[Item], Rolls[Refusal]]:
        """Keys first: they open what tells whose item it is."""
        return (
            Rolls(PERSON_KEYS, self.key),
            Rolls(ITEMS, self.item, also={MatterUndoDecided: lambda e: e.item_id}, completed=self.completed),
            Rolls(REFUSALS, self.refusal),
        )

    async def key(self, _: PersonDataKey | None, heard: Heard[PersonKeyIssued]) -> PersonDataKey | None:
        event = heard.event
        return PersonDataKey(event.county, event.wrapped) if event.county == self.registrar.county else None

    async def refusal(self, _: Refusal | None, heard: Heard[RegistrationRefused]) -> Refusal | None:
        return Refusal(heard.event) if heard.event.county == self.registrar.county else None

    async def item(self, held: Item | None, heard: Heard[Any]) -> Item | None:
        """Until it is completed, the command that registered it stands for its person."""
        event = heard.event
        if event.county != self.registrar.county:
            return None
        if isinstance(event, ItemEvent):
            return _moved(held, event) if held else None
        if isinstance(event, ItemUndoAsked | MatterUndoDecided):
            return undo_told(held, event) if held else None
        if isinstance(event, AttachmentAdded):
            added = Attached(event.attachment_id, event.size, event.role)
            return replace(held, attachments=(*held.attachments, added)) if held else None
        person = f"{_COMMAND}{heard.envelope.causation}"
        return Item(event.item_no, event.matter_id, person, event, last_at=event.occurred_at)

    async def completed(self, items: Sequence[Document[Item]]) -> Sequence[Document[Item]]:
        """With their person; and no number they took is given again."""
        states = [document.state for document in items if document.state]
        await self._raise_counters(states)
        keys = await self.registrar.persons.keys(state.now.petitioner for state in states)
        return [replace(d, state=self._with_person(d.state, keys)) for d in items if d.state]

    async def _raise_counters(self, items: Sequence[Item]) -> None:
        for series, serial in sorted(split(item.item_no) for item in items):
            least = {"$max": {"last": serial + LEFT_OUT}}
            await self.registrar.mongo.update_one(COUNTERS, {"_id": series}, least, upsert=True)

    def _with_person(self, item: Item, keys: dict[str, str | None]) -> Item:
        """A key that is destroyed opens nothing: then the item is found by its number alone."""
        if not item.person.startswith(_COMMAND):
            return item  # it was there before, with its person
        someone, command = item.now.petitioner, item.person.removeprefix(_COMMAND)
        fields = ("name", "phone", "id_no", "uscc")
        opened = self.registrar.persons.opened(someone, keys.get(someone.petitioner_id), fields)
        typed: dict[str, Any] = {**dict.fromkeys(fields, ""), **opened, "id_type": someone.id_type}
        form = PetitionerForm.model_construct(**typed)
        person = self.registrar.person(form, command, item.registered.registered_at)
        return replace(item, person=person)


def _moved(held: Item, event: ItemEvent) -> Item:
    """A correction may have found that it was somebody else: then who it is is asked again."""
    moved = held.after(event)
    same = moved.now.petitioner.petitioner_id == held.now.petitioner.petitioner_id
    return moved if same else replace(moved, person=_COMMAND)
