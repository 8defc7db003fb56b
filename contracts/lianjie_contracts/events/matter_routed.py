"""What a unit may see of a matter, whole, on its own topic."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Assignment, Claim, Event, Place, Sealed, Sha256, UnitCode, Value
from lianjie_contracts.vocabulary import AttachmentRole, Channel, MatterClass, MatterState, Urgency


class RoutedFile(Value):
    """A file of the matter: the bytes are asked for over HTTP by its fingerprint, by a person of the unit, on record."""

    sha256: Sha256
    media_type: str = Field(description="by content")
    size: int | None = Field(default=None, description="bytes; of a file taken before sizes were told, none")
    role: AttachmentRole = AttachmentRole.SUBMITTED
    name: Sealed | None = Field(default=None, description="may name a person; opened by the owner's API")


class MatterRouted(Event):
    """Full state after each change, so that a unit's system needs no history; `ce_seq` grows but has gaps.

    A restricted matter is a ticket only: number and where to collect the papers. The author of an accusation never
    enters a unit's topic [R22 30].
    """

    type: ClassVar[str] = "matter_routed"
    topic: ClassVar[str] = "routed.{unit}.v1"

    unit: UnitCode
    matter_id: str
    item_nos: tuple[str, ...]
    state: MatterState
    ticket_only: bool = False
    title: str = ""
    main_content: str = ""
    claims: tuple[Claim, ...] = ()
    assignment: Assignment
    channel: Channel | None = None
    matter_class: MatterClass | None = None
    place: Place | None = None
    urgency: Urgency = Urgency.ORDINARY
    headcount: int = 1
    simple: bool = Field(
        default=False, description="简易办理: to be accepted and answered in the short limits"
    )
    petitioner_name: Sealed | None = Field(
        default=None, description="opened by the owner's API, by a logged request"
    )
    received_at: AwareDatetime | None = None
    requirement: str = Field(
        default="", description="what the office asks for: handle, or handle and report back"
    )
    report_due_at: AwareDatetime | None = None
    share_state: str = Field(
        default="", description="where this unit's own share stands (machine assignment of docs/lifecycle.md)"
    )
    execution: str = Field(default="", description="where the carrying out stands (machine execution)")
    closing_check: str = Field(
        default="", description="whether a report is owed, and where it stands (machine closing_check)"
    )
    issued_at: AwareDatetime | None = Field(default=None, description="when the lead's opinion was issued")
    handlers: tuple[str, ...] = Field(
        default=(), description="who investigates, as the lead has named them; told to the lead alone"
    )
    attachments: tuple[RoutedFile, ...] = Field(
        default=(), description="copies that units get: pictures without place, time and device"
    )
    item_ids: tuple[str, ...] = Field(
        default=(), description="under which the owner lists the files and takes the unit's own"
    )
