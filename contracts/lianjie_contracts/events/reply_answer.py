"""A unit answers a supervision or a recommendation (command on the unit's reply topic)."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from lianjie_contracts.base import Reply


class ReplyAnswer(Reply):
    """The answer to an `answer_asked`, the paper as the window's form would bring it; what is wrong is answered field by field."""

    type: ClassVar[str] = "reply_answer"

    record: str = Field(description="as `answer_asked` names it")
    act: str = Field(description="as `answer_asked` names it")
    paper: dict[str, Any] = Field(
        default_factory=dict,
        description="answer_supervision: facts, measures, done_on; answer_recommendation: result, reasons, text",
    )

    @property
    def wish(self) -> tuple[str, dict[str, Any]]:
        return self.act, self.paper
