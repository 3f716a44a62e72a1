"""What leaves for Sentry and OpenTelemetry, heard by a stand-in over real sockets: nothing personal, nothing secret."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import cast

import pytest
import structlog

from core.clock import Clock
from core.database import Database
from core.operations.work import Kind, WorkTally
from core.settings import Settings
from rite.error_reports import error_reports, event_of
from rite.logs import set_up_logs
from rite.traces import traced

SECRET, WORDS = "xoxb-1234567890-secret", "ada@example.org wants the caption Friday we dance"
PATIENCE_SECONDS = 20.0


class Collector:
    """Takes whatever it is sent, and keeps it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bytes]] = []
        heard = self.heard

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                packed = self.headers.get("content-encoding") == "gzip"
                heard.append((self.path, gzip.decompress(body) if packed else body))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.at = f"127.0.0.1:{self.server.server_port}"

    def hears(self) -> tuple[str, bytes]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.heard:
            assert time.monotonic() < deadline, "nothing came"
            time.sleep(0.02)
        return self.heard[0]


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    thread = threading.Thread(target=collector.server.serve_forever)
    thread.start()
    yield collector
    collector.server.shutdown()
    collector.server.server_close()
    thread.join()


@contextmanager
def logs_kept() -> Iterator[None]:
    """Other tests have logs of their own."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def fails() -> None:
    token = SECRET
    try:
        raise KeyError(WORDS)
    except KeyError as error:
        raise ValueError(f"{WORDS} {token}") from error


def test_sentry_hears_which_error_and_where_and_nothing_else(collector: Collector) -> None:
    pytest.importorskip("sentry_sdk", reason="the extra is not installed")
    report = error_reports(settings(RITE_SENTRY_DSN=f"http://public@{collector.at}/1"), "worker")
    assert report is not None
    with logs_kept():
        set_up_logs("json", "INFO", (), StringIO(), on_error=report)
        try:
            fails()
        except ValueError as error:
            structlog.get_logger("test").error("a task broke", caption=WORDS, exc_info=error)
    path, body = collector.hears()
    assert path.startswith("/api/1/envelope")
    event = json.loads(body.splitlines()[2])
    assert (event["message"], event["tags"]) == ("a task broke", {"process": "worker"})
    first, last = event["exception"]["values"]
    assert (first["type"], last["type"]) == ("KeyError", "ValueError")
    assert last["stacktrace"]["frames"][-1]["function"] == "fails"
    for word in (SECRET, WORDS, "ada@", "Friday"):
        assert word.encode() not in body


def test_a_report_holds_no_word_of_the_error() -> None:
    try:
        fails()
    except ValueError as error:
        told = json.dumps(event_of("a task broke", error, "web"))
    assert "KeyError" in told
    for word in (SECRET, WORDS, "/root", "/home"):
        assert word not in told


def test_a_collector_gets_a_span_for_each_piece_of_work(collector: Collector) -> None:
    pytest.importorskip("opentelemetry.sdk", reason="the extra is not installed")
    tally = WorkTally(cast(Database, None), cast(Clock, None))
    with traced(settings(RITE_OTEL_ENDPOINT=f"http://{collector.at}"), tally, "web"):
        tally.count(Kind.REQUEST, timedelta(milliseconds=20), failed=False, name="/media/{name}")
        tally.count(Kind.TASK, timedelta(seconds=2), failed=True, name="post.render")
    path, body = collector.hears()
    assert path == "/v1/traces"
    for word in (b"request /media/{name}", b"task post.render", b"service.name", b"rite.process"):
        assert word in body
    tally.count(Kind.TASK, timedelta(), failed=False)
    assert len(collector.heard) == 1  # nobody watches any more


@pytest.mark.parametrize("open_it", [lambda of: error_reports(of, "web"), lambda of: traced(of, tally(), "web")])
def test_without_a_setting_nothing_is_loaded(open_it: Callable[[Settings], object]) -> None:
    opened = open_it(settings())
    if opened is not None:
        with opened:  # type: ignore[attr-defined]  # traced's
            assert tally().watched_by == []


def tally() -> WorkTally:
    return WorkTally(cast(Database, None), cast(Clock, None))


def settings(**named: str) -> Settings:
    return Settings(_env_file=None, **named)
