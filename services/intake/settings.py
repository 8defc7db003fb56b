"""What only intake can be told."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from chassis.settings import Settings
from lianjie_contracts.vocabulary import HoldReason


class CitizenFigures(BaseModel):
    """The citizen's part [D]: how long codes live, how often one may try, how much is taken from one address."""

    model_config = ConfigDict(frozen=True)

    code_minutes: int = Field(default=10, ge=1, description="a one-time code lives so long")
    code_tries: int = Field(default=5, ge=1, description="wrong tries of one one-time code")
    code_again_seconds: int = Field(default=60, ge=1)
    codes_a_day: int = Field(default=5, ge=1, description="one-time codes sent to one person in a day")
    ticket_minutes: int = Field(default=30, ge=1, description="number and code are good for so long a visit")
    pause_minutes: int = Field(default=15, ge=1, description="wrong query codes are forgotten after it")
    wrong_of_one: int = Field(default=8, ge=1, description="wrong codes of one number from one address")
    wrong_of_address: int = Field(default=20, ge=1, description="wrong codes of any number from one address")
    crowded_from: int = Field(
        default=20, ge=1, description="wrong codes of one number from anywhere: somebody is trying"
    )
    wrong_when_crowded: int = Field(default=2, ge=1, description="what then is left to each address")
    asks_a_minute: int = Field(default=30, ge=1, description="of one address")
    hand_ins_an_hour: int = Field(default=20, ge=1, description="of one address")
    open_questions: int = Field(default=3, ge=1, description="of one matter, not yet answered")
    regrets: int = Field(
        default=2, ge=0, description="withdrawals taken back; then the window (routing has the last word)"
    )


class IntakeSettings(Settings):
    """One instance set serves one county. `citizen` and `office_networks` (like 10.1.0.0/16) are JSON."""

    county: str = Field(pattern=r"^\d{6}$")
    largest_file: int = Field(
        default=100 * 2**20, ge=1, description="bytes of one attachment; beyond it: cut off"
    )
    largest_item: int = Field(default=300 * 2**20, ge=1, description="bytes of all attachments of one item")
    files_of_item: int = Field(default=30, ge=1)
    files_of_form: int = Field(default=9, ge=1, description="of somebody without an account, for one form")
    largest_picture: int = Field(default=50_000_000, ge=1, description="pixels")
    largest_unpacked: int = Field(default=256 * 2**20, ge=1, description="bytes of an office file, unpacked")
    upload_minutes: int = Field(default=30, ge=1, description="how long a leave to upload lasts")
    grants_a_minute: int = Field(default=120, ge=1, description="leaves to upload, in all")
    quick_redo: int = Field(
        default=2, ge=0, description="how often the work on a quick report may be sent back"
    )
    quick_review_hours: int = Field(
        default=72, ge=1, description="the last phase of a quick report; then it closes"
    )
    quick_reports_a_minute: int = Field(default=60, ge=1, description="in all, by whoever passes by")
    virus_scanner: str = Field(
        default="", pattern=r"^(.+:\d+)?$", description="host:port of a clamd; none if empty"
    )
    scan_pages: int = Field(default=500, ge=1, description="pages of one batch scan of letters")
    scan_bytes: int = Field(default=64 * 2**20, ge=1, description="bytes of one batch scan of letters")
    import_rows: int = Field(default=20_000, ge=1, description="rows of one table that is imported")
    import_bytes: int = Field(default=16 * 2**20, ge=1, description="bytes of one table that is imported")
    import_unpacked: int = Field(default=64 * 2**20, ge=1, description="bytes of such a table, unpacked")
    letter_ocr: str = Field(
        default="", description="program that reads a page: PNG in, text out; none if empty"
    )
    letter_shelf_days: int = Field(
        default=365, ge=1, description="a letter on the 暂存 shelf may be destroyed after [D]"
    )
    letter_hold_reasons: tuple[HoldReason, ...] = Field(
        default=tuple(reason for reason in HoldReason if reason is not HoldReason.UNKNOWN),
        description="S4 二(四)4",
    )
    citizen: CitizenFigures = CitizenFigures()
    exchange_key: str = Field(
        default="",
        description="32 bytes in base64, agreed with the superior's petition system; none: no names from there",
    )
    office_networks: tuple[str, ...] = ()
