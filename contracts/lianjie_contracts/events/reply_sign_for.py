"""A unit signs for a matter (command on the unit's reply topic)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import Actor, Message, UnitCode


class ReplySignFor(Message):
    """签收. The topic is the identity: what stands in `unit` must be the topic's unit."""

    type: ClassVar[str] = "reply_sign_for"
    topic: ClassVar[str] = "replies.{unit}.v1"

    unit: UnitCode
    matter_id: str
    by: Actor
    at: AwareDatetime
