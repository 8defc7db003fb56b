"""Same person (同人): the blind keys under which a person is found again, whoever asks, in whichever county."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chassis.ids import derived
from chassis.personal import blind_index
from lianjie_contracts.base import Petitioner
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import IdType
from services.intake.identity_numbers import check
from services.intake.persons import Persons


class Known(Protocol):
    """What is known of a person or an organisation."""

    @property
    def name(self) -> str: ...
    @property
    def id_no(self) -> str: ...
    @property
    def id_type(self) -> IdType: ...
    @property
    def uscc(self) -> str: ...
    @property
    def phone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody as their sealed fields say; nobody, once their data key is destroyed."""

    name: str = ""
    id_no: str = ""
    uscc: str = ""
    phone: str = ""
    id_type: IdType = IdType.RESIDENT


def keys(secret: bytes, someone: Known, today: date) -> tuple[str, ...]:
    """By document, by credit code, and by name with telephone; none for somebody who cannot be told from others.

    Several, because who showed a document at the window may ring up next time; a telephone alone is a household's.
    """
    found = []
    if someone.id_no and (checked := check(someone.id_type, someone.id_no, today)).ok:
        found.append(blind_index(secret, "person", checked.number))
    if someone.uscc:
        found.append(blind_index(secret, "organisation", someone.uscc))
    name, phone = "".join(someone.name.split()), re.sub(r"\D", "", someone.phone)
    if name and len(phone) > 6:
        found.append(blind_index(secret, "person", name, phone))
    return tuple(found)


def keys_of_all(secret: bytes, people: Iterable[Known], today: date) -> tuple[str, ...]:
    """The keys of everybody in an item: one person in common makes 同人 (spec/domain 3.2)."""
    return tuple(dict.fromkeys(key for someone in people for key in keys(secret, someone, today)))


def people_of(item: ItemRegistered) -> tuple[Petitioner, ...]:
    """Whose item it is: the petitioner (with an agent, the principal) and the representatives."""
    return (item.petitioner, *item.representatives)


def opened(persons: Persons, item: ItemRegistered, wrapped: Mapping[str, str | None]) -> tuple[Opened, ...]:
    """Whose item it is, in the clear, by their wrapped data keys."""
    fields = ("name", "id_no", "uscc", "phone")
    return tuple(
        Opened(
            **persons.opened(someone, wrapped.get(someone.petitioner_id), fields),
            id_type=someone.id_type or IdType.RESIDENT,
        )
        for someone in people_of(item)
    )


def accused_keys(secret: bytes, county: str, name: str, unit: str) -> tuple[str, ...]:
    """Under which an accused is found again: their unit, and the data key that Persons gave to such a name."""
    named = [blind_index(secret, "accused", name, of) for of in dict.fromkeys(("", unit))] if name else []
    return (*([unit] if unit else []), *(f"{county}:{derived('key', index, '1')}" for index in named))


def accused_of(item: ItemRegistered) -> tuple[str, ...]:
    """The same two of an item."""
    named = (item.accused.petitioner_id,) if item.accused else ()
    return (*((item.accused_unit,) if item.accused_unit else ()), *named)
