"""What routing can be told beyond what every service can: where it finds what was learned."""

from __future__ import annotations

from pathlib import Path

from chassis.settings import Settings


class RoutingSettings(Settings):
    """`ranker`: the file that `./lianjie learn` writes. Without it nothing is proposed from closed matters."""

    ranker: Path | None = None
