"""The other login: Facebook's host, EAA tokens, Pages with an Instagram account behind them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sandbox.instagram import directory, faults, tokens
from sandbox.instagram.answers import answered, refused
from sandbox.instagram.calls import Call, Json, Operation, parameters
from sandbox.instagram.consent import Consent
from sandbox.instagram.errors import GraphError
from sandbox.instagram.fields import Field, Reader, asked, drawn
from sandbox.instagram.graph import OPERATIONS, VERSION, Graph
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.oauth import CodeRefused, spent_code
from sandbox.instagram.profile import readers as profile_readers
from sandbox.instagram.records import FACEBOOK, Account, Token

TASKS = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"]


async def read_person(ledger: Ledger, call: Call) -> Json:
    """GET /me: the person who logged in, not the account."""
    readers: dict[str, Reader] = {"id": lambda *_: "122100000000001", "name": lambda *_: "Ada Albrecht"}
    return drawn(call.node, asked(call.text("fields"), ("id", "name")), readers, "User")


async def list_pages(ledger: Ledger, call: Call) -> Json:
    """GET /me/accounts: the Pages, each with a token that never wears out."""
    tokens.insist(call.token, "pages")
    fields = asked(call.text("fields"), ("id", "name", "access_token", "tasks"))

    def instagram(account: Account, field: Field) -> Json:
        inner = field.inner or (Field("id"),)
        return drawn(account, inner, profile_readers(ledger, FACEBOOK), "IGUser")

    readers: dict[str, Reader] = {
        "id": lambda account, _: account.page_id,
        "name": lambda account, _: account.name,
        "access_token": lambda account, _: _page_token(ledger, call.token, account).value,
        "tasks": lambda *_: TASKS,
        "category": lambda *_: "Dance & Night Club",
        "instagram_business_account": instagram,
    }
    return {"data": [drawn(account, fields, readers, "Page") for account in call.token.accounts]}


async def list_permissions(ledger: Ledger, call: Call) -> Json:
    """GET /me/permissions: what the person left ticked."""
    return {"data": [{"permission": scope, "status": "granted"} for scope in call.token.scopes]}


def _page_token(ledger: Ledger, token: Token, account: Account) -> Token:
    for known in ledger.tokens.values():
        if known.expires_at is None and known.accounts == (account,) and known.scopes == token.scopes:
            return known
    return tokens.issue(ledger, FACEBOOK, (account,), token.scopes, endless=True)


class FacebookLogin:
    """The host {base}/instagram/facebook."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.consent = Consent(ledger, FACEBOOK)
        operations = {
            **OPERATIONS,
            **directory.FACEBOOK_OPERATIONS,
            ("person", "", "GET"): Operation("me", "basic", read_person),
            ("person", "accounts", "GET"): Operation("me", "basic", list_pages),
            ("person", "permissions", "GET"): Operation("me", "basic", list_permissions),
        }
        self.graph = Graph(ledger, FACEBOOK, "facebook", operations)

    def routes(self) -> list[BaseRoute]:
        """The dialog, the token endpoint (both with or without version), then every other Graph path."""
        both = ("", "/{version}")
        return [
            *(Route(f"{v}/dialog/oauth", self.consent.endpoint, methods=["GET", "POST"]) for v in both),
            *(Route(f"{v}/oauth/access_token", self.access_token, methods=["GET", "POST"]) for v in both),
            Route("/{path:path}", self.graph.endpoint, methods=["GET", "POST", "DELETE"]),
        ]

    async def access_token(self, request: Request) -> Response:
        """Code to short token, or fb_exchange_token to a long one."""
        try:
            if version := request.path_params.get("version"):
                _insist_version(version)
            params = await parameters(request)
            result = await faults.around(self.ledger, "oauth", None, lambda: self._token(params))
        except CodeRefused as refusal:
            return refused(self.ledger, GraphError("invalid", why=str(refusal)), None, 0)
        except GraphError as error:
            return refused(self.ledger, error, None, 0)
        finally:
            self.ledger.world.touch()
        return result if isinstance(result, Response) else answered(self.ledger, result, None, 0)

    async def _token(self, params: Json) -> Json:
        if params.get("grant_type") == "fb_exchange_token":
            if params.get("client_secret") != self.ledger.world.config.instagram_app_secret:
                raise GraphError("bad_secret")
            token = tokens.lengthen(self.ledger, FACEBOOK, str(params.get("fb_exchange_token", "")))
        else:
            code = spent_code(self.ledger, FACEBOOK, params)
            token = tokens.issue(self.ledger, FACEBOOK, code.accounts, code.scopes, short=True)
        left = tokens.seconds_left(self.ledger, token)
        return {"access_token": token.value, "token_type": "bearer", "expires_in": left}


def _insist_version(version: str) -> None:
    if not VERSION.fullmatch(version):
        raise GraphError("unknown_path", path=f"/{version}")
