"""A unit objects that a matter is not its own (command on the unit's reply topic)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import Reply


class ReplyObject(Reply):
    """管辖异议: once per unit and sender, within C05, with detailed reasons [R22 23]."""

    type: ClassVar[str] = "reply_object"
    asks: ClassVar[str] = "object"

    reasons: str
    basis: str
    competent_unit: str = Field(description="who is competent, in words")
