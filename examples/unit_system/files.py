"""Files of a matter: fetched by the fingerprint that the feed tells, and the unit's own added, so that an act may rest on them.

The bytes never travel on the bus. Over HTTP a person of the unit asks, by their own token, and every opening is on record;
a picture comes without place, time and device. Nothing here but the standard library.
"""

from __future__ import annotations

import hashlib
import json
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class WrongFileError(Exception):
    """What came is not what was asked for."""


@dataclass(frozen=True, slots=True)
class Files:
    """`intake`: address of the county's front door; `token`: of the person who asks."""

    intake: str
    token: str

    def fetch(self, sha256: str) -> bytes:
        """A file that the feed has named. Raises WrongFileError if the bytes have another fingerprint."""
        whole = self._ask(f"/attachments/{sha256}")
        if hashlib.sha256(whole).hexdigest() != sha256:
            raise WrongFileError(sha256)
        return whole

    def add(self, item_id: str, file: Path, role: str = "EVIDENCE") -> str:
        """Send a file (EVIDENCE, or SEALED_PAPER) and add it to the matter; the fingerprint by which an act names it.

        Twice the same is once: both steps have a key of their own, made of the bytes.
        """
        whole = file.read_bytes()
        sha256 = hashlib.sha256(whole).hexdigest()
        sent = json.loads(self._ask("/attachments", whole, key=_key("send", sha256)))
        wish = {"attachments": [{"attachment_id": sent["attachment_id"], "role": role}]}
        self._ask(
            f"/items/{item_id}/attachments",
            json.dumps(wish).encode(),
            key=_key(item_id, sha256),
            kind="application/json",
        )
        return sha256

    def _ask(self, path: str, body: bytes | None = None, **more: Any) -> bytes:  # noqa: ANN401 - key and kind
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers |= {
                "Idempotency-Key": more["key"],
                "Content-Type": more.get("kind", "application/octet-stream"),
            }
        request = urllib.request.Request(self.intake + path, body, headers)  # noqa: S310 - the address is our own setting
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            whole: bytes = answer.read()
            return whole


def _key(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "|".join(parts)))
