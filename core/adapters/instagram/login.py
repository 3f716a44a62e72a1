"""Business login of Instagram: implements core.ports.login.Login."""

from collections.abc import Callable
from datetime import timedelta

import httpx

from core.adapters.instagram.calls import Call
from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.values import needed, split, text, unwrapped, whole
from core.adapters.instagram.wire import Json
from core.errors import NotAllowed, SettingsProblem
from core.ports.access import Access
from core.ports.login import SignedIn, Token

SCOPES = (
    "instagram_business_basic",
    "instagram_business_content_publish",
    "instagram_business_manage_comments",
    "instagram_business_manage_insights",
)
CODE_TAIL = "#_"  # Instagram hangs this onto the redirect; browsers keep it from us, people who paste do not


class InstagramLogin:
    """Instagram's own login, without a Facebook Page. redirect_uri must equal the registered one letter by letter.

    Without app_id and app_secret ("") it asks for these settings when it is used.
    """

    scopes: tuple[str, ...] = SCOPES

    def __init__(
        self,
        client: InstagramClient,
        *,
        authorize_url: str,
        app_id: str,
        app_secret: str,
        redirect_uri: str | Callable[[], str],
    ) -> None:
        self._client = client
        self._authorize_url = authorize_url
        self._app_id = app_id
        self._app_secret = app_secret
        self._redirect_uri = redirect_uri

    def authorize_url(self, state: str) -> str:
        """Where a person consents; raises SettingsProblem while the app is not configured."""
        app_id, _ = self._app()
        asked = {
            "client_id": app_id,
            "redirect_uri": self._redirect(),
            "response_type": "code",
            "scope": ",".join(SCOPES),
            "state": state,
        }
        return str(httpx.URL(self._authorize_url).copy_merge_params(asked))

    async def sign_in(self, code: str) -> tuple[SignedIn, ...]:
        """Code to short token to long token, then ask who it is. A consent covers one account."""
        short, scopes = await self._spend(code.removesuffix(CODE_TAIL))
        token = await self._lengthen(short)
        told = await self._client.get(
            Access("", token.secret), "me", {"fields": "id,user_id,username,account_type"}, Call.LOGIN
        )
        return (_signed_in(unwrapped(told), token, scopes),)

    async def refresh(self, secret: str) -> Token:
        """Renew a long token; raises ReconnectNeeded when it is dead and RateLimited when it is too fresh."""
        asked = {"grant_type": "ig_refresh_token", "access_token": secret}
        url = f"{self._client.graph_url}/refresh_access_token"
        return _token(await self._client.sign_in("GET", url, Call.REFRESH, params=asked, hidden=(secret,)))

    async def _spend(self, code: str) -> tuple[str, tuple[str, ...]]:
        app_id, app_secret = self._app()
        form = {
            "client_id": app_id,
            "client_secret": app_secret,
            "grant_type": "authorization_code",
            "redirect_uri": self._redirect(),
            "code": code,
        }
        url = f"{self._client.api_url}/oauth/access_token"
        told = unwrapped(await self._client.sign_in("POST", url, Call.LOGIN, form=form, hidden=(app_secret, code)))
        # People may untick rights; where Instagram does not say, nothing is known to be missing.
        granted = told.get("permissions")
        return needed(told, "access_token"), split(granted) if granted is not None else SCOPES

    async def _lengthen(self, short: str) -> Token:
        _, app_secret = self._app()
        asked = {"grant_type": "ig_exchange_token", "client_secret": app_secret, "access_token": short}
        url = f"{self._client.graph_url}/access_token"
        return _token(await self._client.sign_in("GET", url, Call.LOGIN, params=asked, hidden=(app_secret, short)))

    def _app(self) -> tuple[str, str]:
        if not self._app_id or not self._app_secret:
            raise SettingsProblem("RITE_INSTAGRAM_APP_ID and RITE_INSTAGRAM_APP_SECRET are not set yet.")
        return self._app_id, self._app_secret

    def _redirect(self) -> str:
        return self._redirect_uri() if callable(self._redirect_uri) else self._redirect_uri


def _token(told: Json) -> Token:
    return Token(needed(told, "access_token"), timedelta(seconds=whole(told, "expires_in")))


def _signed_in(told: Json, token: Token, scopes: tuple[str, ...]) -> SignedIn:
    # user_id is the professional account's id, which webhooks use; id is app-scoped, which Meta's callbacks use.
    app_scoped_id = needed(told, "id")
    username, kind = needed(told, "username"), text(told, "account_type").upper()
    if kind == "PERSONAL":
        raise NotAllowed(
            f"@{username} is a personal account, and Instagram lets apps publish only for professional ones. "
            "Switch it in the Instagram app (Settings, Account type), then connect it again."
        )
    return SignedIn(
        token=token,
        instagram_id=text(told, "user_id") or app_scoped_id,
        app_scoped_id=app_scoped_id,
        username=username,
        kind=kind,
        scopes=scopes,
    )
