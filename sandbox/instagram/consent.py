"""The login's human side: who you are, what the app may do, Allow or Cancel."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox.instagram import addresses, ids
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import FACEBOOK, INSTAGRAM, Code
from sandbox.instagram.tokens import SCOPES

MEANINGS = {
    "basic": "See the profile and the posts",
    "publish": "Publish posts, carousels, reels and stories",
    "comments": "Read and write comments",
    "insights": "Read insights",
    "messages": "Read and answer messages",
    "delete": "Delete posts",
    "pages": "See the list of your Pages",
    "reading": "Read what your Pages hold",
}
DENIED = {
    "error": "access_denied",
    "error_reason": "user_denied",
    "error_description": "The user denied your request",
}


class NotAuthorizable(Exception):
    """The request for consent itself is wrong; the person sees why and is sent nowhere."""


@dataclass(frozen=True)
class Wish:
    """What an app asks of a person."""

    redirect_uri: str
    scopes: tuple[str, ...]
    state: str


class Consent:
    """The consent page of one login; host tells which scopes it knows."""

    def __init__(self, ledger: Ledger, host: str) -> None:
        self.ledger, self.host = ledger, host
        source = files("sandbox.instagram").joinpath("consent.html").read_text("utf-8")
        self.template = Environment(autoescape=select_autoescape(default=True)).from_string(source)

    async def endpoint(self, request: Request) -> Response:
        """GET shows the page; POST is a press of one of its buttons."""
        try:
            if request.method == "GET":
                return self._page(request.query_params, self._wish(request.query_params))
            async with request.form() as form:
                given = {name: value for name, value in form.items() if isinstance(value, str)}
                ticked, chosen = (tuple(map(str, form.getlist(name))) for name in ("granted", "account"))
            return self._decide(given, ticked, chosen, self._wish(given))
        except NotAuthorizable as problem:
            return HTMLResponse(self.template.render(problem=str(problem)), status_code=400)
        finally:
            self.ledger.world.touch()

    def _wish(self, params: Mapping[str, str]) -> Wish:
        if params.get("client_id") != self.ledger.world.config.instagram_app_id:
            raise NotAuthorizable("Invalid Request: Request parameters are invalid: Invalid platform app")
        if params.get("response_type", "code") != "code" or "response_type" not in params:
            raise NotAuthorizable("Invalid response_type: it must be code")
        redirect_uri = params.get("redirect_uri", "")
        registered = self.ledger.settings.redirect_uris
        if not urlsplit(redirect_uri).netloc or (registered and redirect_uri not in registered):
            raise NotAuthorizable("Invalid redirect_uri: it is not one of the app's OAuth redirect URIs")
        scopes = tuple(params.get("scope", "").replace(",", " ").split())
        known = SCOPES[self.host].values()
        if unknown := [scope for scope in scopes if scope not in known]:
            raise NotAuthorizable(f"Invalid scope: {unknown[0]}")
        if SCOPES[self.host]["basic"] not in scopes:
            raise NotAuthorizable(f"Invalid scope: {SCOPES[self.host]['basic']} is missing")
        return Wish(redirect_uri, scopes, params.get("state", ""))

    def _page(self, params: Mapping[str, str], wish: Wish) -> Response:
        needs = {scope: need for need, scope in SCOPES[self.host].items()}
        page = self.template.render(
            problem="",
            brand="Facebook" if self.host == FACEBOOK else "Instagram",
            several=self.host == FACEBOOK,
            site=urlsplit(wish.redirect_uri).netloc,
            kept={name: value for name, value in params.items() if name != "granted"},
            scopes=[(scope, MEANINGS[needs[scope]], needs[scope] == "basic") for scope in wish.scopes],
            accounts=[
                (account, addresses.profile_picture_url(self.ledger, account)) for account in self.ledger.accounts
            ],
        )
        return HTMLResponse(page)

    def _decide(
        self, given: Mapping[str, str], ticked: tuple[str, ...], chosen: tuple[str, ...], wish: Wish
    ) -> Response:
        echo = {"state": wish.state} if wish.state else {}
        if given.get("decision") != "allow":
            return RedirectResponse(f"{joined(wish.redirect_uri)}{urlencode(DENIED | echo)}", 302)
        try:
            names = chosen if self.host == FACEBOOK else chosen[:1]  # one Page or several; one Instagram account
            accounts = tuple(map(self.ledger.account, names or (self.ledger.accounts[0].username,)))
        except KeyError as error:
            raise NotAuthorizable("There is no such account") from error
        basic = SCOPES[self.host]["basic"]
        granted = tuple(scope for scope in wish.scopes if scope == basic or scope in ticked) if ticked else wish.scopes
        code = Code(ids.secret("AQ"), self.host, accounts, granted, wish.redirect_uri, self.ledger.now())
        self.ledger.codes[code.value] = code
        tail = "#_" if self.host == INSTAGRAM else "#_=_"
        return RedirectResponse(f"{joined(wish.redirect_uri)}{urlencode({'code': code.value} | echo)}{tail}", 302)


def joined(address: str) -> str:
    """The address, ready for more of a query."""
    return address + ("&" if "?" in address else "?")
