"""A matter is archived; row 37: afterwards new facts or orders make a linked new matter."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterArchived(MatterEvent):
    """归档, never while a right is open."""

    type: ClassVar[str] = "matter_archived"

    dossier_no: str = Field(default="", description="卷号")
