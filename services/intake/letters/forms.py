"""What a clerk types in the letter room, and which of it must be right before anything is done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from chassis.web import Form
from lianjie_contracts.vocabulary import HoldReason, LetterKind, LetterMode, ValuableKind
from services.intake.letters.acts import Act
from services.intake.registration import RegistrationForm

BUNDLE = 50  # letters in one entry
EARLIEST = datetime(
    2000, 1, 1, tzinfo=UTC
)  # no letter on any desk is older; and no clock is turned further than this
Line = Annotated[str, Field(max_length=100)]
Text = Annotated[str, Field(max_length=1000)]


def _of_our_time(at: datetime) -> datetime:
    if not EARLIEST <= at <= EARLIEST.replace(year=2100):
        raise ValueError("年份不对。请核对日期。")
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
Count = Annotated[int, Field(ge=0, le=1000)]


class CoverForm(Form):
    """One envelope of the morning's post. What cannot be read stays empty: it is signed in all the same."""

    kind: LetterKind = LetterKind.ORDINARY
    sender: Line = ""
    address: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""
    postmark_on: date | None = None
    postmark_place: Line = ""
    postcode: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    stamps: Line = ""
    enclosures: Count = 0


class BundleForm(Form):
    """A bundle signed for together; `received_at` is its stamp of receipt."""

    received_at: Moment | None = None
    letters: tuple[CoverForm, ...] = Field(min_length=1, max_length=BUNDLE)


class ContentsForm(Form):
    """What was in the envelope, counted."""

    sheets: Count = 0
    enclosures: Count = 0
    note: Line = ""


class StepForm(Form):
    """One step. Nobody named: whoever notes it has done it; no time: now."""

    act: Act
    operator: Line | None = None
    done_at: Moment | None = None
    note: Text = ""
    mode: LetterMode | None = None
    contents: ContentsForm | None = None


class EntryForm(Form):
    """登记审阅: the proposal for the deputy head, and the item as which the letter is registered."""

    opinion: Text
    mode: LetterMode | None = None
    conflict: bool = False
    operator: Line | None = None
    registration: RegistrationForm


class ValuableForm(Form):
    """What lay in the envelope, found and counted by two."""

    kind: ValuableKind
    what: Line
    amount: Line = ""
    found_by: tuple[Line, Line]
    kept_at: Line


class ReturnForm(Form):
    """退还回执."""

    receipt_no: Line
    recipient: Line
    how: Line
    proof: Line


class ShelfForm(Form):
    """Onto the shelf (reason and box), or down again (because)."""

    reason: HoldReason = HoldReason.OTHER
    because: Text = ""
    box: Line = ""


class GroupForm(Form):
    """The letters that say the same as `lead_no`; no lead: they stand alone again."""

    lead_no: Line = ""
    letters: tuple[str, ...] = Field(min_length=1, max_length=200)


class ListForm(Form):
    """The letters proposed for destruction."""

    letters: tuple[str, ...] = Field(max_length=500)


class ListActForm(Form):
    """What is decided of a list, or who watched it being carried out."""

    because: Text = ""
    witnesses: tuple[Line, ...] = Field(default=(), max_length=5)


class ScanForm(Form):
    """An uploaded file that is to be split."""

    attachment_id: str = Field(max_length=80)
