"""What only notifications can be told."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from chassis.settings import Settings
from services.notifications.domain.delivery import Patience


class NotificationsSettings(Settings):
    """`smtp` is smtp://[user:password@]host:port, or smtps:// for TLS from the first byte.

    A mail under way must end long before its lease, hence the bounds.
    """

    smtp: str = Field(pattern=r"^smtps?://[^/\s]+$")
    mail_from: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    sms_gateway: str = Field(
        default="", pattern=r"^(https?://\S+)?$", description="see texting.py; empty: none"
    )
    sms_secret: str = Field(default="", repr=False)
    mail_seconds: int = Field(default=45, ge=1, le=60, description="a mail not accepted by then has failed")
    lease_seconds: int = Field(
        default=300, ge=120, description="after this another process takes an attempt over"
    )
    first_retry_seconds: int = Field(default=60, ge=1)
    longest_retry_seconds: int = Field(default=3600, ge=1)
    warning_counties: str = Field(
        default="",
        pattern=r"^(\d{6}( \d{6})*)?$",
        description="counties whose units and office are told of limits by mail [D]",
    )
    window_url: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="where a mail's link to a matter leads; empty: no link",
    )
    attempts: int = Field(default=24, ge=1, description="of passing hindrances, then the window")

    @property
    def patience(self) -> Patience:
        return Patience(
            timedelta(seconds=self.first_retry_seconds),
            timedelta(seconds=self.longest_retry_seconds),
            self.attempts,
        )
