"""Words of a newer release read as UNKNOWN and are never written back; the envelope survives the wire unchanged."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from pydantic_core import PydanticSerializationError

from lianjie_contracts.base import Place
from lianjie_contracts.envelope import Envelope, EnvelopeError
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.vocabulary import Channel, MatterState, ReplyOutcome, UnknownWordError

AT = datetime(2026, 9, 28, 1, 13, tzinfo=UTC)


def _envelope(**changed: object) -> Envelope:
    fields = {
        "id": "0192f0c1-2222-7000-8000-000000000001", "type": "matter_signed", "version": 1, "source": "lianjie/routing",
        "subject": "matter:450199:m", "seq": 3, "tenant": "450199", "time": AT, "causation": "c", "traceparent": "00-1-2-01",
    }  # fmt: skip
    return Envelope(**(fields | changed))  # type: ignore[arg-type]


def test_a_word_of_a_newer_release_reads_as_unknown() -> None:
    assert Channel("HOLOGRAM") is Channel.UNKNOWN
    body = b'{"occurred_at":"2026-09-28T09:13:00+08:00","unit":"450199-zjj","matter_id":"m","reply_id":"r","outcome":"PONDERED"}'
    assert ReplyAnswered.read(body).outcome is ReplyOutcome.UNKNOWN


def test_an_unknown_word_is_never_written_back() -> None:
    event = ReplyAnswered(
        occurred_at=AT, unit="450199-zjj", matter_id="m", reply_id="r", outcome=ReplyOutcome.UNKNOWN
    )
    with pytest.raises((UnknownWordError, PydanticSerializationError)):
        event.body()


def test_every_state_of_the_specification_has_its_word() -> None:
    assert {"SCREENING", "DISPATCHED", "RECEIVED", "OPINION_READY", "COMPLETED", "MERGED"} <= set(MatterState)


def test_the_envelope_comes_back_as_it_was_sent() -> None:
    headers = {name: value.decode() for name, value in _envelope().headers()}
    assert Envelope.read(headers) == _envelope()
    assert _envelope().aggregate_id == "450199:m"


@pytest.mark.parametrize(
    "name", ["ce_id", "ce_type", "ce_seq", "ce_subject", "ce_schemaver", "ce_time", "ce_tenant", "ce_source"]
)
def test_a_missing_header_is_named(name: str) -> None:
    headers = {n: v.decode() for n, v in _envelope().headers() if n != name}
    with pytest.raises(EnvelopeError, match=name):
        Envelope.read(headers)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ce_seq", "-1"), ("ce_seq", "x"), ("ce_schemaver", "0"), ("ce_time", "yesterday"), ("ce_time", "2026-09-28T09:00:00"),
     ("ce_specversion", "0.3"), ("ce_id", ""), ("ce_subject", "")],
)  # fmt: skip
def test_a_malformed_header_is_refused_without_quoting_it(name: str, value: str) -> None:
    headers = {n: v.decode() for n, v in _envelope().headers()} | {name: value}
    with pytest.raises(EnvelopeError) as refused:
        Envelope.read(headers)
    assert "yesterday" not in str(refused.value)


def test_a_place_needs_a_code_of_the_national_table() -> None:
    with pytest.raises(ValueError, match="pattern"):
        Place(code="云岭县")


def test_the_contracts_need_pydantic_and_nothing_else() -> None:
    program = (
        "import sys; import pydantic; before=set(sys.modules); import lianjie_contracts.registry, lianjie_contracts.topics, "
        "lianjie_contracts.directory, lianjie_contracts.compatibility; "
        "own={m.split('.')[0] for m in set(sys.modules)-before}; "
        "print(sorted(m for m in own if m not in sys.stdlib_module_names and not m.startswith(('pydantic', 'annotated', 'typing', '_sysconfig'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['lianjie_contracts']"
