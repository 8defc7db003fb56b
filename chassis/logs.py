"""Logs: fixed sentences plus fields, one JSON object a line, without personal data and with the trace id."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog
from opentelemetry import trace

# Fields that may carry a person: they are dropped here, whatever a caller passes.
PERSONAL = frozenset(
    {"name", "id_no", "phone", "address", "email", "title", "content", "main_content", "body", "query_code"}
)


def _without_persons(_: Any, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
    for name in PERSONAL & fields.keys():
        fields[name] = "<withheld>"
    return fields


def _with_trace(_: Any, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        fields["trace_id"] = format(span.trace_id, "032x")
    return fields


def _without_words(_: Any, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
    """Where an exception came from and its type, never what it says: that may quote a person."""
    error = _error(fields.pop("exc_info", None))
    if error:
        fields["exception"] = list(_course(error))
    return fields


def _without_quotes(_: Any, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
    """A library's own sentence may quote the exception: FastStream's does."""
    if words := str(_error(fields.get("exc_info")) or ""):
        fields["event"] = str(fields["event"]).replace(words, "…")
    return fields


def _error(given: Any) -> BaseException | None:  # noqa: ANN401 - as logging takes it: true, an exception, or its three parts
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    return error if isinstance(error, BaseException) else None


def _course(error: BaseException) -> Iterator[str]:
    """Type by type and frame by frame, from the first cause on."""
    if cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        yield from _course(cause)
    yield type(error).__name__
    yield from (
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    )


def start_logs(service: str, instance: str, level: str) -> None:
    """Send everything, the libraries' logs included, to standard output as lines of JSON."""
    logging.basicConfig(stream=sys.stdout, level=level, format="%(message)s", force=True)
    for noisy in ("aiokafka", "faststream", "uvicorn.access", "pymongo", "httpx", "httpcore"):
        library = logging.getLogger(noisy)
        library.setLevel(logging.WARNING)
        library.handlers.clear()  # FastStream brings one of its own, for coloured lines and whole tracebacks
        library.propagate = True
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), _with_trace, _without_persons,
    ]  # fmt: skip
    renderer = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, _without_quotes, _without_words],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    logging.getLogger().handlers[0].setFormatter(renderer)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            *shared,
            _without_words,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service, instance=instance)


log: structlog.stdlib.BoundLogger = structlog.get_logger("lianjie")
