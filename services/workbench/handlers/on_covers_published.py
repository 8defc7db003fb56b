"""A cover was set or ended: the lists of whoever stands in hold the absent colleague's matters, or hold them no longer."""

from __future__ import annotations

from chassis.reference import keep_covers as on_covers_published

__all__ = ["on_covers_published"]
