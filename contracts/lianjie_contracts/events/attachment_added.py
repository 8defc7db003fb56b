"""A file is added to an item: its fingerprint, kind and size; the bytes are asked for by fingerprint over HTTP."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.base import County, Event, Sealed
from lianjie_contracts.vocabulary import AttachmentRole


class AttachmentAdded(Event):
    """附件. Its name may name a person and is sealed; the bytes never travel on the bus (design 4)."""

    type: ClassVar[str] = "attachment_added"
    topic: ClassVar[str] = "intake.items.{county}.v1"

    item_id: str
    matter_id: str
    county: County
    attachment_id: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the original, which stays with the office")
    shared_sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="of the copy that units get: a picture without its place, time and device; else the same",
    )
    media_type: str = Field(description="by content, never by name")
    size: int = Field(ge=1, description="bytes of the original")
    role: AttachmentRole = AttachmentRole.SUBMITTED
    name: Sealed | None = Field(default=None, description="field file_name under the petitioner's key")
    shared_size: int | None = Field(default=None, ge=1, description="bytes of the copy that units get")
