"""What only the workbench can be told: where the owners answer."""

from __future__ import annotations

from pydantic import Field

from chassis.settings import Settings


class WorkbenchSettings(Settings):
    """`intake_urls` is JSON: county code to address. `public_url` is what is printed on a receipt."""

    intake_urls: dict[str, str] = Field(default_factory=dict)
    routing_url: str
    deadlines_url: str = ""
    notifications_url: str = ""
    analytics_url: str
    public_url: str = ""
    draft_hours: int = Field(
        default=24, ge=1, le=72, description="how long an unfinished registration is kept"
    )
