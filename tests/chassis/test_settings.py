"""A wrong setting stops the start with one sentence that names it."""

from __future__ import annotations

import os
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from faststream.kafka.security import parse_security
from pydantic import Field

from chassis import settings
from chassis.errors import SettingsError
from chassis.login import ANONYMOUS
from chassis.mongo import Mongo
from chassis.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


class Window(Settings):
    """A service that can be told addresses."""

    intake_urls: dict[str, str] = Field(default_factory=dict)


RIGHT = {"LIANJIE_KAFKA": "127.0.0.1:9092", "LIANJIE_MONGO": "mongodb://127.0.0.1:27017/?replicaSet=lianjie"}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("LIANJIE_")]:
        monkeypatch.delenv(name)
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LIANJIE_KAFKA", None, "LIANJIE_KAFKA is not set"),
        ("LIANJIE_MONGO", None, "LIANJIE_MONGO is not set"),
        ("LIANJIE_PORT", "many", "LIANJIE_PORT is wrong: "),
        ("LIANJIE_PORT", "70000", "LIANJIE_PORT is wrong: "),
        ("LIANJIE_ENVIRONMENT", "staging", "LIANJIE_ENVIRONMENT is wrong: "),
        ("LIANJIE_MONGO_DRIVER", "pencil", "LIANJIE_MONGO_DRIVER is wrong: "),
        ("LIANJIE_KAFKA_MECHANISM", "GSSAPI", "LIANJIE_KAFKA_MECHANISM is wrong: "),
        ("LIANJIE_CLOCK_START", "yesterday", "LIANJIE_CLOCK_START is wrong: "),
        ("LIANJIE_INTAKE_URLS", "http://127.0.0.1:8101", "LIANJIE_INTAKE_URLS is wrong: it should be JSON"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, sentence: str
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        settings.read(Window)
    assert str(wrong.value).startswith(sentence)
    assert "\n" not in str(wrong.value)


def test_what_is_not_said_is_safe() -> None:
    read = settings.read(Settings)
    assert (read.environment, read.host, read.relay) == ("production", "127.0.0.1", True)


def test_a_shifted_clock_is_for_drills(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANJIE_CLOCK_START", "2026-09-28T09:00:00+08:00")
    with pytest.raises(SettingsError, match="in production the machine's clock rules"):
        settings.read(Settings).clock()
    monkeypatch.setenv("LIANJIE_ENVIRONMENT", "development")
    now = settings.read(Settings).clock().now()
    assert timedelta(0) <= now - datetime(2026, 9, 28, 1, tzinfo=UTC) < timedelta(minutes=1)
    assert now.microsecond % 1000 == 0, "what the database keeps"


def test_a_shifted_clock_needs_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANJIE_ENVIRONMENT", "development")
    monkeypatch.setenv("LIANJIE_CLOCK_START", "2026-09-28T09:00:00")
    with pytest.raises(SettingsError, match="needs a time zone"):
        settings.read(Settings).clock()


SIGNED_IN = {
    "SECURITY": "SASL_PLAINTEXT",
    "MECHANISM": "PLAIN",
    "USER": "routing",
    "PASSWORD": "known-to-the-broker",
}


def sign_in(monkeypatch: pytest.MonkeyPatch, **changed: str) -> Settings:
    for name, value in (SIGNED_IN | changed).items():
        monkeypatch.setenv(f"LIANJIE_KAFKA_{name}", value)
    return settings.read(Settings)


def test_a_client_says_nothing_of_itself_unless_told() -> None:
    login = settings.read(Settings).login()
    assert login == ANONYMOUS
    assert login.options() == {"security_protocol": "PLAINTEXT", "ssl_context": None}


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_both_libraries_are_told_the_same_login(monkeypatch: pytest.MonkeyPatch, mechanism: str) -> None:
    login = sign_in(monkeypatch, MECHANISM=mechanism).login()
    options = login.options()
    assert options == {
        "security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": mechanism, "sasl_plain_username": "routing",
        "sasl_plain_password": "known-to-the-broker", "ssl_context": None,
    }  # fmt: skip
    assert parse_security(login.for_faststream()) == options


@pytest.mark.parametrize("security", ["SSL", "SASL_SSL"])
def test_a_private_way_asks_who_the_broker_is(monkeypatch: pytest.MonkeyPatch, security: str) -> None:
    login = sign_in(monkeypatch, SECURITY=security).login()
    for told in (login.options(), parse_security(login.for_faststream())):
        assert told["security_protocol"] == security
        assert (told["ssl_context"].check_hostname, told["ssl_context"].verify_mode) == (
            True,
            ssl.CERT_REQUIRED,
        )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("USER", "", "LIANJIE_KAFKA_USER is not set; SASL_PLAINTEXT needs it"),
        ("PASSWORD", "", "LIANJIE_KAFKA_PASSWORD is not set; SASL_PLAINTEXT needs it"),
        ("CA", "nowhere.pem", "LIANJIE_KAFKA_CA: there is no file nowhere.pem"),
    ],
)
def test_half_a_login_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as wrong:
        sign_in(monkeypatch, **{name: value}).login()
    assert str(wrong.value) == sentence


def test_a_password_is_told_to_nobody_who_prints_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    read = sign_in(monkeypatch)
    assert SIGNED_IN["PASSWORD"] not in f"{read!r} {read} {read.login()!r}"


def test_a_directory_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "directory.toml"
    monkeypatch.setenv("LIANJIE_DIRECTORY", str(file))
    with pytest.raises(SettingsError, match=r"there is no file .*directory\.toml"):
        settings.read(Settings).read_directory()
    for text in ("[[counties", "units = []", '[[counties]]\nname = "无码县"\n[[units]]\n[[places]]\n'):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=r"^LIANJIE_DIRECTORY: .* cannot be read"):
            settings.read(Settings).read_directory()


@pytest.mark.parametrize("url", ["", "http://127.0.0.1", "mongodb://", "mongodb://127.0.0.1:nonsense"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="LIANJIE_MONGO is not a MongoDB address"):
        Mongo(url, "somewhere")


@pytest.mark.parametrize("driver", ["motor", "pymongo"])
@pytest.mark.parametrize("weak", ["w=1", "readConcernLevel=local", "readPreference=secondary"])
@pytest.mark.asyncio
async def test_an_address_cannot_ask_for_less_than_the_majority(driver: str, weak: str) -> None:
    mongo = Mongo(f"{RIGHT['LIANJIE_MONGO']}&{weak}", "somewhere", driver)
    mongo.assert_safe()
    await mongo.close()


def test_a_crash_is_ordered_for_drills_only_and_at_a_point_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANJIE_CRASH_AT", "relay.published")
    with pytest.raises(SettingsError, match="in production nothing ends a process on purpose"):
        settings.read(Settings).arm()
    monkeypatch.setenv("LIANJIE_ENVIRONMENT", "development")
    for wrong in ("relay", "relay.published:0", "relay.published:soon"):
        monkeypatch.setenv("LIANJIE_CRASH_AT", wrong)
        with pytest.raises(SettingsError, match="is none of"):
            settings.read(Settings).arm()
