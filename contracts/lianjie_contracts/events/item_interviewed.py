"""The petitioner was heard and the record read back (接谈); stage INTERVIEW of the registration (correction 16)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Actor, Value
from lianjie_contracts.item_event import ItemEvent


class ReadBack(Value):
    """宣读核对: who of the petitioners signed, or why nobody did. `signed_by` names holders, never persons:
    petitioner, representatives.0, agents.0."""

    at: AwareDatetime
    signed_by: tuple[str, ...] = ()
    refused_because: str = ""


class Interview(Value):
    """One talk as written down and read back [S4 接谈]."""

    at: AwareDatetime
    by: Actor
    claims: tuple[str, ...]
    facts_reasons: str
    prior_history: tuple[str, ...] = ()
    skip_or_repeat_reason: str = ""
    consulted_units: tuple[str, ...] = ()
    conduct: tuple[str, ...] = Field(
        default=(), description="what happened on this visit; never a mark on a person"
    )
    read_back: ReadBack


class ItemInterviewed(ItemEvent):
    """接谈: the claims in the petitioner's own sense stand from now on."""

    type: ClassVar[str] = "item_interviewed"

    interview: Interview
