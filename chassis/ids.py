"""Ids: new ones ordered by time, derived ones that a repeat finds again."""

from __future__ import annotations

import uuid

import uuid_utils

_LIANJIE = uuid.UUID("6f1b7a1e-6c69-5e6a-8a69-656c69616e6a")


def new_id() -> str:
    """A UUIDv7: unique, and roughly in order of time."""
    return str(uuid_utils.uuid7())


def derived(*parts: str) -> str:
    """The same UUIDv5 for the same parts, so that a repeated command or event meets the document it made."""
    return str(uuid.uuid5(_LIANJIE, "\x1f".join(parts)))
