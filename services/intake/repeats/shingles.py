"""By which pieces of its text an item is found again: few, the telling ones, and only as keyed hashes."""

from __future__ import annotations

import hashlib

from services.intake.repeats.likeness import LINE, plain, within_names

VERSION = 1  # raised when any of this, or the normal form of a text, changes: then the index is made anew
KEPT = 48


def shingles(secret: bytes, line: str, rest: str, *, apart: bool) -> tuple[int, ...]:
    """At most 48 signed 64-bit numbers; the line's pieces of two and three signs, then the names of the whole text.

    `apart` for an accusation: it has numbers of its own, so that it meets accusations only. Without the bus-wide
    secret a number tells nothing of what it was made of.
    """
    realm, line = b"accusation" if apart else b"item", line or rest[:LINE]
    pieces = dict.fromkeys(
        [*_pieces(plain(line), 3), *_pieces(plain(line), 2), *_names(plain(f"{line} {rest}"))]
    )
    return tuple(_hashed(secret, realm, piece) for piece in list(pieces)[:KEPT])


def _pieces(text: str, length: int) -> list[str]:
    every = (text[at : at + length] for at in range(len(text) - length + 1))
    return [piece for piece in every if " " not in piece]


def _names(text: str) -> list[str]:
    """Pieces of three signs that lie within names: a place is often named only in the letter itself."""
    inside = within_names(text)
    every = (at for at in range(len(text) - 2) if all(inside[at : at + 3]))
    return [text[at : at + 3] for at in every if " " not in text[at : at + 3]]


def _hashed(secret: bytes, realm: bytes, piece: str) -> int:
    digest = hashlib.blake2b(piece.encode(), digest_size=8, key=secret, person=realm)
    return int.from_bytes(digest.digest(), "big", signed=True)
