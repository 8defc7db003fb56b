"""A petitioner wanted to take something back, too late: told why, and what is open instead."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterWishDeclined(MatterEvent):
    """撤回申请、取消撤回来迟. The ground is that of the condition which did not hold; nothing has moved."""

    type: ClassVar[str] = "matter_wish_declined"

    wish: str = Field(description="the act that was wished for, as the transition table calls it")
    number: str = Field(default="", description="under which the wish was taken in")
    code: str
    because: str
    remains: str = Field(default="", description="what the petitioner may do now")
