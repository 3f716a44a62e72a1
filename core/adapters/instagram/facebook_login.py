"""Facebook's business login: Pages with an Instagram account behind them. Implements core.ports.login.Login.

The token that is kept is the Page's: made from a long-lived token of a person, it has no end of its own. It dies with
the person's password, role or consent, which Instagram tells only at the next call.
"""

import httpx

from core.adapters.instagram.calls import Call
from core.adapters.instagram.client import InstagramClient
from core.adapters.instagram.values import listed, needed, text
from core.adapters.instagram.wire import Json
from core.errors import NotAllowed
from core.ports.access import Access, Product
from core.ports.login import SignedIn, Token

PUBLISH, COMMENTS, PAGES = "instagram_content_publish", "instagram_manage_comments", "pages_show_list"
SCOPES = ("instagram_basic", PUBLISH, COMMENTS, "instagram_manage_insights", PAGES, "pages_read_engagement")
TASKS_FOR = {PUBLISH: {"MANAGE", "CREATE_CONTENT"}, COMMENTS: {"MANAGE", "MODERATE"}}
"""What a person's role on the Page must hold, one of each; without it the granted right is worth nothing there."""
PAGE_FIELDS = "id,name,access_token,tasks,instagram_business_account{id,username}"
PAGES_AT_ONCE = "100"
MOST_LISTS = 10
NO_PAGES = (
    "Facebook did not let me see your Pages, so I cannot find the Instagram account behind them. "
    "Connect again and leave every box ticked."
)
NO_ACCOUNT = (
    "None of the Facebook Pages you chose has an Instagram business or creator account behind it. "
    "Link them in the Page's settings, then connect again and tick that Page."
)


class FacebookLogin:
    """redirect_uri must equal the registered one letter by letter. Opened only when the Meta app is configured."""

    scopes: tuple[str, ...] = SCOPES

    def __init__(
        self, client: InstagramClient, *, authorize_url: str, app_id: str, app_secret: str, redirect_uri: str
    ) -> None:
        self._client = client
        self._authorize_url = authorize_url
        self._app_id = app_id
        self._app_secret = app_secret
        self._redirect_uri = redirect_uri

    def authorize_url(self, state: str) -> str:
        """Facebook's dialog."""
        asked = {
            "client_id": self._app_id,
            "redirect_uri": self._redirect_uri,
            "response_type": "code",
            "scope": ",".join(SCOPES),
            "state": state,
        }
        return str(httpx.URL(self._authorize_url).copy_merge_params(asked))

    async def sign_in(self, code: str) -> tuple[SignedIn, ...]:
        """Code to short token to long token, then the Instagram account of every Page that was ticked."""
        person = Access("", await self._lengthen(await self._spend(code.partition("#")[0])), Product.FACEBOOK)
        granted = await self._granted(person)
        if PAGES not in granted:
            raise NotAllowed(NO_PAGES)
        told = await self._client.get(person, "me", {"fields": "id"}, Call.LOGIN)
        pages = [page for page in await self._pages(person) if page.get("instagram_business_account")]
        if not pages:
            raise NotAllowed(NO_ACCOUNT)
        return tuple(_signed_in(page, needed(told, "id"), granted) for page in pages)

    async def refresh(self, secret: str) -> Token:
        """A Page's token is never renewed: it has no end."""
        return Token(secret, None)

    async def _spend(self, code: str) -> str:
        return await self._token({"redirect_uri": self._redirect_uri, "code": code}, code)

    async def _lengthen(self, short: str) -> str:
        return await self._token({"grant_type": "fb_exchange_token", "fb_exchange_token": short}, short)

    async def _token(self, asked: dict[str, str], secret: str) -> str:
        params = {"client_id": self._app_id, "client_secret": self._app_secret, **asked}
        url = self._client.address(Product.FACEBOOK, "oauth/access_token")
        told = await self._client.sign_in("GET", url, Call.LOGIN, params=params, hidden=(self._app_secret, secret))
        return needed(told, "access_token")

    async def _granted(self, person: Access) -> tuple[str, ...]:
        """Of the rights we asked for, those the person left ticked."""
        told = listed(await self._client.get(person, "me/permissions", {}, Call.LOGIN))
        given = {text(item, "permission") for item in told if text(item, "status") == "granted"}
        return tuple(scope for scope in SCOPES if scope in given)

    async def _pages(self, person: Access) -> list[Json]:
        asked = {"fields": PAGE_FIELDS, "limit": PAGES_AT_ONCE}
        pages: list[Json] = []
        for _ in range(MOST_LISTS):
            told = await self._client.get(person, "me/accounts", asked, Call.LOGIN)
            pages += listed(told)
            after = _next_list(told)
            if not after:
                break
            asked["after"] = after
        return pages


def _next_list(told: Json) -> str:
    """Where the next list of Pages begins, "" when this was the last."""
    paging = told.get("paging")
    if not isinstance(paging, dict) or not paging.get("next"):
        return ""
    cursors = paging.get("cursors")
    return text(cursors, "after") if isinstance(cursors, dict) else ""


def _signed_in(page: Json, person_id: str, granted: tuple[str, ...]) -> SignedIn:
    account = page["instagram_business_account"]
    return SignedIn(
        token=Token(needed(page, "access_token"), None),
        instagram_id=needed(account, "id"),
        app_scoped_id=person_id,  # Meta's callbacks name the person who consented
        username=needed(account, "username"),
        kind="",  # this login does not tell; only professional accounts stand behind a Page
        scopes=tuple(scope for scope in granted if _role_allows(page, scope)),
    )


def _role_allows(page: Json, scope: str) -> bool:
    tasks = page.get("tasks")
    needs = TASKS_FOR.get(scope)
    return needs is None or not isinstance(tasks, list) or bool(needs & {str(task) for task in tasks})
