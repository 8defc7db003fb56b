"""What only deadlines can be told."""

from __future__ import annotations

from pydantic import Field

from chassis.settings import Settings


class DeadlinesSettings(Settings):
    """The grace is how long a missing act may still be on its way before its limit is called missed."""

    grace_minutes: int = Field(default=10, ge=0, le=24 * 60)
