"""A campaign driven from both chats while the service may be dead at any moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from stages.messages import Seen
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.world import Sandbox

PATIENCE_SECONDS = 300.0
ANNOUNCEMENT = "Announcement"
FORM_COMES_WITHIN_SECONDS = 2.0
"""Asked for again after that: the process that was to bring it may be gone."""


async def until(holds: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait for something that outlives the service's deaths."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not await holds():
        assert time.monotonic() < deadline, f"{what} did not come about"
        await asyncio.sleep(0.2)


async def newest(stage: SlackStage | TelegramStage, *words: str, button: str = "") -> Seen | None:
    """The newest message of the bot that shows the words, as it is now."""
    found = [
        message
        for message in await stage.messages()
        if message.shows(*words) and (not button or message.button(button)) and not message.handle.get("mine")
    ]
    return found[-1] if found else None


class InSlack:
    """Ada in the events channel. What Slack did not carry is tried again, as people do."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.stage, self._sandbox = SlackStage(sandbox), sandbox

    async def new_event(self, name: str, day: datetime) -> None:
        """Until the modal closed without a warning: from then on the event exists."""
        values = {
            "Name": name,
            "Starts": f"{day:%Y-%m-%d}",
            "Starts at": "22:00",
            "Time zone": "Europe/Berlin",
            "Venue": "Halle 7",
        }

        async def accepted() -> bool:
            view = await self._modal()
            if view is None:
                await self.stage.command("new")
                await asyncio.sleep(FORM_COMES_WITHIN_SECONDS)
                return False
            wish = {"user": "ada", "view_id": view, "values": values}
            answer = await self._sandbox.http.post("/slack/submit", json=wish)
            if answer.status_code in (404, 409):  # a form that was asked for earlier came late and took its place
                return False
            outcome = answer.json()
            assert not outcome["errors"], outcome
            return bool(outcome["closed"])

        await until(accepted, f"the event {name}")

    async def _modal(self) -> str | None:
        """The form on top; None for one that still loads, or was left loading by a process that died."""
        stacks = (await self._sandbox.state())["slack"]["modals"]
        person = self._sandbox.world.person("ada")
        stack = stacks.get(person.slack_id) or []
        return str(stack[-1]["id"]) if stack and stack[-1].get("submit") else None

    async def press(self, label: str, *words: str) -> None:
        """Until Slack was answered: from then on the press counts."""

        async def answered() -> bool:
            card = await newest(self.stage, *words, button=label)
            if card is None:
                return False
            button = card.handle["actions"][card.button(label)]
            at = {"user": "ada", "channel": self.stage.channel, "ts": card.handle["ts"], "force": True}
            told = await self._sandbox.do("slack/press", **at, action_id=button["action_id"], value=button.get("value"))
            return bool(told["status"] == 200)

        await until(answered, f"a press on {label}")


class InTelegram:
    """Ada in her private chat. Telegram keeps what she sends until it was worked on: everything is said once."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.stage = TelegramStage(sandbox)

    async def arrive(self, token: str) -> None:
        await self.stage.say(f"/start {token}")
        await self.sees("You work with")

    async def new_event(self, name: str, day: datetime) -> None:
        """The first sentence leaves one question open, which comes whatever happens after the sentence was taken."""
        await self.stage.say(f"{name} on {day:%d %B %Y} at 22:00")
        await self.sees("Where is it?")
        await self.stage.say("Halle 7")
        await self.press("Create event", name)

    async def sees(self, *words: str, button: str = "") -> None:
        async def shown() -> bool:
            return await newest(self.stage, *words, button=button) is not None

        await until(shown, f"{words} in Telegram")

    async def press(self, label: str, *words: str) -> None:
        await self.sees(*words, button=label)
        await self.stage.press(label, *words)


def days_from_now(days: int) -> datetime:
    """A day far enough for a whole plan, near enough for a short one."""
    return datetime.now().astimezone() + timedelta(days=days)
