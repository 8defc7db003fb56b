"""One file as intake keeps it, and what is told of it to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lianjie_contracts.base import Sealed


class Scan(StrEnum):
    """What the virus scanner said. INFECTED is kept apart and never served."""

    UNSCANNED = "UNSCANNED"
    CLEAN = "CLEAN"
    INFECTED = "INFECTED"


@dataclass(frozen=True, slots=True)
class Bytes:
    """Where the bytes of one copy lie, and their fingerprint (SHA-256, hexadecimal)."""

    id: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was taken. `holder`: who sent it and alone may use it ("user:…", "form:…"). `original` never leaves the
    office; `shared` is what others get, and the same bytes where there is nothing to hide. `owner`: the stream it belongs
    to ("item:…", "quick_report:…"), None until somebody's command names it; it is swept away after a day.
    `name` is sealed under `wrapped`, a data key of its own, for whose person it names is not known yet."""

    county: str
    holder: str
    media_type: str
    original: Bytes
    shared: Bytes
    taken_at: datetime
    wrapped: str | None = None
    name: Sealed | None = None
    scan: Scan = Scan.UNSCANNED
    owner: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.original.id, self.shared.id)))


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody has opened an attachment: kept before the first byte is served."""

    attachment_id: str
    opened_by: str
    role: str
    original: bool
    at: datetime
