"""Number and code, once proved, for the length of a visit: a signed ticket, so that the code itself need not be kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from services.intake.domain.holders import Holder

_ALGORITHM = "HS256"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`issue` is that of the code: a ticket dies with it."""

    holder: Holder
    issue: int


def written(secret: bytes, ticket: Ticket, now: datetime, lasts: timedelta) -> str:
    claims = {
        "item": ticket.holder.item_id,
        "n": ticket.holder.n,
        "issue": ticket.issue,
        "until": (now + lasts).timestamp(),
    }
    return jwt.encode(claims, _key(secret), _ALGORITHM)


def read(secret: bytes, text: str, now: datetime) -> Ticket | None:
    """None for a ticket that is foreign, altered or over."""
    try:
        claims = jwt.decode(text, _key(secret), [_ALGORITHM])
        ticket = Ticket(Holder(str(claims["item"]), int(claims["n"])), int(claims["issue"]))
        return ticket if float(claims["until"]) > now.timestamp() else None
    except (jwt.PyJWTError, KeyError, ValueError):
        return None


def _key(secret: bytes) -> bytes:
    return hashlib.sha256(b"ticket|" + secret).digest()
