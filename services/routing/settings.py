"""routing can be told nothing beyond what every service can."""

from __future__ import annotations

from chassis.settings import Settings


class RoutingSettings(Settings):
    """See chassis.settings.Settings."""
