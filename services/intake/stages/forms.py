"""What is typed at the stages INTERVIEW and SCREEN (correction 16), and for a correction."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, field_validator, model_validator

from chassis.web import Form
from lianjie_contracts.vocabulary import CorrectionKind, LitigationStatus, MatterClass, Path, Purpose
from services.intake.registration import AccusedForm, Claims, Lines, PetitionerForm


class ReadBackForm(Form):
    """宣读核对: read to the petitioner and signed, or not signed and why. Holders: petitioner, representatives.0, agents.0."""

    at: AwareDatetime | None = None
    signed_by: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=20)] = ()
    refused_because: str = Field(default="", max_length=200)

    @model_validator(mode="after")
    def _one_or_the_other(self) -> ReadBackForm:
        if not self.signed_by and not self.refused_because:
            raise ValueError("请宣读笔录并由来访人签名；不愿签名的写明原因。")
        return self


class InterviewForm(Form):
    """接谈: what the petitioner says, in their own sense. `conduct` is about this visit, never about the person.

    `representatives`: those chosen only now; who was registered already is not named again.
    """

    claims: Claims = Field(min_length=1)
    facts_reasons: str = Field(min_length=1, max_length=5000)
    main_content: str | None = Field(default=None, max_length=5000)
    prior_history: Lines = ()
    skip_or_repeat_reason: str = Field(default="", max_length=500)
    consulted_units: Lines = ()
    conduct: Lines = ()
    litigation_status: LitigationStatus | None = None
    want_reply: bool | None = None
    publishable: bool | None = None
    representatives: Annotated[tuple[PetitionerForm, ...], Field(max_length=20)] = ()
    read_back: ReadBackForm

    @field_validator("claims")
    @classmethod
    def _at_least_one(cls, claims: tuple[str, ...]) -> tuple[str, ...]:
        if not claims:
            raise ValueError("请至少写一项请求，每行一项。")
        return claims


class ScreenedClaim(Form):
    """A claim and the path proposed for it. Without `claim_id` it is a further one; `text` mends or adds the words."""

    claim_id: str | None = Field(default=None, max_length=60)
    text: str = Field(default="", max_length=500)
    path: Path
    path_basis: str = Field(default="", max_length=300)


class ScreenForm(Form):
    """甄别: what the item is about, by the front door's judgement; dispatching decides."""

    matter_class: MatterClass
    purpose: Purpose
    category: str = Field(pattern=r"^\d{2}$")
    category_l2: str = Field(default="", pattern=r"^(\d{4})?$")
    claims: tuple[ScreenedClaim, ...] = Field(min_length=1, max_length=20)
    accused_unit: str | None = None
    accused: AccusedForm | None = None
    litigation_status: LitigationStatus | None = None


class FieldChange(Form):
    """A field by its name in the form (petitioner.phone, representatives.0.name, claims), and what is right."""

    field: str = Field(min_length=1, max_length=60)
    to: str | int | bool | list[str] | None = None


class CorrectionForm(Form):
    """更正: the kind of fault, who found it and when, and every field with what is right; what was there is known."""

    kind: CorrectionKind
    found_by: str = Field(min_length=1, max_length=60)
    found_at: AwareDatetime | None = None
    reason: str = Field(default="", max_length=300)
    changes: tuple[FieldChange, ...] = Field(min_length=1, max_length=30)
