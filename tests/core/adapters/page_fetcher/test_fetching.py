"""Fetching from a real server on this machine, which stands for the public net because its place is allowed by name."""

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from core.adapters.page_fetcher import PageFetcher
from core.adapters.page_fetcher.addresses import is_public
from core.ports.pages import PageKind, Unreadable, WebPage

Handler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]
IN_THE_PAGE = '<meta charset="windows-1252"><p>Grüße'
HEAD = b"HTTP/1.1 200 OK\r\n"
PRIVATE = "leads into a private network"


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> Handler:
    head = "\r\n".join(
        (f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", "")
    )

    async def handle(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(head.encode() + body)
        await writer.drain()

    return handle


def leads_to(location: str, status: str = "302 Found") -> Handler:
    return answer(b"", f"Location: {location}", status=status)


@asynccontextmanager
async def served(handler: Handler) -> AsyncIterator[tuple[str, list[bytes]]]:
    """(host:port, the requests as they came)."""
    requests: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            requests.append(await reader.readuntil(b"\r\n\r\n"))
            await handler(requests[-1], writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", requests


async def fetched(handler: Handler, path: str = "/", seconds: float = 8.0) -> tuple[WebPage, list[bytes]]:
    async with served(handler) as (place, requests):
        return await PageFetcher(allowed=[place], seconds=seconds).fetch(f"http://{place}{path}"), requests


async def refused(handler: Handler, why: str, seconds: float = 8.0) -> None:
    with pytest.raises(Unreadable, match=why):
        await fetched(handler, seconds=seconds)


async def test_a_page_is_text_and_nothing_personal_is_sent() -> None:
    page, (request,) = await fetched(answer("<title>Grüße</title>".encode(), "Set-Cookie: a=b"), "/e/1?x=ä")
    assert page.text == "<title>Grüße</title>"
    assert page.kind is PageKind.PAGE
    assert request.startswith(b"GET /e/1?x=%C3%A4 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"RiteBot" in request
    assert not any(word in request.lower() for word in (b"cookie", b"authorization", b"referer"))


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("<p>Grüße".encode("latin-1"), "text/html; charset=ISO-8859-1", "<p>Grüße"),
        (
            '<meta charset="windows-1252"><p>Grüße'.encode("cp1252"),
            "text/html",
            '<meta charset="windows-1252"><p>Grüße',
        ),
        (b"<p>Gr\xfc", "text/html", "<p>Gr\ufffd"),
        (b"<p>a", "text/html; charset=rot13", "<p>a"),
        (b"<p>a-b", "text/html; charset=punycode", "<p>a-b"),
        (b"<p>\\u0041", "text/html; charset=unicode_escape", "<p>\\u0041"),
    ],
)
async def test_letters_are_read_as_the_site_says(body: bytes, kind: str, text: str) -> None:
    page, _ = await fetched(answer(body, kind=kind))
    assert page.text == text


@pytest.mark.parametrize("kind", ["text/calendar", "application/octet-stream", "text/plain", "text/html"])
async def test_a_calendar_is_known_by_what_it_begins_with(kind: str) -> None:
    page, _ = await fetched(answer(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", kind=kind))
    assert page.kind is PageKind.CALENDAR


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(b"<p>hello", mtime=0), "gzip"), (zlib.compress(b"<p>hello"), "deflate")],
    ids=["gzip", "deflate"],
)
async def test_a_compressed_page_is_opened(body: bytes, encoding: str) -> None:
    page, _ = await fetched(answer(body, f"Content-Encoding: {encoding}"))
    assert page.text == "<p>hello"


@pytest.mark.parametrize(
    ("handler", "why"),
    [
        (answer(b"x", status="404 Not Found"), "no page at that link"),
        (answer(b"x", status="403 Forbidden"), "does not let me read"),
        (answer(b"x", status="500 Oops"), r"answered with an error \(500\)"),
        (answer(b"x", kind="image/png"), "a file of another kind"),
        (answer(b"PK", kind="application/octet-stream"), "a file of another kind"),
        (answer(b"x", "Content-Encoding: br"), "in a form I don't know"),
        (answer(b"x", "Content-Encoding: gzip"), "arrived broken"),
        (answer(b"x" * (2 * 1024 * 1024 + 1)), "over 2 MB"),
        (answer(gzip.compress(b"\0" * 50_000_000, 9), "Content-Encoding: gzip"), "over 2 MB"),
        (leads_to("http://169.254.169.254/latest/meta-data/"), PRIVATE),
        (leads_to("http://10.0.0.1/"), PRIVATE),
        (leads_to("http://localhost/"), PRIVATE),
        (leads_to("http://[::1]/"), PRIVATE),
        (leads_to("http://[::ffff:127.0.0.1]/"), PRIVATE),
        (leads_to("http://2130706433/"), PRIVATE),
        (leads_to("http://0x7f.1/"), PRIVATE),
        (leads_to("http://0/"), PRIVATE),
        (leads_to("http://0177.0.0.1/"), PRIVATE),
        (leads_to("http://localhost./"), PRIVATE),
        (leads_to("http://[64:ff9b::a00:1]/"), PRIVATE),
        (leads_to("//10.0.0.1/"), PRIVATE),
        (leads_to("gopher://127.0.0.1/"), "https:// or http:// only"),
        (leads_to("http://127.0.0.1:6379/"), "an unusual port"),
        (leads_to("file:///etc/passwd"), "https:// or http:// only"),
        (leads_to("http://user:word@example.com/"), "a name or a password"),
        (leads_to("/again"), "without end"),
        (answer(b"", status="204 No Content"), "an error"),
    ],
)
async def test_every_refusal_is_a_sentence(handler: Handler, why: str) -> None:
    await refused(handler, why)


async def test_a_few_redirects_are_followed_by_hand() -> None:
    async def handle(request: bytes, writer: asyncio.StreamWriter) -> None:
        step = int(request.split(b" ")[1].strip(b"/") or 0)
        await (answer(b"<p>there") if step == 5 else leads_to(f"/{step + 1}", "301 Moved"))(request, writer)

    page, requests = await fetched(handle)
    assert page.url.endswith("/5")
    assert len(requests) == 6


async def test_a_site_that_never_ends_is_left() -> None:
    async def handle(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    await refused(handle, "over 2 MB")


@pytest.mark.parametrize("first", [b"", HEAD, HEAD + b"Content-Type: text/html\r\n\r\n<p>"])
async def test_a_slow_site_is_left_wherever_it_stops(first: bytes) -> None:
    async def handle(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        await writer.drain()
        await asyncio.sleep(30)

    await refused(handle, "took too long", seconds=0.3)


async def test_a_site_that_drips_is_left_though_it_never_stops() -> None:
    async def handle(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Content-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    await refused(handle, "took too long", seconds=0.3)


async def test_headers_without_end_are_left() -> None:
    async def handle(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD)
        while True:
            writer.write(b"X-More: " + b"y" * 4096 + b"\r\n")
            await writer.drain()

    await refused(handle, "could not be reached")


async def test_a_page_zipped_within_a_zip_of_many_is_left_at_its_first_end() -> None:
    bombs = gzip.compress(b"<p>hello", mtime=0) + gzip.compress(b"\0" * 50_000_000, 9) * 3
    page, _ = await fetched(answer(bombs, "Content-Encoding: gzip"))
    assert page.text == "<p>hello"


async def test_a_site_that_speaks_no_http_is_left() -> None:
    async def handle(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"+PONG\r\n")
        await writer.drain()

    await refused(handle, "could not be reached")


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("ftp://example.com/", "https:// or http:// only"),
        ("javascript:alert(1)", "https:// or http:// only"),
        ("https://ada:secret@example.com/", "a name or a password"),
        ("https://example.com:8443/", "an unusual port"),
        ("https://example.com:99999/", "does not look like a link"),
        ("https:///path", "names no site"),
        ("https://exa mple.com/", "spaces in it"),
        ("https://example.com/\r\nX: y", "spaces in it"),
        ("https://example.com/" + "a" * 2000, "too long"),
        ("https://[fe80::1]/", PRIVATE),
        ("http://127.0.0.1/", PRIVATE),
        ("http://１２７.０.０.１/", PRIVATE),
    ],
)
async def test_a_link_not_to_be_followed_is_refused(link: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        await PageFetcher().fetch(link)


class Names:
    """A resolver that gives the next answer each time it is asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


async def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(Unreadable, match=PRIVATE):
        await PageFetcher(resolver=Names(["93.184.215.14", "192.168.1.1"])).fetch("http://mixed.example/")


async def test_a_name_that_moves_after_the_check_is_asked_once_and_the_checked_address_is_used() -> None:
    """Public at the check, this machine a moment later: the connection goes to what was checked."""
    with socket.create_server(("127.0.0.1", 0)) as secret:
        names = Names(["192.0.2.1"], ["127.0.0.1"])
        with pytest.raises(Unreadable, match=PRIVATE):
            await PageFetcher(resolver=names).fetch("http://rebinding.example/")
        assert names.asked == 1
        secret.setblocking(False)
        with pytest.raises(BlockingIOError):
            secret.accept()


async def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    async with served(answer(b"<p>hello")) as (place, requests):
        port = place.partition(":")[2]
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        fetcher = PageFetcher(allowed=[f"tickets.example:{port}"], resolver=names)
        page = await fetcher.fetch(f"http://tickets.example:{port}/")
    assert (page.text, names.asked) == ("<p>hello", 1)
    assert f"Host: tickets.example:{port}".encode() in requests[0]


async def test_a_site_nobody_knows_is_told() -> None:
    with pytest.raises(Unreadable, match="can't find the site"):
        await PageFetcher(resolver=Names([])).fetch("https://nowhere.example/")


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_may_be_connected_to(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.192", "192.168.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1",
        "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd00:ec2::254", "ff02::1",
        "fec0::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
        "100::1", "localhost", "",
    ],
)  # fmt: skip
def test_no_other_address_may(address: str) -> None:
    assert not is_public(address)
