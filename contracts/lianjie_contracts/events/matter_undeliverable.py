"""The opinion could not be served in at least two modes, and its head agreed to say so; row 24b: stops C07, C10 does not start."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import MatterEvent, UnitCode


class MatterUndeliverable(MatterEvent):
    """办结 without service (correction 8): the result is kept for the query by code."""

    type: ClassVar[str] = "matter_undeliverable"

    unit: UnitCode
    delivery_id: str
    issued_at: AwareDatetime
    service_begun_at: AwareDatetime
    declared_at: AwareDatetime
