"""A wrong setting stops the start with one sentence."""

from __future__ import annotations

import pytest

from chassis.errors import SettingsError
from chassis.settings import read
from services.notifications.settings import NotificationsSettings

GOOD = {
    "KAFKA": "127.0.0.1:9092",
    "MONGO": "mongodb://127.0.0.1",
    "SMTP": "smtp://127.0.0.1:8125",
    "MAIL_FROM": "gaozhi@lianjie.example",
}


def told(monkeypatch: pytest.MonkeyPatch, **changes: str) -> NotificationsSettings:
    for name, value in (GOOD | changes).items():
        monkeypatch.setenv(f"LIANJIE_{name}", value)
    return read(NotificationsSettings)


def test_a_mail_s_time_ends_well_within_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = told(monkeypatch)
    assert settings.mail_seconds * 2 <= settings.lease_seconds
    assert settings.patience.attempts == settings.attempts


@pytest.mark.parametrize(
    ("name", "value"),
    [("SMTP", "mail.example:25"), ("MAIL_FROM", "nobody"), ("MAIL_SECONDS", "90"), ("LEASE_SECONDS", "60")],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"LIANJIE_{name} is wrong"):
        told(monkeypatch, **{name: value})
