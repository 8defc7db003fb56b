"""Same person (同人): blind keys under which a person is found again, and which of two items' people are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from chassis.personal import blind_index
from lianjie_contracts.vocabulary import IdType
from services.intake.identity_numbers import check


class Known(Protocol):
    """What is known of a person."""

    @property
    def name(self) -> str: ...
    @property
    def id_no(self) -> str: ...
    @property
    def id_type(self) -> IdType: ...
    @property
    def phone(self) -> str: ...


def keys(secret: bytes, someone: Known, today: date) -> tuple[str, ...]:
    """At most two: by document, and by name with telephone. None for somebody who cannot be told from others.

    Two, because who showed a document at the window may ring up next time; a telephone alone is a household's.
    """
    found = []
    if someone.id_no and (checked := check(someone.id_type, someone.id_no, today)).ok:
        found.append(blind_index(secret, "person", checked.number))
    name, phone = "".join(someone.name.split()), re.sub(r"\D", "", someone.phone)
    if name and len(phone) > 6:
        found.append(blind_index(secret, "person", name, phone))
    return tuple(found)


def keys_of_all(secret: bytes, people: Iterable[Known], today: date) -> tuple[str, ...]:
    """The keys of everybody in an item: one person in common makes 同人 (spec/domain 3.2)."""
    return tuple(dict.fromkeys(key for someone in people for key in keys(secret, someone, today)))
