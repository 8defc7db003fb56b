"""What citizens and the window send to the citizen's part."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from chassis.web import Form
from lianjie_contracts.vocabulary import Application, CodeKind, CodePurpose, Rated, Satisfaction
from services.intake.typed import checked_phone


def _phone(given: str) -> str:
    if not given:
        raise ValueError("请留一个电话，收办理结果用；不方便请打电话给我们，我们代您填。")
    return checked_phone(given)


class StatusQuestion(Form):
    item_no: str = Field(max_length=40)
    query_code: str = Field(max_length=40)


class Ticketed(Form):
    """`ticket`: what number and code together were answered with."""

    ticket: str = Field(max_length=600)


class CodeQuestion(Ticketed):
    purpose: CodePurpose


class Proved(Ticketed):
    one_time_code: str = Field(default="", max_length=12)


class SupplementForm(Proved):
    """`form_key`: under which the attachments were uploaded; without it, the command's own."""

    text: str = Field(min_length=1, max_length=5000)
    form_key: str = Field(default="", max_length=64)
    attachments: tuple[str, ...] = Field(default=(), max_length=9)


class WithdrawalForm(Proved):
    own_will: bool = False
    reason: str = Field(default="", max_length=500)


class RatingForm(Form):
    rated: Rated
    level: Satisfaction
    comment: str = Field(default="", max_length=1000)


class EvaluationForm(Proved):
    """Office and unit, each apart; one of them is enough."""

    ratings: tuple[RatingForm, ...] = Field(min_length=1, max_length=2)


class ApplicationForm(Proved):
    """`good_reason`: why it comes after its window; `person`: who is to keep out."""

    application: Application
    reason: str = Field(default="", max_length=5000)
    good_reason: str = Field(default="", max_length=5000)
    person: str = Field(default="", max_length=100)


class TakenBackForm(Proved):
    """An application taken back, by free will."""

    application: Application
    own_will: bool = False
    reason: str = Field(default="", max_length=500)


class QuestionForm(Ticketed):
    text: str = Field(min_length=1, max_length=500)


class AnswerForm(Form):
    number: str = Field(max_length=40)
    text: str = Field(min_length=1, max_length=1000)


class LostCodeForm(Form):
    """`phone` is the registered one, as the petitioner knows it."""

    item_no: str = Field(max_length=40)
    phone: str = Field(max_length=30)
    one_time_code: str = Field(default="", max_length=12)


class WindowCodeForm(Form):
    """At the window: `person` 0 is the petitioner; `identity` says which document was looked at."""

    item_no: str = Field(max_length=40)
    code: CodeKind
    person: int = Field(default=0, ge=0, le=5)
    purpose: CodePurpose | None = None
    identity: str = Field(min_length=1, max_length=60)


class HandInForm(Form):
    """One screen (correction 16): where, what, a telephone, is it before a court. No identity is asked."""

    place: str = Field(max_length=20, description="a sign's code, a township's, or the county's")
    text: str = Field(min_length=1, max_length=4000)
    phone: Annotated[str, AfterValidator(_phone)]
    in_court: Literal["NO", "YES", "UNSURE"] = "UNSURE"
    scanned: bool = True
    photos: tuple[str, ...] = Field(default=(), max_length=3, description="uploaded under this form's key")


class SignForm(Form):
    label: str = Field(min_length=1, max_length=60)
    place_code: str = Field(pattern=r"^\d{6}(\d{3})?$")
