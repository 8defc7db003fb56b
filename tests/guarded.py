"""A Kafka that asks who it is and what it may: our local one with logins, TLS and the authorizer."""

from __future__ import annotations

import ipaddress
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chassis.login import Login
from deploy.local.kafka import Kafka

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from deploy.local.home import Home

ADMIN = "admin"
PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
GUARDED = """\
listeners=SASL://127.0.0.1:{port},TLS://127.0.0.1:{tls},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=SASL://127.0.0.1:{port},TLS://127.0.0.1:{tls}
listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SASL_SSL
inter.broker.listener.name=SASL
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.sasl.plain.sasl.jaas.config={plain}
listener.name.sasl.scram-sha-512.sasl.jaas.config={scram}
listener.name.tls.plain.sasl.jaas.config={plain}
listener.name.tls.scram-sha-512.sasl.jaas.config={scram}
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config={plain}
ssl.keystore.type=PEM
ssl.keystore.location={pem}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:{admin}
"""


class GuardedKafka(Kafka):
    """Its administrator logs in with PLAIN; everybody else is known to SCRAM, with a password of its own."""

    def __init__(self, home: Home, port: int, controller_port: int, tls_port: int, users: list[str]) -> None:
        super().__init__(home, port, controller_port)
        self.tls_port = tls_port
        self.passwords: Mapping[str, str] = {user: secrets.token_hex(8) for user in [ADMIN, *users]}
        self.formatted_with = [
            f"--add-scram=SCRAM-SHA-512=[name={user},password={self.passwords[user]}]" for user in users
        ]

    def login(self, user: str, **changed: object) -> Login:
        mechanism: Literal["PLAIN", "SCRAM-SHA-512"] = "PLAIN" if user == ADMIN else "SCRAM-SHA-512"
        given = {
            "security": "SASL_PLAINTEXT",
            "mechanism": mechanism,
            "user": user,
            "password": self.passwords[user],
        }
        return Login(**given | changed)  # type: ignore[arg-type]

    def environment(self, user: str) -> dict[str, str]:
        login = self.login(user)
        told = {
            "SECURITY": login.security,
            "MECHANISM": login.mechanism,
            "USER": login.user,
            "PASSWORD": login.password,
        }
        return {f"LIANJIE_KAFKA_{name}": value for name, value in told.items()}

    @property
    def authority(self) -> Path:
        return self.home.run / "authority.pem"

    def told(self) -> str:
        password = self.passwords[ADMIN]
        plain = f'{PLAIN} username="{ADMIN}" password="{password}" user_{ADMIN}="{password}";'
        guarded = GUARDED.format(
            port=self.port, tls=self.tls_port, controller=self.controller_port, plain=plain, scram=SCRAM, admin=ADMIN,
            pem=_certificate(self.home.run / "broker.pem", self.authority),
        )  # fmt: skip
        replaced = {line.partition("=")[0] for line in guarded.splitlines()}
        kept = [line for line in super().told().splitlines() if line.partition("=")[0] not in replaced]
        return "\n".join([*kept, guarded])


def _certificate(with_key: Path, alone: Path) -> Path:
    """A certificate for 127.0.0.1 that vouches for itself, once with its key and once without."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    alone.write_bytes(public)
    with_key.write_bytes(private + public)
    return with_key
