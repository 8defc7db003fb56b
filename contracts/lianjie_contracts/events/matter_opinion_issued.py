"""The head of the unit has signed the handling opinion (信访处理意见书); row 24."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, Sha256, UnitCode, Value
from lianjie_contracts.vocabulary import ClaimResult, Seal


class ClaimAnswer(Value):
    """The answer to one claim; every claim has one, or names the unit that gives it (correction 10)."""

    claim_id: str
    result: ClaimResult
    text: str = ""
    answered_by: UnitCode | None = None


class ExternalOriginal(Value):
    """The unit's own sealed paper: `number` of the opinion is the paper's own (correction 14)."""

    scan: Sha256
    dated_on: date
    proof_of_service: str = Field(
        default="", description="how the unit has served it itself, if it has; naming nobody"
    )


class HandlingOpinion(Value):
    """D11.1: required contents of the opinion [R22 32]; a missing one is refused with OPINION_INCOMPLETE."""

    number: str = Field(min_length=1, description="文号, e.g. 住建信处〔2026〕57号")
    answers: tuple[ClaimAnswer, ...] = Field(min_length=1)
    facts: str = Field(min_length=1)
    evidence: str = Field(min_length=1)
    legal_basis: tuple[str, ...] = Field(min_length=1)
    review_organ: str = Field(
        min_length=1, description="organ to which review may be applied for within 30 days"
    )
    hearing_right_told: bool = True
    signed_by: str = Field(min_length=1)


class MatterOpinionIssued(MatterEvent):
    """签发: C07 is held from here; it ends with this instant if service is begun within C26 and succeeds (correction 8)."""

    type: ClassVar[str] = "matter_opinion_issued"

    unit: UnitCode
    opinion: HandlingOpinion
    sealed_with: Seal = Field(default=Seal.UNIT, description="seal_of_unit: whose seal it bears")
    external_original: ExternalOriginal | None = Field(
        default=None,
        description="then it is D11.2, and for facts and evidence the opinion may refer to the paper",
    )
