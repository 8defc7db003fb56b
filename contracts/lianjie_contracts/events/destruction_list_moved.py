"""A list of shelved letters to be destroyed was proposed, approved, rejected or executed; the list itself is kept."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Actor, County, Event, Value
from lianjie_contracts.vocabulary import DestructionState


class ListedLetter(Value):
    """One line of the list; `left_out` says why it was not destroyed after all."""

    letter_id: str
    letter_no: str
    township: str
    reason: str
    since: AwareDatetime
    left_out: str = ""


class DestructionListMoved(Event):
    """Full state after each act, so that the list can be rebuilt from its last message alone [domain 18; clocks C35]."""

    type: ClassVar[str] = "destruction_list_moved"
    topic: ClassVar[str] = "intake.letters.{county}.v1"

    list_id: str
    list_no: str
    county: County
    office: str
    state: DestructionState
    letters: tuple[ListedLetter, ...]
    proposed_by: Actor
    proposed_at: AwareDatetime
    decided_by: Actor | None = None
    decided_at: AwareDatetime | None = None
    because: str = Field(default="", description="why it was rejected")
    executed_by: Actor | None = None
    executed_at: AwareDatetime | None = None
    witnesses: tuple[str, ...] = ()
