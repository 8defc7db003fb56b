"""A unit signs for a matter (command on the unit's reply topic)."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.base import Reply


class ReplySignFor(Reply):
    """签收."""

    type: ClassVar[str] = "reply_sign_for"
    asks: ClassVar[str] = "sign_for"
