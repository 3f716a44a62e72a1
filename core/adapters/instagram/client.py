"""The one HTTP client for Instagram: sends, logs without secrets, and names what went wrong on the way."""

import logging
import ssl
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import urlsplit

import httpx
import structlog

from core.adapters.instagram.calls import Call
from core.adapters.instagram.gate import Ungated, called
from core.adapters.instagram.usage import Usage, usage_of
from core.adapters.instagram.wire import Answer, GraphError, Json, understand
from core.database import outside_transaction
from core.errors import NetworkTrouble, OutcomeUnknown, RiteError
from core.lease import check_held
from core.ports.access import Access, Product
from core.ports.gate import Gate, Urgency
from core.witness import Witness

log = structlog.get_logger(__name__)

READ_SECONDS = 30.0
PUBLISH_SECONDS = 120.0  # media_publish has been seen to take more than 30 s
CONNECT_SECONDS = 10.0
# Shorter than any server's: a connection that just went stale would make a publish call ambiguous for nothing.
KEEPALIVE_SECONDS = 2.0
# Failures before a byte of the request has left.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


class _QueryHidden(logging.Filter):
    """httpx logs whole addresses; token exchange and renewal carry secrets in theirs."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(arg.copy_with(query=None) if isinstance(arg, httpx.URL) else arg for arg in record.args)
        return True


_QUERY_HIDDEN = _QueryHidden()


def open_http(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """An HTTP client whose connections are never reused after lying idle for long."""
    limits = httpx.Limits(keepalive_expiry=KEEPALIVE_SECONDS)
    return httpx.AsyncClient(transport=transport, limits=limits, verify=_trusted())


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we believe, read once a process: the certificates are many."""
    return httpx.create_ssl_context()


class InstagramClient:
    """Belongs to the event loop of its httpx client, which whoever opened it closes."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        graph_url: str,
        api_url: str,
        facebook_url: str = "https://graph.facebook.com",
        version: str = "v25.0",
        gate: Gate | None = None,
        witness: Witness | None = None,
    ) -> None:
        self.graph_url = graph_url.rstrip("/")
        self.api_url = api_url.rstrip("/")
        # A token is good at the host of the login it came from and nowhere else.
        self._hosts = {Product.INSTAGRAM: self.graph_url, Product.FACEBOOK: facebook_url.rstrip("/")}
        self._version = version
        self._used: dict[str, int] = {}
        self._http = http
        self._gate = gate or Ungated()
        self._witness = witness or Witness()
        logging.getLogger("httpx").addFilter(_QUERY_HIDDEN)

    def usage(self, account: str) -> int | None:
        """Percent of the account's call budget that was spent at its last answer; None while Instagram is silent."""
        return self._used.get(account)

    def runs_low(self, account: str) -> bool:
        """Whether asking less often is wise."""
        return self._gate.runs_low(account)

    async def get(self, access: Access, path: str, params: Mapping[str, str], call: Call = Call.READ) -> Json:
        """GET {graph}/{version}/{path} for an account. Raises WaitAndRetry, Refused or ReconnectNeeded."""
        request = self._http.build_request(
            "GET", self.address(access.product, path), params=params, headers=_bearer(access)
        )
        return await self._exchange(request, call, access=access, hidden=(access.token,))

    async def post(self, access: Access, path: str, fields: Mapping[str, str], call: Call) -> Json:
        """POST a form to {graph}/{version}/{path} for an account; only irrevocable calls may raise OutcomeUnknown."""
        request = self._http.build_request(
            "POST", self.address(access.product, path), data=fields, headers=_bearer(access)
        )
        return await self._exchange(request, call, access=access, hidden=(access.token,))

    async def sign_in(
        self,
        method: str,
        url: str,
        call: Call,
        *,
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        hidden: Iterable[str],
    ) -> Json:
        """A call of the login, which has addresses of its own and no token yet; hidden are its secrets."""
        request = self._http.build_request(method, url, params=params, data=form)
        return await self._exchange(request, call, access=None, hidden=tuple(hidden))

    def address(self, product: Product, path: str) -> str:
        """The versioned address of a path at the host of a login."""
        return f"{self._hosts[product]}/{self._version}/{path}"

    async def _exchange(
        self, request: httpx.Request, call: Call, *, access: Access | None, hidden: tuple[str, ...]
    ) -> Json:
        outside_transaction()
        if access is not None and access.instagram_id:
            await self._gate.may_go(access, Urgency.MUST if access.finishing else call.urgency)
        path = urlsplit(str(request.url)).path
        usage: Usage | None = None
        try:
            response = await self._sent(request, call, path)
            usage = usage_of(_lower(response.headers), access.instagram_id if access else "")
            if usage and access:
                self._used[access.instagram_id] = usage.percent
            told = self._understood(response, call, hidden, usage, path)
        except RiteError as error:
            await self._gate.went(called(call, access, usage, error))
            raise
        await self._gate.went(called(call, access, usage))
        return told

    def _understood(
        self, response: httpx.Response, call: Call, hidden: tuple[str, ...], usage: Usage | None, path: str
    ) -> Json:
        method, status = response.request.method, response.status_code
        try:
            told = understand(
                Answer(status, response.content), call, hidden=hidden, regain=usage.regain if usage else None
            )
        except RiteError as error:
            _log_refusal(method, path, status, error)
            raise
        log.debug("instagram answered", method=method, path=path, status=status)
        return told

    async def _sent(self, request: httpx.Request, call: Call, path: str) -> httpx.Response:
        patience = PUBLISH_SECONDS if call.is_irrevocable else READ_SECONDS
        request.extensions["timeout"] = httpx.Timeout(READ_SECONDS, read=patience, connect=CONNECT_SECONDS).as_dict()
        if call.is_irrevocable:
            check_held()
            request.extensions["trace"] = _last_look
        try:
            response = await self._http.send(request, follow_redirects=False)
        except httpx.HTTPError as error:
            log.warning("instagram not reached", method=request.method, path=path, error=type(error).__name__)
            if call.is_irrevocable and not isinstance(error, NEVER_SENT):
                raise OutcomeUnknown from error
            raise NetworkTrouble from error
        self._witness.hear(response.headers)
        return response


async def _last_look(step: str, _: Mapping[str, object]) -> None:
    """Called by the transport at each of its steps: connecting may have taken longer than our lease."""
    if step.endswith(".send_request_headers.started"):
        check_held()


def _bearer(access: Access) -> dict[str, str]:
    return {"authorization": f"Bearer {access.token}"}


def _lower(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _log_refusal(method: str, path: str, status: int, error: RiteError) -> None:
    said = error.__cause__
    graph = {"code": said.code_text, "fbtrace_id": said.trace} if isinstance(said, GraphError) else {}
    log.warning("instagram refused", method=method, path=path, status=status, meaning=type(error).__name__, **graph)
