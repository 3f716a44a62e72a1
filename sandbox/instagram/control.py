"""What a person at the page, or a test, may do to Instagram: look, turn settings, speak, take rights away."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.instagram import callbacks, comments, crowd, feed, tokens, webhooks
from sandbox.instagram.calls import Json
from sandbox.instagram.errors import GraphError
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.mix import Mix
from sandbox.instagram.records import INSTAGRAM, Token

REVOCATIONS = ("app_removed", "checkpointed", "password_changed", "unconfirmed", "token_invalid")
Act = Callable[[Ledger, Json], Awaitable[Any]]


async def settings(ledger: Ledger, wish: Json) -> Json:
    """Turn settings (see settings.py); answers them all."""
    ledger.settings = ledger.settings.changed(wish)
    return vars(ledger.settings)


async def gather(ledger: Ledger, wish: Json) -> list[Json]:
    """{count}: so many accounts more, each with a token that may do everything."""
    return [_granted(ledger, token) for token in crowd.gather(ledger, int(wish["count"]))]


async def mix(ledger: Ledger, wish: Json) -> Json:
    """{seed?, chances?, details?}: faults by chance from now on (mix.py); {} ends them. Answers what there was."""
    before, ledger.mix = ledger.mix, Mix(**wish)
    return dict(before.drawn)


async def grant(ledger: Ledger, wish: Json) -> Json:
    """{username, scopes?, host?}: a long-lived token without any login, as the app's dashboard would make one."""
    account, host = ledger.account(wish["username"]), wish.get("host", INSTAGRAM)
    scopes = wish.get("scopes") or list(tokens.SCOPES[host].values())
    return _granted(ledger, tokens.issue(ledger, host, (account,), scopes))


def _granted(ledger: Ledger, token: Token) -> Json:
    account = token.accounts[0]
    return {
        "access_token": token.value,
        "user_id": account.user_id,
        "id": account.app_scoped_id,
        "username": account.username,
        "expires_in": tokens.seconds_left(ledger, token),
        "permissions": list(token.scopes),
    }


async def expire_token(ledger: Ledger, wish: Json) -> Json:
    """{username}: every token of the account is out of date from now on (190/463)."""
    account = ledger.account(wish["username"])
    mine = [token for token in ledger.tokens.values() if account in token.accounts]
    for token in mine:
        token.expires_at = ledger.now()
    return {"expired": len(mine)}


async def revoke(ledger: Ledger, wish: Json) -> Json:
    """{username, reason}: tokens die for another reason, one of REVOCATIONS."""
    reason = wish.get("reason", "token_invalid")
    if reason not in REVOCATIONS:
        raise ValueError(f"reason is one of {', '.join(REVOCATIONS)}")
    return {"revoked": tokens.revoke(ledger, ledger.account(wish["username"]), reason)}


async def restrict(ledger: Ledger, wish: Json) -> Json:
    """{username, restricted?}: writes meet 25/2207050 until it is set free again."""
    account = ledger.account(wish["username"])
    change = ledger.restricted.add if wish.get("restricted", True) else ledger.restricted.discard
    change(account.user_id)
    return {"restricted": sorted(ledger.restricted)}


async def deauthorize(ledger: Ledger, wish: Json) -> Json:
    """{username}: the person removes the app; its tokens die (190/458) and the service is told."""
    account = ledger.account(wish["username"])
    tokens.revoke(ledger, account, "app_removed")
    return await callbacks.deauthorized(ledger, account)


async def delete_data(ledger: Ledger, wish: Json) -> Json:
    """{username}: the person wants to be forgotten; answers what is wrong with the service's reply."""
    account = ledger.account(wish["username"])
    tokens.revoke(ledger, account, "app_removed")
    return await callbacks.deletion_wanted(ledger, account)


async def comment(ledger: Ledger, wish: Json) -> Json:
    """{media_id, username, text, parent_id?}: somebody says something; delivered is the webhook's status or null."""
    said = comments.add(
        ledger, ledger.media[wish["media_id"]], wish["username"], wish["text"], wish.get("parent_id", "")
    )
    person = comments.person_id(ledger, said.username)
    return {"id": said.id, "delivered": await webhooks.announce_comment(ledger, said, person)}


async def accept(ledger: Ledger, wish: Json) -> Json:
    """{media_id, username}: somebody who was asked to share a post accepts."""
    media = ledger.media[wish["media_id"]]
    if wish["username"] not in media.content.collaborators:
        raise ValueError(f"{wish['username']} was not asked to share it")
    ledger.accepted.add((media.id, wish["username"]))
    return {"accepted": sorted(name for found, name in ledger.accepted if found == media.id)}


async def mention(ledger: Ledger, wish: Json) -> Json:
    """{username, media_id?, comment_id?}: somebody mentions the account, elsewhere or under a post of its own."""
    account = ledger.account(wish["username"])
    media_id = wish.get("media_id") or ledger.ids.fresh("media")
    comment_id = wish.get("comment_id") or ledger.ids.fresh("comment")
    delivered = await webhooks.announce_mention(ledger, account, media_id, comment_id)
    return {"media_id": media_id, "comment_id": comment_id, "delivered": delivered}


async def story_ended(ledger: Ledger, wish: Json) -> Json:
    """{media_id}: tell the last numbers of a story."""
    return {"delivered": await webhooks.announce_story_end(ledger, ledger.media[wish["media_id"]])}


async def hold(ledger: Ledger, wish: Json) -> Json:
    """{}: deliveries wait from now on."""
    ledger.held = ledger.held or []
    return {"held": len(ledger.held)}


async def release(ledger: Ledger, wish: Json) -> Json:
    """{reverse?}: what waits goes out, if wished in the wrong order."""
    return {"statuses": await webhooks.release(ledger, reverse=bool(wish.get("reverse")))}


async def redeliver(ledger: Ledger, wish: Json) -> Json:
    """{number?}: send a webhook delivery again, the last one or one by its number from 0."""
    number = int(wish.get("number", len(ledger.deliveries) - 1))
    return {"number": number, "status": await webhooks.deliver(ledger, ledger.deliveries[number])}


async def verify_webhook(ledger: Ledger, wish: Json) -> Json:
    """{callback?, verify_token?}: the handshake the app's dashboard does."""
    names = {"callback": "webhook_callback", "verify_token": "webhook_verify_token"}
    ledger.settings = ledger.settings.changed({names[name]: value for name, value in wish.items()})
    return {"verified": await webhooks.shake_hands(ledger)}


ACTS: dict[str, Act] = {
    "settings": settings,
    "crowd": gather,
    "mix": mix,
    "grant": grant,
    "expire_token": expire_token,
    "revoke": revoke,
    "restrict": restrict,
    "deauthorize": deauthorize,
    "delete_data": delete_data,
    "comment": comment,
    "accept": accept,
    "mention": mention,
    "story_ended": story_ended,
    "hold": hold,
    "release": release,
    "redeliver": redeliver,
    "verify_webhook": verify_webhook,
}


def control_routes(ledger: Ledger) -> list[BaseRoute]:
    """GET published, books and settings, POST everything in ACTS."""

    async def published(_: Request) -> Response:
        return JSONResponse(feed.published(ledger))

    async def books(_: Request) -> Response:
        return JSONResponse(feed.books(ledger))

    async def all_settings(_: Request) -> Response:
        return JSONResponse(vars(ledger.settings))

    posts = [Route(f"/{name}", _endpoint(ledger, act), methods=["POST"]) for name, act in ACTS.items()]
    reads = [Route("/published", published), Route("/books", books)]
    return [*reads, Route("/settings", all_settings, methods=["GET"]), *posts]


def _endpoint(ledger: Ledger, act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            wish: Json = await request.json() if await request.body() else {}
            result = await act(ledger, wish)
        except (KeyError, IndexError) as error:
            return JSONResponse({"error": f"There is no {error}"}, status_code=404)
        except (ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        except GraphError as error:
            return JSONResponse({"error": error.refusal.message.format(**error.words)}, status_code=409)
        except httpx.HTTPError as error:
            return JSONResponse({"error": f"The service cannot be reached: {type(error).__name__}"}, status_code=502)
        ledger.world.touch()
        return JSONResponse(result)

    return endpoint
