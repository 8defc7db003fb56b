"""A matter goes into another one of the same person about the same facts; row 42, voids its limits."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import MatterEvent


class MatterMerged(MatterEvent):
    """并案 [corrections 1; domain 3.2]: its end. Whoever asks for it is led to the survivor, which tells `matter_absorbed`."""

    type: ClassVar[str] = "matter_merged"

    into: str
    into_no: str = ""
    reason: str = ""
    approved_by: str | None = None
