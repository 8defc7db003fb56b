"""Golden messages are read for ever: every stored example by the present models, old versions through their steps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.registry import (
    BY_TYPE_AND_VERSION,
    NEWEST,
    UnknownTypeError,
    UnknownVersionError,
    read,
)
from lianjie_contracts.vocabulary import DeliveryMode

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "contracts" / "examples").glob("*/*/*.json"))


def _of(path: Path) -> tuple[str, int]:
    return path.parent.parent.name, int(path.parent.name.removeprefix("v"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: "/".join(p.parts[-3:]))
def test_an_example_reads_as_the_newest_version(path: Path) -> None:
    type_, version = _of(path)
    message = read(type_, version, path.read_bytes())
    assert type(message) is NEWEST[type_]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: "/".join(p.parts[-3:]))
def test_an_example_is_written_as_it_was_read(path: Path) -> None:
    """Nothing of an old message is lost; a field added since then stands beside it with its default."""
    read_ = json.loads(path.read_bytes())
    written = json.loads(BY_TYPE_AND_VERSION[_of(path)].read(path.read_bytes()).body())
    assert _as_read(written, read_) == read_


def _as_read(written: Any, read_: Any) -> Any:
    """What was written, without the fields that were not read, at any depth."""
    match written, read_:
        case dict(), dict():
            return {name: _as_read(written[name], value) for name, value in read_.items()}
        case list(), list() if len(written) == len(read_):
            return [_as_read(*both) for both in zip(written, read_, strict=True)]
    return written


def test_a_field_of_a_newer_release_is_ignored() -> None:
    path = next(p for p in EXAMPLES if "matter_signed" in p.parts)
    newer = json.dumps(json.loads(path.read_bytes()) | {"invented_later": {"deep": [1]}}).encode()
    assert read("matter_signed", 1, newer) == read("matter_signed", 1, path.read_bytes())


@pytest.mark.parametrize(
    ("channel", "mode", "courtesy"),
    [
        ("email", DeliveryMode.ELECTRONIC, False),
        ("window", DeliveryMode.DIRECT, False),
        ("sms", DeliveryMode.ELECTRONIC, True),
    ],
)
def test_service_v1_steps_up_to_v2_and_a_text_message_was_never_service(
    channel: str, mode: DeliveryMode, courtesy: bool
) -> None:
    old = json.loads(next(p for p in EXAMPLES if _of(p) == ("delivery_served", 1)).read_bytes()) | {
        "channel": channel
    }
    message = read("delivery_served", 1, json.dumps(old).encode())
    assert isinstance(message, DeliveryServed)
    assert (message.mode, message.courtesy, message.begun_at) == (mode, courtesy, message.served_at)


def test_an_unknown_type_and_an_unknown_version_are_told_apart() -> None:
    with pytest.raises(UnknownTypeError):
        read("invented_later", 1, b"{}")
    with pytest.raises(UnknownVersionError):
        read("matter_signed", 9, b"{}")
