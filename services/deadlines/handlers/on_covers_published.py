"""Who stands in for whom in one unit or office: kept as it was told last, for whoever asks what is due for themselves."""

from __future__ import annotations

from chassis.reference import keep_covers as on_covers_published

__all__ = ["on_covers_published"]
