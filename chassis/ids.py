"""Ids: new ones ordered by time, derived ones that a repeat finds again; and the randomness that secrets are made of."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import uuid_utils

_LIANJIE = uuid.UUID("6f1b7a1e-6c69-5e6a-8a69-656c69616e6a")


class Chance(Protocol):
    """Where new ids and random bytes come from."""

    def id(self) -> str: ...

    def bytes(self, count: int) -> bytes: ...


class _Machine:
    def id(self) -> str:
        return str(uuid_utils.uuid7())

    def bytes(self, count: int) -> bytes:
        return os.urandom(count)


_chance: Chance = _Machine()


def new_id() -> str:
    """A UUIDv7: unique, and roughly in order of time."""
    return _chance.id()


def random_bytes(count: int) -> bytes:
    """Bytes that nobody can guess."""
    return _chance.bytes(count)


def derived(*parts: str) -> str:
    """The same UUIDv5 for the same parts, so that a repeated command or event meets the document it made."""
    return str(uuid.uuid5(_LIANJIE, "\x1f".join(parts)))


@contextmanager
def drawn_from(chance: Chance) -> Iterator[None]:
    """For made-up data only: a whole process draws from something that can be repeated, and guards no secret."""
    global _chance  # noqa: PLW0603 - like the clock, but asked for in places that no part is handed to
    before, _chance = _chance, chance
    try:
        yield
    finally:
        _chance = before
