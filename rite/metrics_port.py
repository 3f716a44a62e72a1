"""What a worker and a clock counted, for Prometheus: they have no web server, so they get a small one when asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server

from core.errors import SettingsProblem


@contextmanager
def metrics_served(host: str, port: int | None) -> Iterator[None]:
    """`/metrics` on a port of its own for as long as the body runs; without a port nothing listens."""
    if port is None:
        yield
        return
    try:
        server, thread = start_http_server(port, addr=host)
    except OSError as error:
        raise SettingsProblem(f"Port {port} on {host} can't be used for metrics; is something else there?") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
