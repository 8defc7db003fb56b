"""A dossier is handed over to the archive, on a list."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.dossier_event import DossierEvent


class DossierHandedOver(DossierEvent):
    """移交 [domain 18]: visits periodically, letters at the end of the year."""

    type: ClassVar[str] = "dossier_handed_over"

    list_no: str = Field(description="number of the list of what was handed over")
    to: str = Field(description="the archive that has it now")
