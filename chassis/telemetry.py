"""Traces: one trace id from the HTTP request through the document, the relay and the bus to every consumer."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from opentelemetry import context, propagate, trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import SpanKind, Status, StatusCode

_tracer = trace.get_tracer("lianjie")


def start_traces(service: str, instance: str, to: str, sample: float = 1.0) -> TracerProvider | None:
    """Begin to record spans. `to`: "none", "otlp" (standard OTEL_* variables) or a file for lines of JSON.

    `sample`: the share of the traces begun here that is recorded; a trace begun elsewhere is recorded if it was there, so
    that a trace is whole or not at all. Ids go from process to process either way.
    """
    if to == "none":
        trace.set_tracer_provider(TracerProvider(resource=_resource(service, instance)))
        return None
    sampler = ParentBased(TraceIdRatioBased(sample))
    provider = TracerProvider(resource=_resource(service, instance), sampler=sampler)
    provider.add_span_processor(BatchSpanProcessor(_exporter(to)))
    trace.set_tracer_provider(provider)
    return provider


def _resource(service: str, instance: str) -> Resource:
    return Resource.create({"service.name": f"lianjie-{service}", "service.instance.id": instance})


def _exporter(to: str) -> SpanExporter:
    if to == "otlp":
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        return OTLPSpanExporter()
    file = Path(to).open("a", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
    return ConsoleSpanExporter(out=file, formatter=lambda span: span.to_json(indent=None) + "\n")


@contextlib.contextmanager
def span(
    name: str, *, kind: SpanKind = SpanKind.INTERNAL, parent: str | None = None, **attributes: str | int
) -> Iterator[None]:
    """A span as child of `parent` (a traceparent) or of the present one. Attributes must hold no personal data."""
    base = propagate.extract({"traceparent": parent}) if parent else context.get_current()
    with _tracer.start_as_current_span(
        name,
        context=base,
        kind=kind,
        attributes=dict(attributes),
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield
        except Exception as error:
            # The type only: what an exception says may quote a person.
            current.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


def current_traceparent() -> str | None:
    """The traceparent to store with an announcement."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get("traceparent")
