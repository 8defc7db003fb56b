"""A unit issues its opinion (command on the unit's reply topic)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import Reply, Value
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.vocabulary import Seal


class OfferedOriginal(Value):
    """The unit's own sealed paper as offered: its scan, a file of the matter with the role SEALED_PAPER, by fingerprint."""

    scan: str = ""
    dated_on: date | None = None
    proof_of_service: str = ""


class OfferedOpinion(Value):
    """The opinion as offered: anything may be missing here, for what is missing is refused in words, not as a dead letter."""

    number: str = ""
    answers: tuple[ClaimAnswer, ...] = ()
    facts: str = ""
    evidence: str = ""
    legal_basis: tuple[str, ...] = ()
    review_organ: str = ""
    hearing_right_told: bool = True
    signed_by: str = ""


class ReplyIssueOpinion(Reply):
    """出具处理意见: drafted by `drafted_by`, signed by `by` (who must be another person)."""

    type: ClassVar[str] = "reply_issue_opinion"
    asks: ClassVar[str] = "issue_opinion"
    drafted_by: str = Field(default="")
    opinion: OfferedOpinion
    sealed_with: Seal = Seal.UNIT
    external_original: OfferedOriginal | None = None
