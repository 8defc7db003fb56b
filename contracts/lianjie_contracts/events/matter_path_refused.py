"""The organ of the other path has refused in writing: the matter is in hand again; row 16, starts C07."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import Claim, MatterEvent, UnitCode


class MatterPathRefused(MatterEvent):
    """有关机关不予受理 [R22 31(6)]: nobody is turned away twice."""

    type: ClassVar[str] = "matter_path_refused"

    unit: UnitCode
    claims: tuple[Claim, ...]
    organ: str = ""
    proof: tuple[str, ...] = ()
