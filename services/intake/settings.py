"""What only intake can be told."""

from __future__ import annotations

from pydantic import Field

from chassis.settings import Settings
from lianjie_contracts.vocabulary import HoldReason


class IntakeSettings(Settings):
    """One instance set serves one county."""

    county: str = Field(pattern=r"^\d{6}$")
    profile: str = "national_2022"
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
    virus_scanner: str = Field(
        default="", pattern=r"^(.+:\d+)?$", description="host:port of a clamd; none if empty"
    )
    letter_shelf_days: int = Field(
        default=365, ge=1, description="a letter on the 暂存 shelf may be destroyed after [D]"
    )
    letter_hold_reasons: tuple[HoldReason, ...] = Field(
        default=tuple(reason for reason in HoldReason if reason is not HoldReason.UNKNOWN),
        description="S4 二(四)4",
    )
