"""A duty was not done in time: told of like every level."""

from __future__ import annotations

from services.notifications.handlers.on_clock_warned import on_clock_warned as on_clock_breached

__all__ = ["on_clock_breached"]
