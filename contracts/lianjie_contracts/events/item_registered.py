"""An item (one letter, visit, call or web form) is registered; row 1 of the transition table."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import (
    Accused,
    Agent,
    Claim,
    County,
    Event,
    LeaderInstruction,
    Petitioner,
    Place,
    RepeatAnswer,
    Sealed,
    UnitCode,
)
from lianjie_contracts.carried_over import CarriedOver
from lianjie_contracts.vocabulary import Channel, LitigationStatus, MatterClass, Purpose, Source, Urgency


class ItemRegistered(Event):
    """登记 [R22 21, 22]. Contact fields are sealed; only notifications and the workbench open them."""

    type: ClassVar[str] = "item_registered"
    topic: ClassVar[str] = "intake.items.{county}.v1"

    item_id: str
    item_no: str
    matter_id: str = Field(description="own matter for a first item; the linked matter for a repeat")
    is_repeat: bool = False
    county: County
    office: str
    profile: str = "national_2022"
    channel: Channel
    source: Source = Source.SELF
    received_at: AwareDatetime = Field(description="starts C01, C02 [R22 22]")
    registered_at: AwareDatetime
    postmark_on: date | None = None
    petitioner: Petitioner
    headcount: int = Field(default=1, ge=1)
    representatives: tuple[Petitioner, ...] = ()
    place: Place
    title: str = Field(max_length=100)
    main_content: str = Field(default="", max_length=5000)
    claims: tuple[Claim, ...]
    matter_class: MatterClass = MatterClass.APPEAL
    category: str = Field(default="", description="内容分类 L1 code, empty until screened")
    litigation_status: LitigationStatus = LitigationStatus.NOT_ASKED
    urgency: Urgency = Urgency.ORDINARY
    secrecy_requested: bool = False
    accused_unit: UnitCode | None = Field(
        default=None, description="unit complained of; never a target [R22 30]"
    )
    incomplete: bool = Field(
        default=False, description="letter or call without all fields; registered all the same"
    )
    special_needs: tuple[str, ...] = ()
    query_code: Sealed | None = Field(
        default=None, description="for the receipt; sealed like a personal field"
    )
    first_handler: str | None = None
    desk: str | None = None
    session_id: str | None = None
    leader_duty_id: str | None = None
    exchange_no: str | None = Field(default=None, description="number of the superior system (上级转交)")
    exchange_due_on: date | None = Field(default=None, description="the superior's date for its answer")
    agents: tuple[Agent, ...] = ()
    signatories_count: int | None = Field(default=None, ge=1, description="联名人数 of a joint letter")
    accused: Accused | None = None
    purpose: Purpose | None = None
    category_l2: str = ""
    facts_reasons: str = Field(default="", max_length=5000, description="事实和理由 [R22 19]")
    prior_history: tuple[str, ...] = ()
    skip_or_repeat_reason: str = ""
    want_reply: bool | None = Field(default=None, description="none: not asked")
    publishable: bool | None = Field(default=None, description="none: not asked")
    leader_instruction: LeaderInstruction | None = None
    repeats: tuple[RepeatAnswer, ...] = Field(
        default=(), description="what was answered about earlier items laid beside this one"
    )
    quick_report_id: str | None = Field(default=None, description="the quick report it was made from (QR10)")
    quick_report_no: str | None = None
    carried_over: CarriedOver | None = Field(
        default=None,
        description="only of an item from an older system's list; its number there is exchange_no",
    )
