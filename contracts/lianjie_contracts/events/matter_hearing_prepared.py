"""A hearing before its day: the right told, applied for, decided or declined, postponed, withdrawn; rows H1 to H5, H8, H9."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent


class MatterHearingPrepared(MatterEvent):
    """听证权利告知、申请与决定 [R22 31(6); S1 一(三)]; which of them, its row says."""

    type: ClassVar[str] = "matter_hearing_prepared"

    number: str = Field(default="", description="of the petitioner's application")
    reason: str = ""
    remedy: str = Field(default="", description="declined: where else the petitioner may raise it")
