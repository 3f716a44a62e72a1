"""A story saved from the sandbox's page, done again by the same people with the same words, on a service of its own."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from stages.browser import consent
from stages.evening import CONNECT, ON_SQLITE
from stages.messages import Seen
from stages.rite import Rite, opened
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.world import Json, Sandbox

from rite.demo import seat_the_owner


@dataclass(frozen=True)
class Step:
    """who does what to what; sees: "slack: ..." and "telegram: ...", how messages began that came of it."""

    who: str
    does: str
    what: tuple[str, ...]
    more: Mapping[str, Any] = field(default_factory=dict)
    sees: tuple[str, ...] = ()

    def __init__(
        self, who: str, does: str, *what: str, more: Mapping[str, Any] | None = None, sees: Sequence[str] = ()
    ) -> None:
        for name, value in (("who", who), ("does", does), ("what", what), ("more", more or {}), ("sees", tuple(sees))):
            object.__setattr__(self, name, value)


def replayed(began: str, story: Sequence[Step], live: Sequence[str]) -> Callable[..., Coroutine[Any, Any, None]]:
    """A test that does the story again and finds the same posts live at its end."""

    @ON_SQLITE
    async def test(sandbox_server: Sandbox, backing: tuple[str, str | None], tmp_path: Path, unused_port: int) -> None:
        config, url = sandbox_server.world.config, sandbox_server.url
        as_the_demo = {
            "openai_api_key": SecretStr(config.openai_api_key),
            "openai_base_url": f"{url}/openai/v1",
            "openai_prices": "gpt-5.4-mini=0.25/2.00",
        }
        start = datetime.fromisoformat(began)
        async with opened(sandbox_server, *backing, tmp_path, unused_port, start=start, **as_the_demo) as rite:
            await replay(rite, story, live)

    return test


async def replay(rite: Rite, story: Sequence[Step], live: Sequence[str]) -> None:
    """The same on a service that was just opened."""
    await seat_the_owner(rite.services, rite.sandbox.url, await _about(rite.sandbox))
    await rite.sandbox.until(lambda state: state["telegram"]["commands"], "the bot's introduction")
    for step in story:
        await _done(rite, step)
        for words in step.sees:
            await _seen(rite.sandbox, words)
    await rite.sandbox.until(lambda state: _live(state) == list(live), f"live: {list(live)}")


async def _about(sandbox: Sandbox) -> Json:
    about: Json = (await sandbox.http.get("/world")).json()
    return about


def _live(state: Json) -> list[str]:
    return [str(one["caption"]).strip().split("\n")[0] for one in state["instagram"]["media"]]


async def _seen(sandbox: Sandbox, words: str) -> None:
    """Somebody in that house was told so."""
    house, _, begins = words.partition(": ")

    def looks(state: Json) -> bool:
        everything = [one for messages in state[house]["messages"].values() for one in messages]
        seen = map(SlackStage._seen, everything) if house == "slack" else (_told(one) for one in everything)
        return any(one.shows(begins) for one in seen)

    await sandbox.until(looks, f"in {house}: {begins}")


def _told(message: Json) -> Seen:
    return TelegramStage._seen(message, set())


async def _done(rite: Rite, step: Step) -> None:
    house, _, deed = step.does.partition(" ")
    await {"slack": _in_slack, "telegram": _in_telegram, "world": _to_the_world}[house](rite, step, deed)


async def _in_slack(rite: Rite, step: Step, deed: str) -> None:
    stage = SlackStage(rite.sandbox, step.who)
    if deed == "submit":
        assert await stage.fill(step.what[0], dict(step.more)) == {}
        return
    if deed == "close":
        await stage.close()
        return
    if deed == "press in":
        label, title = step.what
        await (stage.press_home(label) if title == "Home" else _press_in(stage, title, label))
        return
    place, *words = step.what
    stage = stage.in_direct() if place == "dm" else stage.in_(await _id_of(rite.sandbox, place))
    if deed == "say":
        await stage.say(words[0], about=step.more.get("about"))
    elif deed == "command":
        name, _, text = words[0].partition(" ")
        wish = {"user": step.who, "channel": stage.channel, "command": name, "text": text}
        await rite.sandbox.do("slack/command", **wish)
    else:
        await stage.press(*words)


async def _id_of(sandbox: Sandbox, channel: str) -> str:
    channels = (await sandbox.state())["slack"]["channels"]
    return next(str(one["id"]) for one in channels if f"#{one['name']}" == channel)


async def _press_in(stage: SlackStage, title: str, label: str) -> None:
    """A button inside an open modal."""
    view = await stage.modal(title)
    elements = [one for block in view["blocks"] for one in (*block.get("elements", []), block.get("accessory") or {})]
    button = next(one for one in elements if one.get("text", {}).get("text") == label)
    wish = {"view_id": view["id"], "action_id": button["action_id"], "value": button.get("value")}
    await stage.sandbox.do("slack/press", user=stage.user, **wish)


async def _in_telegram(rite: Rite, step: Step, deed: str) -> None:
    stage = TelegramStage(rite.sandbox, step.who)
    if deed == "start":
        token = await rite.sandbox.until(lambda state: state["telegram"]["start_token"], "the link that joins")
        await stage.say(f"/start {token}")
    elif deed == "say":
        room = {name: step.more[name] for name in ("chat", "topic") if name in step.more}
        reply = {"reply_to": (await stage.sees(step.more["about"])).handle["id"]} if "about" in step.more else {}
        await rite.sandbox.do("telegram/say", user=step.who, text=step.what[0], **room, **reply)
    else:
        await stage.press(*step.what)


async def _to_the_world(rite: Rite, step: Step, _: str) -> None:
    (path,), wish = step.what, dict(step.more)
    if path == "clock":
        await rite.idle()  # whoever pressed it had seen what went before come to an end
    if path == "instagram/consent":
        await _consent(rite, wish)
    elif wish.pop("method", "") == "DELETE":
        (await rite.sandbox.http.delete(f"/{path}")).raise_for_status()
    else:
        await rite.sandbox.do(path, **wish)


async def _consent(rite: Rite, wish: Json) -> None:
    """Somebody followed the newest link that was not used yet, and pressed a button there."""

    def links(state: Json) -> list[str]:
        messages = [one for channel in state["slack"]["messages"].values() for one in channel]
        told = [one for chat in state["telegram"]["messages"].values() for one in chat]
        seen = [*map(SlackStage._seen, messages), *map(_told, told)]
        return [one.links[CONNECT] for one in seen if CONNECT in one.links]

    address = (await rite.sandbox.until(links, "a link to connect"))[-1]
    await consent(address, *wish["accounts"], decision=wish["decision"])
