"""The front door has said what an item is about (甄别前的分类建议); stage SCREEN of the registration (correction 16)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import Actor, Claim, UnitCode, Value
from lianjie_contracts.item_event import ItemEvent
from lianjie_contracts.vocabulary import MatterClass, Purpose


class Screening(Value):
    """Class, purpose, category, a path for each claim, and whom the item complains of [R22 29-31]."""

    at: AwareDatetime
    by: Actor
    matter_class: MatterClass
    purpose: Purpose
    category: str
    category_l2: str = ""
    claims: tuple[Claim, ...]
    accused_unit: UnitCode | None = None


class ItemScreened(ItemEvent):
    """The front door's proposal; routing takes it into a matter that is not yet dispatched."""

    type: ClassVar[str] = "item_screened"

    screening: Screening
