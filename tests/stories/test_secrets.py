"""An evening with everything that can go wrong, heard at DEBUG: no secret is in a line, an error or the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from stages.evening import ANNOUNCEMENT, ON_SQLITE, RECAP, connect, go_to_next_post, tonight
from stages.log_lines import logged_at_debug
from stages.rite import Rite, opened, settings_for
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.world import Sandbox

ECHOED = "http://127.0.0.1/media/a.jpg?expires=1&signature=echoed-Signature_1"
ON_THE_WIRE = {
    "signature of a media address": re.compile(r"signature=([\w-]+)"),
    "connect state": re.compile(r"connect\?state=([\w-]+)"),
    "invite": re.compile(r"/start ([\w-]{16,})"),
}


@ON_SQLITE
async def test_no_secret_is_ever_written_down(
    sandbox_server: Sandbox, backing: tuple[str, str | None], tmp_path: Path, unused_port: int
) -> None:
    settings = settings_for(sandbox_server, backing[0], None, tmp_path, unused_port)
    with logged_at_debug(settings.secrets) as written:
        async with opened(sandbox_server, backing[0], None, tmp_path, unused_port) as rite:
            evening = Evening(rite)
            await evening.goes_by()
            secrets = evening.secrets()
    lines = written.getvalue()
    stored = database_bytes(tmp_path)
    for heard in ("httpx", "httpcore", "telegram", "slack", "instagram refused", "instagram not reached", "bot•••/"):
        assert heard in lines, f"{heard} was not heard, so nothing is proven"
    assert b"Warehouse Night" in stored
    for kind, values in secrets.items():
        assert values, f"no {kind} was seen, so nothing is proven"
        assert [value for value in values if value in lines] == [], f"{kind} in the log"
        assert [value for value in values if value.encode() in stored] == [], f"{kind} in the database"


def database_bytes(folder: Path) -> bytes:
    """The SQLite file with its journal, rows that were deleted included."""
    return b"".join(path.read_bytes() for path in folder.glob("rite.db*"))


@dataclass
class Evening:
    """Connects in both houses, publishes, meets the failures, and remembers what crossed the wire."""

    rite: Rite
    seen: str = ""
    slack: SlackStage = field(init=False)
    telegram: TelegramStage = field(init=False)

    def __post_init__(self) -> None:
        self.slack, self.telegram = SlackStage(self.rite.sandbox), TelegramStage(self.rite.sandbox)

    @property
    def ledger(self) -> Any:
        return self.rite.sandbox.platforms["instagram"].ledger

    async def goes_by(self) -> None:
        for part in (
            lambda: connect(self.slack),
            lambda: self.telegram.arrive(self.rite),
            lambda: connect(self.telegram),
            lambda: tonight(self.slack),
            self.an_answer_is_lost_and_nobody_can_be_told,
            self.a_picture_is_refused_with_an_echo,
            self.access_ends,
        ):
            await part()
            self.seen += "".join(
                f"{entry.target} {entry.request} {entry.answer}\n" for entry in self.rite.sandbox.world.wire
            )

    async def an_answer_is_lost_and_nobody_can_be_told(self) -> None:
        sandbox = self.rite.sandbox
        for title in (ANNOUNCEMENT, RECAP):
            await self.telegram.press("Approve for", title)  # joined on her own, so not the author
            await self.slack.sees(title, "Approved by Ada")
        await sandbox.fault("instagram", "media_publish", "apply_then_drop")
        await sandbox.fault("slack", "chat.update", "error_500")
        await sandbox.fault("telegram", "sendMessage", "error_500")
        await go_to_next_post(self.rite)
        await self.rite.idle()
        await sandbox.move_to(self.rite.clock.now() + timedelta(minutes=3))  # who was not reached is told then
        await self.slack.sees(ANNOUNCEMENT, "Live", button="See it")

    async def a_picture_is_refused_with_an_echo(self) -> None:
        token = next(reversed(self.ledger.tokens))
        words = f"Cannot use {ECHOED} with {token}"
        await self.rite.sandbox.fault("instagram", "media", "error", code=31337, message=words, text=words)
        await go_to_next_post(self.rite)
        await self.slack.sees("Recap for Warehouse Night did not go out.", "•••", button="Try again")

    async def access_ends(self) -> None:
        await self.rite.sandbox.do("instagram/expire_token", username="warehouse.nights")
        await self.slack.press("Try again", RECAP, "Why")
        await self.slack.sees("Recap for Warehouse Night did not go out.", "Reconnect the account")
        await self.rite.idle()

    def secrets(self) -> Mapping[str, set[str]]:
        """What the platforms handed out and what we handed out, by kind."""
        config, wire = self.rite.sandbox.world.config, unquote(unquote(self.seen))
        keys = self.rite.settings.secret_keys
        return {
            "bot token": {config.slack_bot_token, config.telegram_bot_token},
            "app secret": {config.slack_signing_secret, config.instagram_app_secret},
            "access token": set(self.ledger.tokens),
            "code": set(self.ledger.codes),
            "key": {keys.get_secret_value()} if keys else set(),
            "echo": {"echoed-Signature_1"},
            **{kind: set(pattern.findall(wire)) for kind, pattern in ON_THE_WIRE.items()},
        }
