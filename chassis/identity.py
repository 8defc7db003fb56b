"""Who is asking: a signed token with roles, county and unit; a development issuer that production refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

import jwt

from chassis.errors import SettingsError, TransientError
from lianjie_contracts.base import Actor

if TYPE_CHECKING:
    from chassis.settings import Settings
    from lianjie_contracts.directory import Account

DEVELOPMENT_ISSUER = "lianjie-development"
ALGORITHM = "HS256"


class IdentityError(Exception):
    """The token proves nothing; the message says why, for the log, never with the token."""


@dataclass(frozen=True, slots=True)
class Principal:
    """A public servant and the scope of the office: one county, and for people of a unit that unit."""

    id: str
    name: str
    roles: frozenset[str] = field(default_factory=frozenset)
    county: str = ""
    unit: str | None = None
    post: str = ""
    desk: str | None = None

    def may(self, *roles: str) -> bool:
        return bool(self.roles.intersection(roles))

    def actor(self, role: str, org: str = "") -> Actor:
        return Actor(id=self.id, role=role, name=self.name, org=org)


class Verifier(Protocol):
    """`asks`: verifying may have to ask the issuer over the network, and must not hold up the others meanwhile."""

    @property
    def asks(self) -> bool: ...

    def verify(self, token: str) -> Principal: ...


class DevelopmentIssuer:
    """Issues and verifies tokens of demo accounts with a shared secret. Never outside development."""

    asks = False

    def __init__(self, environment: str, secret: str) -> None:
        if environment != "development":
            raise SettingsError(
                "the development issuer is refused outside development: set LIANJIE_OIDC_ISSUER"
            )
        if len(secret) < 32:
            raise SettingsError("LIANJIE_TOKEN_SECRET must have at least 32 characters")
        self._secret = secret

    def issue(self, account: Account, hours: int = 10) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": DEVELOPMENT_ISSUER, "aud": "lianjie", "sub": account.username, "name": account.name, "iat": now,
            "exp": now + timedelta(hours=hours), "roles": list(account.roles), "county": account.county,
            "unit": account.unit, "post": account.post, "desk": account.desk,
        }  # fmt: skip
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def verify(self, token: str) -> Principal:
        return _principal(_decoded(token, self._secret, [ALGORITHM], DEVELOPMENT_ISSUER, "lianjie"))


class OidcVerifier:
    """Verifies tokens of an OpenID Connect issuer by its published keys."""

    asks = True

    def __init__(self, issuer: str, audience: str) -> None:
        self._issuer, self._audience = issuer, audience
        self._keys = jwt.PyJWKClient(f"{issuer}/protocol/openid-connect/certs", cache_keys=True)

    def verify(self, token: str) -> Principal:
        try:
            key = self._keys.get_signing_key_from_jwt(token).key
        except jwt.PyJWKClientConnectionError as away:
            raise TransientError("the issuer's keys cannot be asked for") from away
        except jwt.PyJWTError as wrong:
            raise IdentityError(f"no key for this token: {type(wrong).__name__}") from None
        return _principal(_decoded(token, key, ["RS256", "ES256"], self._issuer, self._audience))


def verifier(settings: Settings) -> Verifier:
    """The verifier the settings ask for."""
    if settings.oidc_issuer:
        return OidcVerifier(settings.oidc_issuer, settings.oidc_audience)
    return DevelopmentIssuer(settings.environment, settings.token_secret)


def _decoded(token: str, key: Any, algorithms: list[str], issuer: str, audience: str) -> dict[str, Any]:  # noqa: ANN401
    required: Any = {"require": ["exp", "iat", "sub", "iss", "aud"]}
    try:
        claims: dict[str, Any] = jwt.decode(
            token, key, algorithms=algorithms, issuer=issuer, audience=audience, options=required
        )
    except jwt.PyJWTError as wrong:
        raise IdentityError(type(wrong).__name__) from None
    return claims


def _principal(claims: dict[str, Any]) -> Principal:
    roles = claims.get("roles") or claims.get("realm_access", {}).get("roles", [])
    return Principal(
        claims["sub"], claims.get("name", ""), frozenset(roles), claims.get("county", ""), claims.get("unit"),
        claims.get("post", ""), claims.get("desk"),
    )  # fmt: skip
