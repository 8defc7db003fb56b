"""What an item brings along from an older system: where its matter stood, since when, and which papers lie there (ADR 0027)."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import DaysUsed, UnitCode, Value
from lianjie_contracts.vocabulary import ClaimResult, MatterState, Path, TransferMode


class OldDocument(Value):
    """A paper of the old file: its name, and its number or the fingerprint of its scan."""

    name: str
    number: str = ""
    sha256: str = ""


class OldDispatch(Value):
    """To which unit it was passed on; approved and with a date of report if it was assigned (交办)."""

    unit: UnitCode
    mode: TransferMode = TransferMode.FORWARD
    at: AwareDatetime
    approved_by: str | None = None
    report_due_at: AwareDatetime | None = None


class OldOpinion(Value):
    """The opinion that answered it. Its text stays in the old file: what is not told here is found under its number."""

    number: str
    signed_by: str
    issued_at: AwareDatetime
    served_at: AwareDatetime
    results: tuple[ClaimResult, ...] = Field(min_length=1, description="one for all claims, or one for each")
    text: str = ""
    legal_basis: str = ""
    review_organ: str = ""


class OldClosing(Value):
    """How it ended at the counter: guided to another path, or (without a path) handed to the discipline organ."""

    at: AwareDatetime
    path: Path | None = None
    reason: str
    basis: str = ""
    remedy: str = ""
    approved_by: str | None = None


class CarriedOver(Value):
    """Where the matter stood when the list was taken, with the days on which it came there; `batch` is the import."""

    batch: str
    state: MatterState = MatterState.SCREENING
    dispatch: OldDispatch | None = None
    signed_at: AwareDatetime | None = None
    accepted_at: AwareDatetime | None = None
    handlers: tuple[str, ...] = ()
    opinion: OldOpinion | None = None
    closing: OldClosing | None = None
    used: DaysUsed | None = None
    documents: tuple[OldDocument, ...] = ()
