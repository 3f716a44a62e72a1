"""The line between Rite and a real Redis: it can be cut, fall silent, or lose a reply."""

import asyncio
import enum
from types import TracebackType
from urllib.parse import urlsplit


class Fault(enum.Enum):
    """What is wrong with the line."""

    NONE = enum.auto()
    CUT = enum.auto()
    """Every connection ends, and none is taken."""
    SILENT = enum.auto()
    """Nothing gets through, and nobody says so."""
    DEAF = enum.auto()
    """What is asked arrives; the answer does not, and the connection ends."""


class Line:
    """Forwards to Redis as long as nothing is wrong."""

    def __init__(self, redis_url: str) -> None:
        self._redis = urlsplit(redis_url)
        self._fault = Fault.NONE
        self._connected: set[asyncio.Task[None]] = set()
        self._speaks, self._lost = asyncio.Event(), asyncio.Event()

    async def __aenter__(self) -> "Line":
        self.set(Fault.NONE)
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        who = f":{self._redis.password}@" if self._redis.password else ""
        self.url = self._redis._replace(netloc=f"{who}127.0.0.1:{port}").geturl()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.set(Fault.CUT)
        await asyncio.gather(*self._connected, return_exceptions=True)

    def set(self, fault: Fault) -> None:
        """From now on this is wrong."""
        self._fault = fault
        self._lost.clear()
        if fault is Fault.SILENT:
            self._speaks.clear()
        else:
            self._speaks.set()
        if fault is Fault.CUT:
            for connection in self._connected:
                connection.cancel()

    async def loses_an_answer(self) -> None:
        """Wait until the fault has done its work."""
        await self._lost.wait()

    async def _connect(self, asking: asyncio.StreamReader, answering: asyncio.StreamWriter) -> None:
        """One connection, from its beginning to its end."""
        this = asyncio.current_task()
        assert this is not None
        self._connected.add(this)
        writers = [answering]
        try:
            if self._fault is Fault.CUT:
                return
            redis, asked = await asyncio.open_connection(self._redis.hostname, self._redis.port)
            writers.append(asked)
            ways = (self._forward(asking, asked, answers=False), self._forward(redis, answering, answers=True))
            both = [asyncio.create_task(way) for way in ways]
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in both:
                    one.cancel()
                await asyncio.gather(*both, return_exceptions=True)
        except asyncio.CancelledError:
            pass  # cut
        finally:
            for writer in writers:
                writer.transport.abort()
            await asyncio.sleep(0)
            self._connected.discard(this)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        while data := await reader.read(65_536):
            if answers and self._fault is Fault.DEAF:
                self._lost.set()
                return
            await self._speaks.wait()
            writer.write(data)
            await writer.drain()
