"""The control of the Telegram look-alike: every POST is something a person does."""

import base64
import inspect
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.telegram.actions import (
    AUTOMATIC,
    Impossible,
    Sent,
    block,
    bring_bot,
    close_topic,
    edit,
    open_topic,
    press,
    say,
    send_album,
    send_file,
)
from sandbox.telegram.chats import Chat
from sandbox.telegram.messages import Message
from sandbox.telegram.mini_app import app_address
from sandbox.telegram.refusal import Refusal
from sandbox.telegram.state import State
from sandbox.world import Person

Wish = Mapping[str, Any]
_START_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def control_routes(state: State) -> list[BaseRoute]:
    """POST everything in _ACTS; GET files/<unique id>."""

    async def file(request: Request) -> Response:
        stored = state.files.unique(request.path_params["unique_id"])
        if stored is None:
            return JSONResponse({"error": "There is no such file."}, status_code=404)
        return Response(stored.data, media_type=stored.mime_type)

    posts = [Route(f"/{name}", _post(state, act), methods=["POST"]) for name, act in _ACTS.items()]
    return [*posts, Route("/files/{unique_id}", file, methods=["GET"])]


def _post(state: State, act: Callable[[State, Wish], Any]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            result = act(state, await request.json())
            return JSONResponse(await result if inspect.isawaitable(result) else result)
        except Impossible as error:
            return JSONResponse({"error": str(error)}, status_code=error.code)
        except Refusal as refusal:
            return JSONResponse({"error": refusal.description}, status_code=400)
        except KeyError as missing:
            return JSONResponse({"error": f"Not known or not given: {missing}"}, status_code=404)

    return endpoint


def _who(state: State, wish: Wish) -> tuple[Person, Chat]:
    """The person, and the chat they act in: their own with the bot unless it says "group", "channel" or an id."""
    person = state.world.person(str(wish["user"]))
    named = str(wish.get("chat") or person.telegram_id)
    if named in ("group", str(state.chats.group.id)):
        return person, state.chats.group
    if named in ("channel", str(state.chats.channel.id)):
        return person, state.chats.channel
    if named != str(person.telegram_id):
        raise Impossible("That is somebody else's chat.", 404)
    return person, state.chats.all[person.telegram_id]


def _room(state: State, wish: Wish) -> tuple[Person, Chat]:
    """The person, and the group unless it says "channel"."""
    return _who(state, {**wish, "chat": wish.get("chat") or "group"})


def _say(state: State, wish: Wish) -> dict[str, Any]:
    """reply_to left out answers a bot's wish for a reply; null does not. forwarded: {by, at} of a message passed on.

    topic: the number of one.
    """
    origin = _origin(wish["forwarded"]) if wish.get("forwarded") else None
    return say(state, *_who(state, wish), str(wish["text"]), wish.get("reply_to", AUTOMATIC), origin, wish.get("topic"))


def _origin(forwarded: Wish) -> Wish:
    """Of somebody who hides their account, as many do; at is ISO 8601 with an offset."""
    written = datetime.fromisoformat(str(forwarded["at"]))
    return {"type": "hidden_user", "date": int(written.timestamp()), "sender_user_name": str(forwarded["by"])}


def _edit(state: State, wish: Wish) -> dict[str, Any]:
    return edit(state, *_who(state, wish), int(wish["message_id"]), str(wish["text"]))


def _press(state: State, wish: Wish) -> dict[str, Any]:
    force = bool(wish.get("force"))
    return press(state, *_who(state, wish), int(wish["message_id"]), str(wish["data"]), force=force)


async def _send_file(state: State, wish: Wish) -> dict[str, Any]:
    data = base64.b64decode(wish["base64"])
    caption = str(wish.get("caption") or "")
    return await send_file(state, *_who(state, wish), str(wish["kind"]), str(wish["name"]), data, caption)


async def _send_album(state: State, wish: Wish) -> dict[str, Any]:
    """{user, files: [{kind, name, base64}, ...], caption?}"""
    files = [Sent(str(one["kind"]), str(one["name"]), base64.b64decode(one["base64"])) for one in wish["files"]]
    return await send_album(state, *_who(state, wish), files, str(wish.get("caption") or ""))


def _start_link(state: State, wish: Wish) -> dict[str, Any]:
    """Follow https://t.me/<bot>?start=<token>: the app then offers START."""
    token = str(wish["token"])
    if not _START_TOKEN.fullmatch(token):
        raise Impossible("A start token is 1 to 64 of A-Z, a-z, 0-9, _ and -.", 400)
    state.start_token = token
    state.world.touch()
    return {"start_token": token}


def _open_app(state: State, wish: Wish) -> dict[str, Any]:
    """Press a button that opens a Mini App; {dark} tells how the app looks just now. The answer is the page to load."""
    _, chat = _who(state, wish)
    message = state.messages.find(chat, int(wish["message_id"]))
    if not any(one.get("web_app", {}).get("url") == wish["url"] for row in _rows(message) for one in row):
        raise Impossible("That message has no such button.", 404)
    return {"url": app_address(state, _person(state, wish), str(wish["url"]), dark=bool(wish.get("dark")))}


def _rows(message: Message | None) -> list[list[dict[str, Any]]]:
    return message.markup.rows if message and message.markup else []


def _redeliver(state: State, wish: Wish) -> dict[str, Any]:
    update = state.updates.made(int(wish["update_id"]))
    if update is None:
        raise Impossible("There is no such update.", 404)
    if state.webhook.url:
        state.webhook.repeat(update)
    else:
        state.updates.hand_out_again(update)
    return {"update_id": update.id}


def _person(state: State, wish: Wish) -> Person:
    return state.world.person(str(wish["user"]))


_ACTS: Mapping[str, Callable[[State, Wish], Any]] = {
    "say": _say,
    "edit": _edit,
    "press": _press,
    "send_file": _send_file,
    "send_album": _send_album,
    "start_link": _start_link,
    "open_app": _open_app,
    "redeliver": _redeliver,
    "block": lambda state, wish: block(state, _person(state, wish), True),
    "unblock": lambda state, wish: block(state, _person(state, wish), False),
    "invite": lambda state, wish: bring_bot(state, *_room(state, wish), True),
    "kick": lambda state, wish: bring_bot(state, *_room(state, wish), False),
    "open_topic": lambda state, wish: open_topic(state, _person(state, wish), str(wish["name"])),
    "close_topic": lambda state, wish: close_topic(state, int(wish["topic"])),
}
