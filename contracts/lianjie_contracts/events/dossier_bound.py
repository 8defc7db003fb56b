"""The dossier of a matter is bound: whole by the rules of its kind, its pieces listed, each with its fingerprint."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from lianjie_contracts.dossier_event import DossierEvent
from lianjie_contracts.vocabulary import DossierKind


class DossierBound(DossierEvent):
    """立卷 [domain 18]. Bound again when the matter has gone on: a further volume under the same number."""

    type: ClassVar[str] = "dossier_bound"

    kind: DossierKind
    volume: int = Field(ge=1)
    pieces: int = Field(ge=1)
    chain: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="last link of the chain of fingerprints over all pieces"
    )
