"""The owner has done what was to be done; row QR6; stops C30, the phase of checking begins."""

from __future__ import annotations

from typing import ClassVar

from lianjie_contracts.quick_report_event import QuickPhoto, QuickReportEvent


class QuickReportDone(QuickReportEvent):
    """处置完成."""

    type: ClassVar[str] = "quick_report_done"

    photos_before: tuple[QuickPhoto, ...] = ()
    photos_after: tuple[QuickPhoto, ...] = ()
    no_photo_reason: str = ""
