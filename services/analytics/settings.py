"""analytics can be told nothing beyond what every service can."""

from __future__ import annotations

from chassis.settings import Settings


class AnalyticsSettings(Settings):
    """See chassis.settings.Settings."""
