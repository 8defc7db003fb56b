"""A log line is one JSON object, says where and what, and names no person."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from faststream._internal.logger.logging import get_logger
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis import logs, telemetry
from chassis.logs import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = "张三 13800000000"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The lines on standard output, read as JSON."""
    root, output = logging.getLogger(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    before, level = root.handlers[:], root.level
    get_logger("faststream", logging.INFO, sys.stderr, "%(message)s")  # as the library does when it is loaded
    logs.start_logs("deadlines", "deadlines-1", "INFO")
    structlog.configure(cache_logger_on_first_use=False)
    yield lambda: [json.loads(line) for line in output.getvalue().splitlines()]
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = before
    root.setLevel(level)


def a_logger() -> structlog.stdlib.BoundLogger:
    logger: structlog.stdlib.BoundLogger = structlog.get_logger("lianjie")
    return logger


def test_a_line_says_which_process_what_and_when(said: Callable[[], list[dict[str, Any]]]) -> None:
    a_logger().warning("a record is a dead letter", place="t/0/7")
    [line] = said()
    assert {
        "service": "deadlines",
        "instance": "deadlines-1",
        "event": "a record is a dead letter",
    }.items() <= line.items()
    assert (line["place"], line["level"]) == ("t/0/7", "warning")
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize("field", sorted(PERSONAL))
def test_a_personal_field_is_withheld_whoever_passes_it(
    said: Callable[[], list[dict[str, Any]]], field: str
) -> None:
    a_logger().error("something", **{field: SECRET})
    [line] = said()
    assert line[field] == "<withheld>"
    assert SECRET not in str(line)


def test_an_exception_is_told_by_type_and_place_and_never_by_its_words(
    said: Callable[[], list[dict[str, Any]]],
) -> None:
    def open_letter() -> None:
        try:
            int(SECRET)
        except ValueError as cause:
            raise RuntimeError(f"cannot read {SECRET}") from cause

    try:
        open_letter()
    except RuntimeError:
        a_logger().exception("a record could not be handled")
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    assert len(said()) == 2
    for line in said():
        assert SECRET not in json.dumps(line, ensure_ascii=False)
        assert [each for each in line["exception"] if ":" not in each] == ["ValueError", "RuntimeError"]
        assert any("open_letter" in each for each in line["exception"])


def test_what_libraries_log_is_json_too(said: Callable[[], list[dict[str, Any]]]) -> None:
    logging.getLogger("some.library").warning("%s of %s", 1, 2)
    [line] = said()
    assert line["event"] == "1 of 2"


def test_faststream_logs_like_everybody_else(said: Callable[[], list[dict[str, Any]]]) -> None:
    try:
        raise RuntimeError(SECRET)
    except RuntimeError as error:
        logging.getLogger("faststream").error("RuntimeError: %s", error, exc_info=error)
    [line] = said()
    assert logging.getLogger("faststream").handlers == [], "nothing goes past us"
    assert line["event"] == "RuntimeError: …"
    assert line["exception"][0] == "RuntimeError"


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(telemetry, "_tracer", provider.get_tracer("test"))
    return exporter


def test_a_span_of_what_failed_tells_the_type_alone(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="张三"), telemetry.span("hear matter_signed", seq=1):
        raise ValueError(SECRET)
    [span] = spans.get_finished_spans()
    assert SECRET not in span.to_json()
    assert (span.status.status_code, span.status.description) == (trace.StatusCode.ERROR, "ValueError")


def test_the_trace_goes_on_where_the_message_left_it(
    spans: InMemorySpanExporter, said: Callable[[], list[dict[str, Any]]]
) -> None:
    with telemetry.span("register"):
        carried = telemetry.current_traceparent()
    with telemetry.span("hear item_registered", parent=carried):
        a_logger().info("heard")
    one, two = spans.get_finished_spans()
    assert one.context
    assert two.context
    assert two.parent
    assert two.context.trace_id == one.context.trace_id
    assert two.parent.span_id == one.context.span_id
    assert said()[0]["trace_id"] == format(one.context.trace_id, "032x")


def is_recorded(traceparent: str) -> bool:
    version, trace_id, span_id, flags = traceparent.split("-")
    assert (version, len(trace_id), len(span_id)) == ("00", 32, 16), "ids go on in any case"
    return bool(int(flags, 16) & 1)


@pytest.mark.parametrize(("sample", "recorded"), [(0.0, False), (1.0, True)])
def test_who_begins_a_trace_decides_whether_it_is_recorded_and_the_others_follow(
    monkeypatch: pytest.MonkeyPatch, sample: float, recorded: bool
) -> None:
    monkeypatch.setattr(trace, "set_tracer_provider", lambda _: None)
    exporter = InMemorySpanExporter()
    monkeypatch.setattr(telemetry, "_exporter", lambda _: exporter)
    provider = telemetry.start_traces("deadlines", "one", "somewhere", sample)
    assert provider
    monkeypatch.setattr(telemetry, "_tracer", provider.get_tracer("test"))
    with telemetry.span("begun here"):
        own = telemetry.current_traceparent() or ""
    begun_elsewhere = f"00-{'1' * 32}-{'2' * 16}-{'00' if recorded else '01'}"
    with telemetry.span("went on here", parent=begun_elsewhere):
        followed = telemetry.current_traceparent() or ""
    provider.force_flush()
    assert is_recorded(own) == recorded
    assert is_recorded(followed) != recorded, "as it was where it began"
    assert [each.name for each in exporter.get_finished_spans()] == [
        "begun here" if recorded else "went on here"
    ]
