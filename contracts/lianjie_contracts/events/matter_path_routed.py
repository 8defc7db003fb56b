"""A matter goes on another legal path; rows 14 and 14.2: stops C04 or voids C07, starts C47."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import Claim, MatterEvent, UnitCode
from lianjie_contracts.vocabulary import Path


class MatterPathRouted(MatterEvent):
    """导入法定途径 [R22 31]: which organ, on what basis, how and where."""

    type: ClassVar[str] = "matter_path_routed"

    unit: UnitCode
    claims: tuple[Claim, ...]
    path: Path
    organ: str = ""
    basis: str = ""
    procedure: str = ""
    address: str = ""
