"""Whether the broker ended in order the last time, and since when everything is to be sent again."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deploy.local import unclean
from deploy.local.home import Home
from deploy.local.kafka import Kafka

if TYPE_CHECKING:
    from pathlib import Path

DIED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def kafka(tmp_path: Path) -> Kafka:
    """Ran once, and wrote for the last time when it died."""
    made = Kafka(Home(root=tmp_path, cache=tmp_path))
    made.data.mkdir(parents=True)
    for name, at in (("meta.properties", DIED - timedelta(days=1)), ("a-topic-0.log", DIED)):
        (made.data / name).touch()
        os.utime(made.data / name, (at.timestamp(), at.timestamp()))
    return made


def test_without_its_mark_everything_from_ten_minutes_before_its_last_sign_of_life_is_due(
    kafka: Kafka,
) -> None:
    unclean.note(kafka)
    assert unclean.noted(kafka) == DIED - timedelta(minutes=10)


def test_an_orderly_end_leaves_nothing_to_do(kafka: Kafka) -> None:
    (kafka.data / ".kafka_cleanshutdown").touch()
    unclean.note(kafka)
    assert unclean.noted(kafka) is None


def test_what_is_noted_stays_until_it_is_mended_whatever_ends_in_order_meanwhile(kafka: Kafka) -> None:
    unclean.note(kafka)
    (kafka.data / ".kafka_cleanshutdown").touch()
    unclean.note(kafka)
    assert unclean.noted(kafka) == DIED - timedelta(minutes=10)
    unclean.mended(kafka)
    assert unclean.noted(kafka) is None
