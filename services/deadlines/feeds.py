"""Addresses under which a calendar program reads what is due for one person, who has no way to sign in there.

The address holds a secret that is shown once and kept as its hash. A new address ends the old one; it ends by itself
after some months, for posts change.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import Kind
from chassis.identity import Principal
from chassis.ids import derived
from services.deadlines.due import Scope

LASTS = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose address it is, in which post, and until when; without a hash it has been ended."""

    person: str
    name: str
    roles: tuple[str, ...]
    county: str
    scope: Scope
    ends_at: datetime
    unit: str | None = None
    secret_hash: str = ""

    def opens(self, secret: str, now: datetime) -> bool:
        return (
            bool(self.secret_hash)
            and hmac.compare_digest(self.secret_hash, hashed(secret))
            and now < self.ends_at
        )

    @property
    def reader(self) -> Principal:
        """As whom the feed reads."""
        return Principal(self.person, self.name, frozenset(self.roles), self.county, self.unit)


FEEDS: Kind[Feed] = Kind("feeds", Feed, kept=True)


def feed_id(caller: Principal) -> str:
    """One address per person."""
    return f"{caller.county}:{derived('feed', caller.id)}"


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def address(id_: str, secret: str) -> str:
    """The last part of the address; `read_address` takes it apart."""
    return f"{id_.replace(':', '.')}.{secret}"


def read_address(given: str) -> tuple[str, str]:
    """The feed's id and the secret; two empty words for what never was an address."""
    parts = given.split(".")
    return (f"{parts[0]}:{parts[1]}", parts[2]) if len(parts) == 3 else ("", "")


def opened(caller: Principal, scope: Scope, secret: str, now: datetime) -> Changed[Feed]:
    """A new address, in the place of the old one."""
    return Changed(
        Feed(caller.id, caller.name, tuple(sorted(caller.roles)), caller.county, scope, now + LASTS, caller.unit, hashed(secret)),
        answer={"ends_at": (now + LASTS).isoformat()},
    )  # fmt: skip


def ended(feed: Feed | None, now: datetime) -> Decision[Feed]:
    """Nobody reads under the address any more."""
    if feed is None or not feed.secret_hash:
        return Refused("NO_FEED", "您没有在用的订阅地址。")
    return Changed(replace(feed, secret_hash="", ends_at=now))
