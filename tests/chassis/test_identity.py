"""Only a token that this issuer signed, for this audience, and that has not expired, says who is asking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from chassis.errors import SettingsError, TransientError
from chassis.identity import (
    ALGORITHM,
    DEVELOPMENT_ISSUER,
    DevelopmentIssuer,
    IdentityError,
    OidcVerifier,
    Principal,
    verifier,
)
from chassis.settings import Settings
from lianjie_contracts.directory import Account

SECRET = "s" * 40
ISSUER = DevelopmentIssuer("development", SECRET)
LIAISON = Account(
    username="zjj.liaison@450199",
    name="梁雨桐",
    roles=("unit_liaison",),
    post="联络员",
    county="450199",
    unit="450199-zjj",
)


def a_token(secret: str = SECRET, algorithm: str = ALGORITHM, **changes: object) -> str:
    now = datetime.now(UTC)
    claims: dict[str, Any] = {
        "iss": DEVELOPMENT_ISSUER, "aud": "lianjie", "sub": "x", "iat": now, "exp": now + timedelta(hours=1), **changes,
    }  # fmt: skip
    return jwt.encode(
        {name: value for name, value in claims.items() if value is not None}, secret, algorithm=algorithm
    )


def test_a_demo_account_is_who_it_says() -> None:
    who = ISSUER.verify(ISSUER.issue(LIAISON))
    assert who == Principal(
        "zjj.liaison@450199", "梁雨桐", frozenset({"unit_liaison"}), "450199", "450199-zjj", "联络员", None
    )
    assert who.may("router", "unit_liaison")
    assert not who.may("router")


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (a_token(exp=datetime.now(UTC) - timedelta(seconds=1)), "ExpiredSignatureError"),
        (a_token(iss="somebody else"), "InvalidIssuerError"),
        (a_token(aud="another system"), "InvalidAudienceError"),
        (a_token(secret="t" * 40), "InvalidSignatureError"),
        (a_token(sub=None), "MissingRequiredClaimError"),
        (a_token(exp=None), "MissingRequiredClaimError"),
        (a_token(algorithm="HS512", secret="s" * 64), "InvalidAlgorithmError"),
        (jwt.encode({"sub": "x"}, "", algorithm="none"), "InvalidAlgorithmError"),
        (a_token()[:-3], "InvalidSignatureError"),
        ("", "DecodeError"),
        ("no.token.atall", "DecodeError"),
    ],
)
def test_a_token_that_proves_nothing_is_refused_with_the_reason_and_without_the_token(
    token: str, why: str
) -> None:
    with pytest.raises(IdentityError) as refused:
        ISSUER.verify(token)
    assert str(refused.value) == why


def test_the_development_issuer_is_refused_in_production() -> None:
    with pytest.raises(SettingsError, match="refused outside development"):
        DevelopmentIssuer("production", SECRET)
    production = Settings(kafka="k", mongo="m", token_secret=SECRET)
    with pytest.raises(SettingsError, match="set LIANJIE_OIDC_ISSUER"):
        verifier(production)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(SettingsError, match="at least 32 characters"):
        DevelopmentIssuer("development", "short")


def test_with_an_issuer_named_it_alone_is_believed_in_development_too() -> None:
    settings = Settings(
        kafka="k",
        mongo="m",
        environment="development",
        token_secret=SECRET,
        oidc_issuer="http://127.0.0.1:1/realms/x",
    )
    chosen = verifier(settings)
    assert isinstance(chosen, OidcVerifier)
    with pytest.raises(TransientError, match="keys cannot be asked for"):
        chosen.verify(ISSUER.issue(LIAISON))  # nobody is there; that says nothing about the token
