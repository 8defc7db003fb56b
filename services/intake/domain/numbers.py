"""Numbers that are given out: the item's number and its query code."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from zoneinfo import ZoneInfo

from lianjie_contracts.vocabulary import Channel

LOCAL = ZoneInfo("Asia/Shanghai")
LETTERS = {
    Channel.VISIT: "V",
    Channel.LETTER: "L",
    Channel.ONLINE: "W",
    Channel.PHONE: "P",
    Channel.FAX: "F",
    Channel.QR: "Q",
}
# Without 0 O 1 I L U: what is read aloud at a counter must not be mistaken.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 9


def series(county: str, channel: Channel, at: datetime) -> str:
    """The counter an item number is drawn from: office, day and channel (spec/domain 3, `item_no`)."""
    return f"{county}{at.astimezone(LOCAL):%Y%m%d}{LETTERS[channel]}"


def item_no(series_: str, serial: int) -> str:
    """Office code (6) + yyyyMMdd + channel letter + five digits."""
    return f"{series_}{serial:05d}"


def split(item_no_: str) -> tuple[str, int]:
    """The series of an item number, and its place in it."""
    return item_no_[:-5], int(item_no_[-5:])


def query_code(secret: bytes, holder_: str, issue: int = 1) -> str:
    """The code on the slip [R22 21]: computed, never stored. A reissued code counts `issue` up and the old one dies."""
    digest = hmac.new(secret, f"query|{holder_}|{issue}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    signs = []
    for _ in range(_CODE_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        signs.append(_ALPHABET[rest])
    return "".join(signs)


def holder(item_id: str, n: int) -> str:
    """Whose code it is: 0 the petitioner's, n the nth representative's own (correction 4)."""
    return f"{item_id}/{n}" if n else item_id


def same_code(given: str, true: str) -> bool:
    """Compared in constant time; spaces and case do not matter at a counter."""
    return hmac.compare_digest("".join(given.split()).upper().encode(), true.encode())
