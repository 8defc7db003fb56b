"""A suggestion is answered: adopted, partly or not, with reasons; row 44: stops C50, starts C24, C26 and C46."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.vocabulary import SuggestionResult


class MatterSuggestionAnswered(MatterEvent):
    """建议答复 [R22 29]: no C10, for a review exists on the petition path alone (correction 11)."""

    type: ClassVar[str] = "matter_suggestion_answered"

    unit: UnitCode
    result: SuggestionResult
    reasons: str = ""
    study: str = Field(default="", description="研究论证: how it was looked into")
