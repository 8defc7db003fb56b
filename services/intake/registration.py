"""What a clerk types at the REGISTER stage (row 1). Which of it must be there is a table: see registrar.py and tables/."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, field_validator, model_validator

from chassis.web import Form
from lianjie_contracts.vocabulary import (
    Channel,
    IdType,
    LitigationStatus,
    MatterClass,
    PetitionerType,
    RepeatResult,
    Source,
    Urgency,
)
from services.intake.typed import checked_email, checked_ethnicity, checked_phone, checked_uscc

LONGEST_CLAIM = 500


def _said(claims: tuple[str, ...]) -> tuple[str, ...]:
    said = tuple(claim.strip() for claim in claims if claim.strip())
    if any(len(claim) > LONGEST_CLAIM for claim in said):
        raise ValueError(f"一项请求最多 {LONGEST_CLAIM} 字。细节请写在内容里。")
    return said


Claims = Annotated[tuple[str, ...], Field(max_length=20), AfterValidator(_said)]
Lines = Annotated[tuple[Annotated[str, Field(max_length=500)], ...], Field(max_length=30)]


class PetitionerForm(Form):
    """信访人 as typed. No identity document is never a wall: give the reason, and it is followed up (correction 3)."""

    type: PetitionerType = PetitionerType.CITIZEN
    is_anonymous: bool = False
    name: str = Field(default="", max_length=100)
    id_type: IdType = IdType.RESIDENT
    id_no: str = Field(default="", max_length=30)
    id_unavailable_reason: str = Field(default="", max_length=100)
    uscc: Annotated[str, Field(max_length=40), AfterValidator(checked_uscc)] = ""
    phone: Annotated[str, Field(max_length=40), AfterValidator(checked_phone)] = ""
    address: str = Field(default="", max_length=200)
    address_code: str = Field(default="", pattern=r"^(\d{6}(\d{3}|\d{6})?)?$")
    household_addr: str = Field(default="", max_length=200)
    email: Annotated[str, AfterValidator(checked_email)] = ""
    consents_electronic: bool = False
    gender: Literal["", "0", "1", "2", "9"] = ""  # GB/T 2261.1
    birth_on: date | None = None
    ethnicity: Annotated[str, AfterValidator(checked_ethnicity)] = ""
    occupation: str = Field(default="", max_length=100)

    @model_validator(mode="after")
    def _consent_needs_an_address(self) -> PetitionerForm:
        if self.consents_electronic and not self.email:
            raise ValueError("同意电子送达时须填电子邮箱。")
        return self


class AgentForm(Form):
    """代理人: acts for the petitioner under a written mandate, whose number or description is kept [SD 28]."""

    person: PetitionerForm
    mandate: str = Field(max_length=100)

    @field_validator("mandate")
    @classmethod
    def _in_writing(cls, mandate: str) -> str:
        if not mandate:
            raise ValueError("代理人须有授权委托书。请写明委托书编号或签署日期。")
        return mandate


class AccusedForm(Form):
    """被反映人, as far as they are named."""

    name: str = Field(default="", max_length=100)
    position: str = Field(default="", max_length=100)


class LeaderInstructionForm(Form):
    """领导批示 an item came with."""

    leader: str = Field(min_length=1, max_length=50)
    text: str = Field(min_length=1, max_length=1000)
    given_on: date
    due_on: date | None = None


class GroundForm(Form):
    """A ground as it was shown: which, and whether it was said to be the same."""

    ground: Literal["person", "title", "place", "claims", "category", "accused"]
    same: bool


class RepeatAnswerForm(Form):
    """What somebody answered when an earlier item was laid beside this one (spec/domain 3.2)."""

    item_no: Annotated[
        str, Field(max_length=40), AfterValidator(lambda given: "".join(given.split()).upper())
    ]
    result: RepeatResult
    grounds: Annotated[tuple[GroundForm, ...], Field(max_length=6)] = ()


class RegistrationForm(Form):
    """One item as handed in. `received_at` may lie in the past (a letter), never in the future."""

    channel: Channel
    source: Source = Source.SELF
    received_at: AwareDatetime | None = None
    postmark_on: date | None = None
    petitioner: PetitionerForm = PetitionerForm()
    headcount: int = Field(default=1, ge=1, le=100_000)
    representatives: Annotated[tuple[PetitionerForm, ...], Field(max_length=20)] = ()
    signatories_count: int | None = Field(default=None, ge=1, le=1_000_000)
    agents: Annotated[tuple[AgentForm, ...], Field(max_length=20)] = ()
    place_code: str = Field(pattern=r"^\d{6}(\d{3})?$")
    title: str = Field(min_length=1, max_length=100)
    main_content: str = Field(default="", max_length=5000)
    claims: Claims = ()
    facts_reasons: str = Field(default="", max_length=5000)
    prior_history: Lines = ()
    skip_or_repeat_reason: str = Field(default="", max_length=500)
    matter_class: MatterClass = MatterClass.APPEAL
    category: str = Field(default="", max_length=8)
    litigation_status: LitigationStatus = LitigationStatus.NOT_ASKED
    urgency: Urgency = Urgency.ORDINARY
    secrecy_requested: bool = False
    want_reply: bool | None = None
    publishable: bool | None = None
    accused_unit: str | None = None
    accused: AccusedForm | None = None
    special_needs: tuple[str, ...] = ()
    leader_instruction: LeaderInstructionForm | None = None
    exchange_no: str | None = Field(default=None, max_length=60)
    exchange_due_on: date | None = None
    repeat_of: str | None = None
    repeats: Annotated[tuple[RepeatAnswerForm, ...], Field(max_length=20)] = ()
    desk: str | None = Field(default=None, max_length=40)

    @property
    def asked(self) -> tuple[str, ...]:
        """The claims; before the interview nobody may have typed any, and the one line on the matter stands for them."""
        return self.claims or (self.title,)

    @property
    def incomplete(self) -> bool:
        """A letter, call or web form from which the sender cannot be found; exempt from the duty of notice [R22 23]."""
        person = self.petitioner
        return not person.is_anonymous and not (
            person.name and (person.address or person.phone or person.email)
        )
