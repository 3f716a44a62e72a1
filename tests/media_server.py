"""Serves stored files as Rite's own web process would: HEAD, GET and byte ranges, whatever the signature."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {".jpg": "image/jpeg", ".mp4": "video/mp4"}
RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@contextmanager
def media_served(folder: Path) -> Iterator[str]:
    """The address of a server for the files of a folder."""

    class Files(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            path = folder / self.path.partition("?")[0].rsplit("/", 1)[-1]
            if not path.is_file():
                self.send_error(404)
                return
            data = path.read_bytes()
            part = RANGE.match(self.headers.get("range", ""))
            if part:
                data = data[int(part.group(1)) : int(part.group(2)) + 1 if part.group(2) else None]
            self.send_response(206 if part else 200)
            self.send_header("content-type", TYPES[path.suffix])
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            if body:
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(5)
