"""A dossier as it was bound: its pieces in order, each with its fingerprint, linked in one chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from lianjie_contracts.base import Sealed
from lianjie_contracts.vocabulary import DossierKind
from services.notifications.dossiers.kinds import Group

FIELD = "dossier_text"  # what a bound copy is sealed as, under its person's key


@dataclass(frozen=True, slots=True)
class Piece:
    """One document in the dossier. A text has its own copy here, `plain`, or `sealed` under `person`'s key if it names one;
    a file lies with intake under `ref`; a paper that was never scanned is listed by name and `pages` alone.
    `sha256` is that of the copy's or file's bytes, of a paper that of its line; `chain` links it to all before it.
    """

    seq: int
    group: Group
    title: str
    number: str = ""
    dated: datetime | None = None
    ref: str = ""
    pages: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    person: str = ""
    sealed: Sealed | None = None
    plain: str = ""
    chain: str = ""

    @property
    def is_text(self) -> bool:
        return bool(self.plain) or self.sealed is not None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """On which list, to whom, when, and by whom."""

    list_no: str
    to: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """案卷. `keeper` bound it last and answers for it; `volume` counts how often it was bound; `chain` is the last link.

    After a restore it knows its number and its chain, not its pieces: it is bound again.
    """

    matter_id: str
    county: str
    number: str
    kind: DossierKind
    keeper: str
    bound_at: datetime
    chain: str
    pieces: tuple[Piece, ...] = ()
    volume: int = 1
    handed_over: HandedOver | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """Somebody has looked into a dossier: kept before anything is shown. `piece` none: its list, or all of it."""

    matter_id: str
    by: str
    name: str
    role: str
    at: datetime
    piece: int | None = None
    whole: bool = False


def linked(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces numbered from 1, each linked to the one before."""
    done: list[Piece] = []
    for n, piece in enumerate(pieces, 1):
        numbered = replace(piece, seq=n)
        done.append(replace(numbered, chain=link(done[-1].chain if done else "", numbered)))
    return tuple(done)


def link(before: str, piece: Piece) -> str:
    """Whoever has the list and the files can count it again: sha256 of what stands in one line, parted by tabs."""
    line = "\t".join((before, str(piece.seq), piece.group, piece.title, piece.number, piece.sha256))
    return hashlib.sha256(line.encode()).hexdigest()


def broken_at(dossier: Dossier) -> int | None:
    """The first piece whose link, or whose copy in the clear, does not fit; one behind the last if the end is missing."""
    before = ""
    for n, piece in enumerate(dossier.pieces, 1):
        altered = piece.plain and fingerprint(piece.plain.encode()) != piece.sha256
        if piece.seq != n or piece.chain != link(before, piece) or altered:
            return n
        before = piece.chain
    return None if before == dossier.chain else len(dossier.pieces) + 1


def fingerprint(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()
