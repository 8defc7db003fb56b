"""A unit does any of its acts (command on the unit's reply topic)."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from lianjie_contracts.base import Reply


class ReplyAct(Reply):
    """The act by its name, the paper as the window's form would bring it; what is wrong with it is answered field by field."""

    type: ClassVar[str] = "reply_act"

    act: str = Field(
        description="name of the act, as in docs/lifecycle.md and `GET /matters/{id}/acts`, e.g. extend"
    )
    paper: dict[str, Any] = Field(
        default_factory=dict, description="its fields; `asks` of that act names them"
    )

    files: tuple[str, ...] = Field(
        default=(),
        description="fingerprints (SHA-256) of the matter's files that the act rests on, uploaded before",
    )

    @property
    def wish(self) -> tuple[str, dict[str, Any]]:
        return self.act, self.paper | ({"files": list(self.files)} if self.files else {})
