"""The login's machine side: code to short token, short to long, long to fresh."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.instagram import faults, tokens
from sandbox.instagram.answers import answered, refused
from sandbox.instagram.calls import FORM_TYPES, Json, parameters
from sandbox.instagram.errors import GraphError, envelope
from sandbox.instagram.graph import shown_token
from sandbox.instagram.ids import trace
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import INSTAGRAM, Code, Token

CODE_LIFE = timedelta(hours=1)
CODE_FIELDS = ("client_id", "client_secret", "grant_type", "redirect_uri", "code")


class CodeRefused(Exception):
    """The code exchange's own kind of refusal, outside the Graph envelope."""


class OAuth:
    """The token endpoints, all unversioned."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    async def exchange_code(self, request: Request) -> Response:
        """POST {api}/oauth/access_token, a form."""
        try:
            form = await _form(request)
            result = await faults.around(self.ledger, "oauth", None, lambda: self._spend(form))
        except CodeRefused as refusal:
            return _flat_refusal(str(refusal))
        except GraphError as error:
            message = envelope(error.refusal, trace(), **error.words)["error"]["message"]
            return _flat_refusal(message, error.refusal.http)
        finally:
            self.ledger.world.touch()
        return result if isinstance(result, Response) else JSONResponse(result)

    async def lengthen(self, request: Request) -> Response:
        """GET {graph}/access_token?grant_type=ig_exchange_token&client_secret&access_token."""
        return await self._token_call(request, "oauth", "ig_exchange_token", self._lengthened)

    async def refresh(self, request: Request) -> Response:
        """GET {graph}/refresh_access_token?grant_type=ig_refresh_token&access_token."""
        return await self._token_call(request, "refresh", "ig_refresh_token", self._refreshed)

    async def _token_call(
        self,
        request: Request,
        operation: str,
        grant_type: str,
        act: Callable[[Mapping[str, Any], str], Awaitable[Json]],
    ) -> Response:
        try:
            params = await parameters(request)
            if request.method != "GET":
                raise GraphError("invalid", why=f"Unsupported request - method type: {request.method.lower()}")
            if params.get("grant_type") != grant_type:
                raise GraphError("invalid", why=f"Param grant_type must be {grant_type}")
            shown = shown_token(request, params)
            result = await faults.around(self.ledger, operation, None, lambda: act(params, shown))
        except GraphError as error:
            return refused(self.ledger, error, None, 0)
        finally:
            self.ledger.world.touch()
        return result if isinstance(result, Response) else answered(self.ledger, result, None, 0)

    async def _lengthened(self, params: Mapping[str, Any], shown: str) -> Json:
        if params.get("client_secret") != self.ledger.world.config.instagram_app_secret:
            raise GraphError("bad_secret")
        return self._token_answer(tokens.lengthen(self.ledger, INSTAGRAM, shown))

    async def _refreshed(self, params: Mapping[str, Any], shown: str) -> Json:
        token = tokens.refresh(self.ledger, shown)
        return self._token_answer(token) | {"permissions": ",".join(token.scopes)}

    def _token_answer(self, token: Token) -> Json:
        return {
            "access_token": token.value,
            "token_type": "bearer",
            "expires_in": tokens.seconds_left(self.ledger, token),
        }

    async def _spend(self, form: Mapping[str, str]) -> Json:
        if form["grant_type"] != "authorization_code":
            raise CodeRefused("Invalid grant_type")
        code = spent_code(self.ledger, INSTAGRAM, form)
        token = tokens.issue(self.ledger, INSTAGRAM, code.accounts, code.scopes, short=True)
        account = code.accounts[0]
        if self.ledger.settings.code_answer == "documented":
            granted = ",".join(code.scopes)
            return {
                "data": [{"access_token": token.value, "user_id": account.user_id, "permissions": granted}],
            }
        return {
            "access_token": token.value,
            "user_id": int(account.app_scoped_id),
            "permissions": list(code.scopes),
        }


def spent_code(ledger: Ledger, host: str, form: Mapping[str, Any]) -> Code:
    """The code, used up by this. Raises CodeRefused when anything does not fit."""
    config = ledger.world.config
    if form.get("client_id") != config.instagram_app_id:
        raise CodeRefused("Invalid platform app")
    if form.get("client_secret") != config.instagram_app_secret:
        raise CodeRefused("Error validating client secret.")
    code = ledger.codes.get(str(form.get("code", "")))
    if code is None or code.used or code.host != host:
        raise CodeRefused("Matching code was not found or was already used")
    if ledger.now() - code.born_at >= CODE_LIFE:
        raise CodeRefused("This authorization code has expired")
    if form.get("redirect_uri") != code.redirect_uri:
        raise CodeRefused(
            "Error validating verification code. Please make sure your redirect_uri is identical to the one you used "
            "in the OAuth dialog request"
        )
    code.used = True
    return code


async def _form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0] not in FORM_TYPES:
        raise CodeRefused("Missing required field client_id")
    async with request.form() as form:
        given = {name: value for name, value in form.items() if isinstance(value, str)}
    if missing := [name for name in CODE_FIELDS if not given.get(name)]:
        raise CodeRefused(f"Missing required field {missing[0]}")
    return given


def _flat_refusal(message: str, status: int = 400) -> Response:
    return JSONResponse({"error_type": "OAuthException", "code": status, "error_message": message}, status)
