"""Codes and addresses that nobody can guess: computed from the secret, stored nowhere, changed by counting `issue` up."""

from __future__ import annotations

import hashlib
import hmac

# Without 0 O 1 I L U: what is typed from paper must not be mistaken.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CARD, ADDRESS = 12, 24


def card_code(secret: bytes, ticket_id: str) -> str:
    """What the QR on a ticket leads with to its service card; never shown to the desk that is asked about."""
    return _code(secret, "hall card", ticket_id, 1, CARD)


def screen_token(secret: bytes, county: str, issue: int) -> str:
    """The path of a county's hall screen."""
    return _code(secret, "hall screen", county, issue, ADDRESS)


def tablet_token(secret: bytes, county: str, desk: int, issue: int) -> str:
    """The path of the tablet at one desk."""
    return _code(secret, "hall tablet", f"{county}/{desk}", issue, ADDRESS)


def _code(secret: bytes, purpose: str, of: str, issue: int, length: int) -> str:
    digest = hmac.new(secret, f"{purpose}|{of}|{issue}".encode(), hashlib.sha256).digest()
    number, signs = int.from_bytes(digest, "big"), []
    for _ in range(length):
        number, rest = divmod(number, len(_ALPHABET))
        signs.append(_ALPHABET[rest])
    return "".join(signs)
