"""A limit fell away: nobody is told of it any more."""

from __future__ import annotations

from services.notifications.handlers.on_clock_stopped import on_clock_stopped as on_clock_voided

__all__ = ["on_clock_voided"]
