"""A limit was kept after all: nobody is told that it was not."""

from __future__ import annotations

from services.notifications.handlers.on_clock_stopped import on_clock_stopped as on_clock_breach_withdrawn

__all__ = ["on_clock_breach_withdrawn"]
