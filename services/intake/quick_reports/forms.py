"""What is sent to the quick reports' desk, field by field."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from chassis.web import Form
from lianjie_contracts.vocabulary import Satisfaction
from services.intake.typed import checked_phone

FORM_KEY = r"^[A-Za-z0-9-]{8,64}$"
Ids = Annotated[tuple[str, ...], Field(max_length=9)]


class ReportForm(Form):
    """Nobody is asked who he is; a telephone only for who wants to be called back. `photos`: ids of attachments that were
    uploaded under the same form key."""

    form_key: str = Field(pattern=FORM_KEY)
    kind: str = Field(default="other", max_length=20)
    place_code: str = Field(pattern=r"^\d{6}(\d{3})?$")
    where: str = Field(default="", max_length=100)
    text: str = Field(default="", max_length=1000)
    phone: Annotated[str, AfterValidator(checked_phone)] = ""
    photos: Ids = ()


class ByCode(Form):
    number: str = Field(max_length=40)
    code: str = Field(max_length=40)


class RatingForm(ByCode):
    level: Satisfaction


class PetitionForm(Form):
    """A petition is somebody's: without name and telephone it is registered as the channel allows it (correction 16)."""

    reason: str = Field(default="", max_length=200)
    title: str = Field(default="", max_length=100)
    name: str = Field(default="", max_length=100)
    phone: Annotated[str, AfterValidator(checked_phone)] = ""


class PetitionByCode(PetitionForm, ByCode):
    """The sender's own wish."""


class DispatchForm(Form):
    unit: str = Field(max_length=40)


class WordsForm(Form):
    said: str = Field(default="", max_length=300)
    due_on: date | None = None


class DoneForm(Form):
    """Photos by their attachments' ids, uploaded by the same person."""

    note: str = Field(default="", max_length=300)
    before: Ids = ()
    after: Ids = ()
    no_photo_reason: str = Field(default="", max_length=200)


class RejectForm(Form):
    """No reason chosen is no error of the form: the table's guard says so in words."""

    reason: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=200)
