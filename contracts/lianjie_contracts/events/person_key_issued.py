"""A person has a data key; kept as latest state, and erased by the same message without a key."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from lianjie_contracts.base import County, Event


class PersonKeyIssued(Event):
    """The data key of one person, wrapped by the master key. `wrapped` empty = destroyed: sealed fields are unreadable."""

    type: ClassVar[str] = "person_key_issued"
    topic: ClassVar[str] = "intake.keys.v1"

    key_id: str
    county: County
    wrapped: str | None = Field(default=None, description="base64, AES key wrap (RFC 3394)")
    algorithm: Literal["AES-256-GCM"] = "AES-256-GCM"
