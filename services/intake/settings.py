"""What only intake can be told."""

from __future__ import annotations

from pydantic import Field

from chassis.settings import Settings


class IntakeSettings(Settings):
    """One instance set serves one county."""

    county: str = Field(pattern=r"^\d{6}$")
    profile: str = "national_2022"
