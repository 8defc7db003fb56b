"""A petitioner needs a one-time code: for notifications alone, sealed, and of no use after a few minutes."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime

from lianjie_contracts.base import County, Event, Sealed
from lianjie_contracts.vocabulary import CodePurpose


class OneTimeCodeAsked(Event):
    """验证码. Code and addresses are sealed under the person's own key; after `expires_at` it is not sent any more."""

    type: ClassVar[str] = "one_time_code_asked"
    topic: ClassVar[str] = "intake.codes.{county}.v1"

    county: County
    matter_id: str
    item_no: str
    person: str
    purpose: CodePurpose
    code: Sealed
    phone: Sealed | None = None
    email: Sealed | None = None
    expires_at: AwareDatetime
