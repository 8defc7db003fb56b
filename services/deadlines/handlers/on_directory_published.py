"""The directory has a newer version: kept for every process of the service, which reads it from there."""

from __future__ import annotations

from chassis.reference import keep_copy as on_directory_published

__all__ = ["on_directory_published"]
