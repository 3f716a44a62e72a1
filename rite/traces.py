"""One span for each request, task and run of publishing, to any collector that takes OpenTelemetry's OTLP over HTTP.

A span has a name of ours, a kind, how long it took and whether it failed: no address, no id, no words of anybody's.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import SettingsProblem
from core.operations.work import Done, WorkTally
from core.settings import Settings

LACKING = "RITE_OTEL_ENDPOINT needs packages that are not here. Install them with: pip install 'rite[otel]'"
ANSWERS_WITHIN_SECONDS = 5
NANOSECONDS = 1_000_000_000


@contextmanager
def traced(settings: Settings, work: WorkTally, process: str) -> Iterator[None]:
    """For as long as the body runs; what waits is sent at its end. Without an endpoint nothing is loaded."""
    if settings.otel_endpoint is None:
        yield
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace import Status, StatusCode
    except ImportError as error:
        raise SettingsProblem(LACKING) from error
    endpoint = f"{settings.otel_endpoint.rstrip('/')}/v1/traces"
    provider = TracerProvider(
        resource=Resource({"service.name": "rite", "rite.process": process}), shutdown_on_exit=False
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint, timeout=ANSWERS_WITHIN_SECONDS)))
    tracer = provider.get_tracer("rite")

    def watch(done: Done) -> None:
        ended = time.time_ns()
        began = ended - int(done.took.total_seconds() * NANOSECONDS)
        span = tracer.start_span(
            f"{done.kind} {done.name}".strip(), start_time=began, attributes={"rite.kind": done.kind.value}
        )
        if done.failed:
            span.set_status(Status(StatusCode.ERROR))
        span.end(ended)

    work.watched_by.append(watch)
    try:
        yield
    finally:
        work.watched_by.remove(watch)
        provider.shutdown()
