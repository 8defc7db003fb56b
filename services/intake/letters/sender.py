"""The sender of a letter: sealed when it is signed in, masked in lists, opened on the sheet for those who must see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from chassis.identity import Principal
from chassis.store import Store
from lianjie_contracts.base import Petitioner, Sealed
from services.intake.errors import FieldError
from services.intake.letters.letter import Letter
from services.intake.persons import Persons
from services.intake.registration import PetitionerForm
from services.intake.store import ITEMS

SHOWN = ("name", "address", "phone")
CLEARED = (
    "router",
    "office_deputy_head",
    "office_head",
)  # of an accusation, or where secrecy was asked for [R22 30]


async def known(persons: Persons, form: PetitionerForm, command: str, now: datetime) -> Petitioner:
    """A person with a data key, sealed under it; the same command always meets the same person."""
    return persons.sealed(form, await persons.key(persons.index(form, command, now), now), now)


async def seal(persons: Persons, person: Petitioner, field: str, text: str) -> Sealed:
    """A further field under the key of a known person; raises FieldError if that key was destroyed."""
    wrapped = (await persons.keys([person])).get(person.petitioner_id)
    if wrapped is None:
        raise FieldError({field: "来信人的资料已依法销毁，这里不能再写姓名。请到办公室登记退还。"})
    return persons.seal((person.petitioner_id, wrapped), field, text)


async def opened(persons: Persons, people: Collection[Petitioner]) -> Mapping[str, Mapping[str, str]]:
    """Name, address and telephone by petitioner id; of a destroyed key nothing."""
    keys = await persons.keys(people)
    return {each.petitioner_id: persons.opened(each, keys.get(each.petitioner_id), SHOWN) for each in people}


async def is_unsigned(store: Store, letter: Letter | None) -> bool:
    """Whether its item was registered as anonymous; before it is registered, nobody knows."""
    item_id = letter.entry.item_id if letter and letter.entry else ""
    held = (await store.get(ITEMS, [item_id])).get(item_id)
    return bool(held and held.state and held.state.now.petitioner.is_anonymous)


def may_read(caller: Principal, letter: Letter) -> bool:
    """The letter room reads its letters; of what is secret, the sender stays with those who decide."""
    return not (letter.entry and letter.entry.secret) or caller.may(*CLEARED)


def may_follow(caller: Principal, letter: Letter) -> bool:
    """The words of its steps besides are read by who has worked on it; a secret letter's by nobody else of the room."""
    return may_read(caller, letter) or caller.id in {step.by for step in letter.steps}


def masked(name: str) -> str:
    """The first and the last character; of two, the first."""
    if len(name) <= 1:
        return name
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"
