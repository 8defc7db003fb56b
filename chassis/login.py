"""How a client proves to the bus who it is, and how the way there is kept private."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

Security = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]
_MECHANISMS = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


@dataclass(frozen=True, slots=True)
class Login:
    """One client's login; on a broker with ACLs the user is what it may do. `ca`: a file of the authority that signed
    the broker's certificate, else the system's are trusted."""

    security: Security = "PLAINTEXT"
    mechanism: Mechanism = "SCRAM-SHA-512"
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None

    def options(self) -> dict[str, Any]:
        """As aiokafka's clients take it."""
        given: dict[str, Any] = {"security_protocol": self.security, "ssl_context": self._tls()}
        if self._names_itself:
            given |= {"sasl_mechanism": self.mechanism, "sasl_plain_username": self.user, "sasl_plain_password": self.password}  # fmt: skip
        return given

    def for_faststream(self) -> BaseSecurity:
        """The same, as FastStream's broker takes it."""
        if self._names_itself:
            return _MECHANISMS[self.mechanism](self.user, self.password, self._tls())
        return BaseSecurity(self._tls())

    @property
    def _names_itself(self) -> bool:
        return self.security.startswith("SASL")

    def _tls(self) -> ssl.SSLContext | None:
        return ssl.create_default_context(cafile=self.ca) if self.security.endswith("SSL") else None


ANONYMOUS = Login()
