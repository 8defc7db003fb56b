"""The one-time code by which somebody acts: six digits, ten minutes, five tries, once, for one purpose (correction 4).

Nothing here knows the code: it is computed from a secret and the command that asked for it, and kept as a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chassis.decisions import Refused
from chassis.personal import blind_index
from services.intake.domain.numbers import LOCAL
from services.intake.settings import CitizenFigures

DIGITS = 6
WRONG = Refused("SECOND_FACTOR", "验证码不对或已过期。请核对短信或邮件；也可以带证件到窗口办理。")
TOO_SOON = Refused("CODE_TOO_SOON", "验证码刚刚发过，请等一分钟再试。")
TOO_MANY = Refused("CODES_OF_TODAY", "今天的验证码已经发完。请明天再试，或带证件到窗口办理。")


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """The last code of one person; without `digest` it is spent. `sent` counts those of the day `sent_on`."""

    digest: str
    purpose: str
    asked_at: datetime
    until: datetime
    sent_on: str
    sent: int = 0
    tries: int = 0


def drawn(secret: bytes, command: str) -> str:
    """The code that a command asks for; a repeat of the command asks for the same one."""
    digest = hmac.new(secret, f"one-time|{command}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest, 'big') % 10**DIGITS:0{DIGITS}d}"


def digest_of(secret: bytes, holder: str, purpose: str, code: str) -> str:
    return blind_index(secret, "one-time", holder, purpose, "".join(code.split()))


def asked(
    held: OneTimeCode | None, digest: str, purpose: str, now: datetime, figures: CitizenFigures
) -> OneTimeCode | Refused:
    """A new code in place of the last one, to be sent, if it is not too soon and not one too many of the day."""
    if held and now < held.asked_at + timedelta(seconds=figures.code_again_seconds):
        return TOO_SOON
    new = in_hand(held, digest, purpose, now, figures)
    return TOO_MANY if new.sent >= figures.codes_a_day else replace(new, sent=new.sent + 1)


def in_hand(
    held: OneTimeCode | None, digest: str, purpose: str, now: datetime, figures: CitizenFigures
) -> OneTimeCode:
    """A new code for who stands at the window with a document, whoever has asked for how many meanwhile."""
    today = now.astimezone(LOCAL).date().isoformat()
    until = now + timedelta(minutes=figures.code_minutes)
    sent = held.sent if held and held.sent_on == today else 0
    return OneTimeCode(digest, purpose, now, until, today, sent)


def spent(
    held: OneTimeCode | None, digest: str, purpose: str, now: datetime, figures: CitizenFigures
) -> tuple[OneTimeCode | None, bool]:
    """What is left of the code after it was used, rightly or wrongly, and whether it was right."""
    if held is None or not held.digest or now > held.until:
        return held, False
    if held.purpose == purpose and hmac.compare_digest(held.digest, digest):
        return replace(held, digest=""), True
    tries = held.tries + 1
    return replace(held, tries=tries, digest=held.digest if tries < figures.code_tries else ""), False
