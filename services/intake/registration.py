"""What a clerk types at the REGISTER stage, and which of it must be right before a number is given (row 1)."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
    field_validator,
    model_validator,
)

from chassis.web import Form
from lianjie_contracts.vocabulary import (
    Channel,
    IdType,
    LitigationStatus,
    MatterClass,
    PetitionerType,
    Source,
    Urgency,
)

MAX_REPRESENTATIVES = 5  # R22 art. 20
_MAY_BE_INCOMPLETE = (Channel.LETTER, Channel.PHONE, Channel.FAX, Channel.QR, Channel.ONLINE)
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^0\d{2,3}-?\d{7,8}$")
_EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$")


def checked_phone(given: str) -> str:
    """A mobile or a landline with area code; the error says what is missing."""
    number = re.sub(r"[\s-]", "", given) if given.startswith("1") else given.strip()
    if not number or _MOBILE.match(number) or _LANDLINE.match(number):
        return number
    if number.startswith("1") and number.isdigit() and len(number) != 11:
        gap = 11 - len(number)
        said = f"手机号少 {gap} 位。请补足 11 位" if gap > 0 else f"手机号多 {-gap} 位。手机号为 11 位"
        raise ValueError(f"{said}；座机请写区号，如 0775-2830016。")
    raise ValueError("电话看不出是手机还是座机。手机为 11 位；座机请写区号，如 0775-2830016。")


def checked_email(given: str) -> str:
    address = given.strip()
    if address and not _EMAIL.match(address):
        raise ValueError("电子邮箱不完整。应像 name@example.com；没有可不填。")
    return address


class PetitionerForm(Form):
    """信访人 as typed. No identity document is never a wall: give the reason, and it is followed up (correction 3)."""

    type: PetitionerType = PetitionerType.CITIZEN
    is_anonymous: bool = False
    name: str = Field(default="", max_length=100)
    id_type: IdType = IdType.RESIDENT
    id_no: str = Field(default="", max_length=30)
    id_unavailable_reason: str = Field(default="", max_length=100)
    phone: Annotated[str, AfterValidator(checked_phone)] = ""
    address: str = Field(default="", max_length=200)
    email: Annotated[str, AfterValidator(checked_email)] = ""
    consents_electronic: bool = False

    @model_validator(mode="after")
    def _consent_needs_an_address(self) -> PetitionerForm:
        if self.consents_electronic and not self.email:
            raise ValueError("同意电子送达时须填电子邮箱。")
        return self


class RegistrationForm(Form):
    """One item as handed in. `received_at` may lie in the past (a letter), never in the future."""

    channel: Channel
    source: Source = Source.SELF
    received_at: AwareDatetime | None = None
    postmark_on: date | None = None
    petitioner: PetitionerForm = PetitionerForm()
    headcount: int = Field(default=1, ge=1, le=100_000)
    representatives: tuple[PetitionerForm, ...] = ()
    place_code: str = Field(pattern=r"^\d{6}(\d{3})?$")
    title: str = Field(min_length=1, max_length=100)
    main_content: str = Field(default="", max_length=5000)
    claims: tuple[str, ...] = Field(min_length=1, max_length=20)
    matter_class: MatterClass = MatterClass.APPEAL
    category: str = Field(default="", max_length=8)
    litigation_status: LitigationStatus = LitigationStatus.NOT_ASKED
    urgency: Urgency = Urgency.ORDINARY
    secrecy_requested: bool = False
    accused_unit: str | None = None
    special_needs: tuple[str, ...] = ()
    repeat_of: str | None = None
    desk: str | None = Field(default=None, max_length=40)

    @field_validator("claims")
    @classmethod
    def _each_says_something(cls, claims: tuple[str, ...]) -> tuple[str, ...]:
        said = tuple(claim.strip() for claim in claims if claim.strip())
        if not said:
            raise ValueError("请至少写一项请求，每行一项。")
        if any(len(claim) > 500 for claim in said):
            raise ValueError("一项请求最多 500 字。细节请写在内容里。")
        return said

    @field_validator("representatives")
    @classmethod
    def _five_at_most(cls, people: tuple[PetitionerForm, ...]) -> tuple[PetitionerForm, ...]:
        if len(people) > MAX_REPRESENTATIVES:
            raise ValueError("代表不得超过5人。")
        return people

    @model_validator(mode="after")
    def _who_can_be_found(self) -> RegistrationForm:
        """A visitor and a group tell who they are; a letter or a call may be incomplete and is registered all the same."""
        person = self.petitioner
        anonymous = person.is_anonymous and (
            self.channel in _MAY_BE_INCOMPLETE or self.matter_class == MatterClass.ACCUSATION
        )
        if person.is_anonymous and not anonymous:
            raise ValueError("来访须登记姓名；只有来信、来电和检举控告可以匿名。")
        if self.channel == Channel.VISIT and not person.name and not anonymous:
            raise ValueError("请填写来访人姓名。")
        if (
            self.channel == Channel.VISIT
            and not anonymous
            and not person.id_no
            and not person.id_unavailable_reason
        ):
            raise ValueError("请核对证件,或填写未能核对的原因后继续登记。")
        if self.channel == Channel.QR and not person.phone:
            raise ValueError("请留电话，便于回复。")
        return self

    @property
    def incomplete(self) -> bool:
        """A letter, call or web form from which the sender cannot be found; exempt from the duty of notice [R22 23]."""
        person = self.petitioner
        return not person.is_anonymous and not (
            person.name and (person.address or person.phone or person.email)
        )
