"""A unit does one of its acts in a joint session (command on the unit's reply topic)."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from lianjie_contracts.base import Reply


class ReplySession(Reply):
    """The act by its name, the paper as the window's form would bring it; `matter_id` is any matter of the session."""

    type: ClassVar[str] = "reply_session"

    session_id: str
    act: str = Field(
        description="answer_invitation, confirm_line, report_decision, …: names as in docs/lifecycle.md"
    )
    paper: dict[str, Any] = Field(default_factory=dict, description="its fields")

    @property
    def wish(self) -> tuple[str, dict[str, Any]]:
        return self.act, self.paper
