"""A link somebody sent, looked at before anybody is asked."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from core.ports.pages import Unreadable

LONGEST = 2000
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Target:
    """Where a request goes: scheme, host as DNS spells it, port, and path with query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """ "127.0.0.1:8080", as hosts are allowed by name."""
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = _PORTS[self.scheme] == self.port
        return f"{self.scheme}://{host}{'' if usual else f':{self.port}'}{self.path}"

    @property
    def authority(self) -> str:
        return self.url.split("://", 1)[1].split("/", 1)[0]


def target_of(url: str, allowed: frozenset[str]) -> Target:
    """The target of a link. allowed: places whose port may be any. Raises Unreadable for a link not to be followed."""
    if len(url) > LONGEST or any(sign.isspace() or ord(sign) < 32 for sign in url):
        raise Unreadable("That link is too long or has spaces in it.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unreadable("That does not look like a link I can open.") from error
    if parts.scheme.lower() not in _PORTS:
        raise Unreadable("I open links that begin with https:// or http:// only.")
    if parts.username is not None or parts.password is not None:
        raise Unreadable("That link has a name or a password in it, so I leave it alone.")
    if not parts.hostname:
        raise Unreadable("That link names no site.")
    scheme = parts.scheme.lower()
    target = Target(scheme, _host(parts.hostname), port or _PORTS[scheme], _path(parts.path, parts.query))
    if target.port != _PORTS[scheme] and target.place not in allowed:
        raise Unreadable("That link leads to an unusual port, so I leave it alone.")
    return target


def next_target(target: Target, location: str, allowed: frozenset[str]) -> Target:
    """Where a redirect leads, looked at like any link."""
    return target_of(urljoin(target.url, location.strip()), allowed)


def _host(host: str) -> str:
    try:
        return host.rstrip(".").encode("idna").decode() if not host.isascii() else host.rstrip(".").lower()
    except UnicodeError as error:
        raise Unreadable("I can't read the name of that site.") from error


def _path(path: str, query: str) -> str:
    from urllib.parse import quote

    safe = "/:@!$&'()*+,;=~%-._[]"
    return (quote(path, safe=safe) or "/") + (f"?{quote(query, safe=safe + '?')}" if query else "")
