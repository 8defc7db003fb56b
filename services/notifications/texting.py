"""Text messages by a signed HTTP gateway: one POST, told apart by its id, so that one sent twice is seen to be the same.

Body: JSON {"to", "text"}. Headers: Idempotency-Key, X-Lianjie-Timestamp (seconds), X-Lianjie-Signature = hex
HMAC-SHA256(secret, timestamp + "." + body). Any 2xx means taken.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime

import httpx

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Gateway:
    """`transport` is for tests: a gateway that records."""

    url: str
    secret: str
    transport: httpx.AsyncBaseTransport | None = None

    async def send(self, id_: str, to: str, text: str, at: datetime) -> bool:
        """Whether the gateway took it. Never raises for what a network may do, and tells nobody the text."""
        body = json.dumps({"to": to, "text": text}, ensure_ascii=False).encode()
        stamp = str(int(at.timestamp()))
        headers = {
            "Content-Type": "application/json", "Idempotency-Key": id_, "X-Lianjie-Timestamp": stamp,
            "X-Lianjie-Signature": signature(self.secret, stamp, body),
        }  # fmt: skip
        try:
            async with httpx.AsyncClient(
                transport=self.transport, timeout=SECONDS, trust_env=False
            ) as client:
                answer = await client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError:
            return False
        return answer.is_success


def signature(secret: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
