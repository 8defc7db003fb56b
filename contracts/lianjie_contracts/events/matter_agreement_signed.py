"""A mediation has ended in an agreement, and the matter is complete; row 19: stops C07, execution begins."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterAgreementSigned(MatterEvent):
    """调解协议 [R22 33]: no opinion, so no review; a breach reopens the matter (row 36.5)."""

    type: ClassVar[str] = "matter_agreement_signed"

    unit: UnitCode
    number: str = ""
    mediator: str = Field(default="", description="an official, or a people's mediator in office")
    performance_on: date | None = None
    terms: str = Field(default="", description="what was agreed; the signed original stands above it")
