"""What all events of dossiers share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event


class DossierEvent(Event):
    """A fact about the dossier of one matter; the stream is the dossier."""

    topic: ClassVar[str] = "notifications.dossiers.v1"

    matter_id: str
    county: County
    dossier_no: str = Field(description="卷号")
