"""The two ways to the same pages: from any browser by a link, and inside Telegram by what Telegram signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from core.settings import Settings
from core.visits.enter import VISIT_LASTS

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors "
)
HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
TELEGRAM_IN_A_BROWSER = "https://web.telegram.org"


@dataclass(frozen=True)
class Entrance:
    """Where the pages stand for those who came this way, and what keeps them apart from the other way's."""

    at: str
    cookie: str
    secure: bool
    framed_by: Sequence[str] = ()
    """Who may show the pages inside their own; nobody, usually."""

    @property
    def in_app(self) -> bool:
        return bool(self.framed_by)

    @cached_property
    def headers(self) -> dict[str, str]:
        if not self.framed_by:
            return {**HEADERS, "content-security-policy": f"{POLICY}'none'", "x-frame-options": "DENY"}
        return {**HEADERS, "content-security-policy": POLICY + " ".join(self.framed_by)}

    def cookie_of(self, request: Request) -> str:
        return request.cookies.get(self.cookie, "")

    def let_in(self, response: Response, cookie: str) -> None:
        """The browser keeps it for as long as the visit lasts, and shows it to these pages only."""
        self._set(response, cookie, int(VISIT_LASTS.total_seconds()))

    def let_out(self, response: Response) -> None:
        self._set(response, "", 0)

    def _set(self, response: Response, cookie: str, seconds: int) -> None:
        flags = f"Max-Age={seconds}; Path={self.at}; HttpOnly"
        if self.secure:
            flags += "; Secure"
        # inside somebody else's page only such a cookie comes back, and it is another one in each such page
        crossing = self.in_app and self.secure
        flags += "; SameSite=None; Partitioned" if crossing else "; SameSite=Lax"
        response.headers.append("set-cookie", f"{self.cookie}={cookie}; {flags}")


def by_link(settings: Settings) -> Entrance:
    return Entrance("/dashboard", "rite_visit", _is_secure(settings))


def in_telegram(settings: Settings) -> Entrance:
    """Telegram in a browser shows it inside its own page; whoever stands in for Telegram does the same."""
    api = urlsplit(settings.telegram_api_url)
    stands_in = [] if api.hostname == "api.telegram.org" else [f"{api.scheme}://{api.netloc}"]
    return Entrance("/app", "rite_app", _is_secure(settings), (TELEGRAM_IN_A_BROWSER, *stands_in))


def _is_secure(settings: Settings) -> bool:
    return settings.public_url.startswith("https:")


def at_of(request: Request) -> str:
    """Where the pages stand that this request is for."""
    return f"/{request.url.path.split('/')[1]}"
