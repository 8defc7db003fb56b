"""Leave to upload for somebody without an account: signed, short, and good for one form only."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chassis.personal import blind_index

_FORM_KEY = re.compile(r"^[A-Za-z0-9-]{8,64}$")


@dataclass(frozen=True, slots=True)
class Grants:
    """`secret` signs; nothing is stored. A grant reads <form key>.<end, seconds since 1970>.<signature>."""

    secret: bytes
    lasts: timedelta

    def give(self, form_key: str, now: datetime) -> tuple[str, datetime]:
        """The grant and its end. Raises ValueError for a form key that is none (8 to 64 letters, digits, hyphens)."""
        if not _FORM_KEY.match(form_key):
            raise ValueError(form_key)
        end = int((now + self.lasts).timestamp())
        return f"{form_key}.{end}.{self._signature(form_key, end)}", datetime.fromtimestamp(end, UTC)

    def form_of(self, grant: str, now: datetime) -> str | None:
        """The form a grant is for; None if it was not given here or its time is over."""
        form_key, _, rest = grant.partition(".")
        end, _, signature = rest.partition(".")
        if not end.isdecimal() or not hmac.compare_digest(
            self._signature(form_key, int(end)).encode(), signature.encode()
        ):
            return None
        return form_key if now.timestamp() < int(end) else None

    def _signature(self, form_key: str, end: int) -> str:
        return blind_index(self.secret, "upload grant", form_key, str(end))
