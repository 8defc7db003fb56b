"""Personal fields: encrypted under a data key of their own person, so that erasing a person is destroying one key.

The data key is wrapped by the master key (RFC 3394) and travels on a compacted topic; services that must read keep a
copy until the destroyed key arrives. Hashes of the bus are taken over ciphertext and stay valid.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from chassis.documents import Kind
from chassis.errors import SettingsError
from chassis.ids import random_bytes
from lianjie_contracts.base import Sealed


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A person's wrapped data key as a service keeps it; without `wrapped` it is destroyed."""

    wrapped: str | None = None
    seq: int = 0


KEY_COPIES: Kind[PersonKey] = Kind("key_copies", PersonKey)


def secret(name: str, value: str) -> bytes:
    """A 32-byte secret given as base64; raises SettingsError in one sentence."""
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise SettingsError(f"{name} must be 32 random bytes in base64 (openssl rand -base64 32)")
    return raw


class Safe:
    """Makes data keys and opens them with the master key."""

    def __init__(self, master: bytes) -> None:
        self._master = master

    def new_key(self) -> str:
        """A fresh data key, wrapped, in base64."""
        return base64.b64encode(aes_key_wrap(self._master, random_bytes(32))).decode()

    def _opened(self, wrapped: str) -> AESGCM:
        try:
            return AESGCM(aes_key_unwrap(self._master, base64.b64decode(wrapped)))
        except InvalidUnwrap:
            raise SettingsError("the master key is not the one that wrapped this person's key") from None

    def seal(self, key_id: str, wrapped: str, field: str, text: str) -> Sealed:
        """Encrypt one field; its name is bound in, so that a ciphertext cannot be moved to another field."""
        nonce = random_bytes(12)
        cipher = self._opened(wrapped).encrypt(nonce, text.encode(), f"{key_id}|{field}".encode())
        return Sealed(
            key=key_id, nonce=base64.b64encode(nonce).decode(), text=base64.b64encode(cipher).decode()
        )

    def open(self, sealed: Sealed, wrapped: str | None, field: str) -> str | None:
        """The plain text, or None if the key was destroyed."""
        if wrapped is None:
            return None
        try:
            plain = self._opened(wrapped).decrypt(
                base64.b64decode(sealed.nonce),
                base64.b64decode(sealed.text),
                f"{sealed.key}|{field}".encode(),
            )
        except InvalidTag:
            raise ValueError("a sealed field does not open with its own key") from None
        return plain.decode()


def blind_index(key: bytes, *parts: str) -> str:
    """A keyed hash by which equal values are found without being readable (person key, query code)."""
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
