"""Links that want us to ask where nobody outside may: every spelling anybody has tried, and none gets a connection."""

import socket
from collections.abc import Sequence
from typing import Any

import httpcore
import pytest
from test_fetching import Names, leads_to, served

from core.adapters.page_fetcher import PageFetcher
from core.adapters.page_fetcher.pinned import resolve
from core.ports.pages import Unreadable

SPELLINGS = (
    # this machine, as a resolver of the system takes it
    *("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001"),
    *("127.0.0.1.", "0", "0.0.0.0", "00000000", "0x0", "127.127.127.127", "127.0.0.53", "①②⑦.⓪.⓪.①", "１２７.1"),  # noqa: S104 - nothing is bound to it
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[0::1]"),
    *("[64:ff9b::127.0.0.1]", "[2002:7f00:1::1]", "[::ffff:0:127.0.0.1]", "[64:ff9b:1::7f00:1]"),
    # networks of one's own
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1", "0xc0a80001"),
    *("0300.0250.0.1", "3232235521", "167772161", "[fc00::1]", "[fd00::1]", "[fe80::1]", "[fec0::1]"),
    *("[::ffff:10.0.0.1]", "[::ffff:c0a8:1]", "100.64.0.1", "198.18.0.1", "192.0.0.1"),
    # where clouds keep their secrets
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "[::ffff:a9fe:a9fe]"),
    *("[64:ff9b::a9fe:a9fe]", "[fd00:ec2::254]", "100.100.100.200", "192.0.0.192", "169.254.170.2"),
    # what is nobody's
    *("224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1", "203.0.113.1", "198.51.100.1"),
    *("[ff02::1]", "[2001:db8::1]", "[2001::1]", "[100::1]", "[3fff::1]"),
)
NAMES: dict[str, Sequence[str]] = {
    "localhost": ["127.0.0.1", "::1"],
    "LOCALHOST": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"],
    "127.0.0.1.nip.io": ["127.0.0.1"],
    "localtest.me": ["::1", "127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "instance-data": ["169.254.169.254"],
    "kubernetes.default.svc": ["10.96.0.1"],
    "redis": ["172.18.0.3"],
    "half.example": ["93.184.215.14", "10.0.0.1"],
    "ends-private.example": ["2606:4700::1111", "fe80::1"],
    "mapped.example": ["::ffff:192.168.0.1"],
}
"""What names resolve to, of which somebody outside is the master."""
OTHER_LINKS = (
    *("file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/", "ftp://127.0.0.1/", "data:,x"),
    *("http://127.0.0.1:80@evil.example/", "http://evil.example@127.0.0.1/", "http://ada:x@localhost/"),
    *("http://example.com:6379/", "http://example.com:22/", "http://example.com:5432/", "http://example.com:2375/"),
    *("http:///127.0.0.1/", "http://", "//127.0.0.1/", "http:127.0.0.1", "http://127.0.0.1\\@example.com/"),
    *("http://[::1%25lo]/", "http://[fe80::1%25eth0]/", "http://example.com\r\nHost: localhost/", "http://exa\tmple/"),
)


async def as_the_world_resolves(host: str, port: int) -> Sequence[str]:
    """Numbers as this machine reads them, names as their masters want."""
    if host in NAMES:
        return NAMES[host]
    try:
        socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    except OSError:
        return []  # no name of this list, and nothing is asked of a real resolver
    return await resolve(host, port)


ATTEMPTS = [
    *(f"http://{host}/latest/meta-data/" for host in SPELLINGS),
    *(f"https://{host}/" for host in SPELLINGS),
    *(f"http://{name}/" for name in NAMES),
    *OTHER_LINKS,
]


def test_the_corpus_is_no_smaller_than_it_was() -> None:
    assert len({*SPELLINGS, *NAMES, *OTHER_LINKS}) >= 100


class Line(httpcore.AsyncNetworkBackend):
    """Where connections would be made; it notes to where, and makes none."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        self.asked.append(host)
        raise httpcore.ConnectError("nobody is there")


async def test_no_link_leads_into_a_private_network() -> None:
    fetcher, opened, line = PageFetcher(resolver=as_the_world_resolves, seconds=2.0), [], Line()
    fetcher._backend._inner = line
    for link in ATTEMPTS:
        try:
            opened.append((link, await fetcher.fetch(link)))
        except Unreadable as why:
            assert str(why).startswith(("That ", "I ")), f"{link}: {why}"
    assert opened == []
    assert line.asked == []


async def test_a_redirect_is_looked_at_like_any_link() -> None:
    for target in (*(f"http://{host}/" for host in SPELLINGS), *OTHER_LINKS[:8]):
        async with served(leads_to(target.replace("\r\n", ""))) as (place, _):
            with pytest.raises(Unreadable):
                await PageFetcher(allowed=[place], resolver=as_the_world_resolves, seconds=5.0).fetch(
                    f"http://{place}/"
                )


async def test_a_public_link_would_be_followed_to_the_address_that_was_checked() -> None:
    """The test above can fail: this is what a connection looks like."""
    line = Line()
    fetcher = PageFetcher(resolver=Names(["93.184.215.14"]), seconds=2.0)
    fetcher._backend._inner = line
    with pytest.raises(Unreadable, match="could not be reached"):
        await fetcher.fetch("http://tickets.example/")
    assert line.asked == ["93.184.215.14"]
