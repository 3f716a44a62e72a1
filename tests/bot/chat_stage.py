"""Notices and answers delivered by hand, and processes that die at the worst moment."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from aiohttp import ClientSession
from builders import Team
from publishing_machine import Machine
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select, update
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.world import Sandbox
from telegram import Bot
from telegram.ext import ApplicationBuilder

from bot.cards.card import Card
from bot.front import Front
from bot.houses import Messenger, Place, Sent
from bot.slack.messenger import SlackMessenger
from bot.speaker import Speaker
from bot.telegram.messenger import TelegramMessenger
from core.background import run_task
from core.notices.model import Conversation, MessageRef, Notice, NoticeKind
from core.notices.notify import find_or_add_conversation, get_conversation, notify
from core.outbox import TaskRow
from core.services import Services
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import ChatIdentity, get_workspace
from core.workspaces.model import Identity, Member, Platform


class Killed(BaseException):
    """The process ends here; nothing of ours gets to tidy up."""


class Dying:
    """A messenger whose process dies right after the platform has taken the n-th message."""

    def __init__(self, real: Messenger, dies_at: int) -> None:
        self._real, self._left = real, dies_at
        self.remembers = real.remembers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    async def send(self, place: Place, card: Card, mark: UUID | None = None) -> Sent:
        sent = await self._real.send(place, card, mark)
        self._left -= 1
        if self._left == 0:
            raise Killed
        return sent


def slack_client(sandbox: Sandbox, http: ClientSession) -> AsyncWebClient:
    config = sandbox.world.config
    return AsyncWebClient(token=config.slack_bot_token, base_url=f"{sandbox.url}/slack/api/", session=http)


@asynccontextmanager
async def telegram_bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    application = (
        ApplicationBuilder()
        .token(sandbox.world.config.telegram_bot_token)
        .base_url(f"{sandbox.url}/telegram/bot")
        .base_file_url(f"{sandbox.url}/telegram/file/bot")
        .updater(None)
        .build()
    )
    async with application.bot as bot:
        yield bot


@dataclass
class Chat:
    """Both voices, and the rows they speak of."""

    services: Services
    sandbox: Sandbox
    team: Team
    slack: AsyncWebClient
    bot: Bot

    def __post_init__(self) -> None:
        self.voices: dict[Platform, Messenger] = {
            Platform.SLACK: SlackMessenger(self.slack, self.services.media),
            Platform.TELEGRAM: TelegramMessenger(self.bot, self.services.media),
        }

    @property
    def machine(self) -> Machine:
        return Machine(self.services, self.sandbox, self.team)

    @contextmanager
    def dying(self, dies_at: int) -> Iterator[None]:
        """Every voice dies at its n-th message; the next process has voices of its own."""
        alive = self.voices
        self.voices = {platform: Dying(voice, dies_at) for platform, voice in alive.items()}
        try:
            yield
        finally:
            self.voices = alive

    async def place(
        self, platform: Platform, address: str, *, follows: bool = True, member: Member | None = None
    ) -> UUID:
        """Another conversation of the team."""
        async with self.services.db.transaction() as session:
            found = await find_or_add_conversation(
                session,
                self.team.workspace_id,
                platform,
                address,
                self.services.clock.now(),
                direct=member is not None,
                member_id=member.id if member else None,
                follows=follows,
            )
        return found.id

    async def knows(self, member: Member, platform: Platform, external_id: str) -> None:
        """A person of the team is there on a platform, too."""
        async with self.services.db.transaction() as session:
            session.add(
                Identity(
                    id=uuid4(),
                    workspace_id=member.workspace_id,
                    member_id=member.id,
                    platform=platform,
                    external_id=external_id,
                )
            )

    async def in_telegram(self) -> UUID:
        """Ada has started the bot; returns her conversation."""
        await self.sandbox.do("telegram/say", user="ada", text="/start")
        await self.knows(self.team.ada, Platform.TELEGRAM, self.telegram_stage.chat)
        return await self.place(Platform.TELEGRAM, self.telegram_stage.chat, follows=False, member=self.team.ada)

    @property
    def telegram_stage(self) -> TelegramStage:
        return TelegramStage(self.sandbox)

    @property
    def slack_stage(self) -> SlackStage:
        return SlackStage(self.sandbox)

    async def notice(self, kind: NoticeKind, place: UUID | None = None, **details: Any) -> None:
        """Something worth telling happened."""
        async with self.services.db.transaction() as session:
            notify(session, self.team.workspace_id, place or self.team.conversation_id, kind, **details)

    async def speaker(self, platform: Platform, place: UUID, update: str, thread: str | None = None) -> Speaker:
        """Ada says something there."""
        async with self.services.db.reading() as session:
            conversation = await get_conversation(session, self.team.workspace_id, place)
            workspace = await get_workspace(session, self.team.workspace_id)
        identity = ChatIdentity(platform, "ada")
        return Speaker(identity, self.team.ada, workspace, conversation, update, thread)

    async def deliver(self) -> None:
        """A process without a past runs what waits in the chat's queue, until nothing is due any more."""
        await self.forget_leases()
        while await self.waiting():
            await self.run_what_waits()

    async def run_what_waits(self) -> None:
        for row in await self.waiting():
            await run_task(self.services, Front._bodies(self.voices), row.id)

    async def waiting(self) -> list[TaskRow]:
        async with self.services.db.reading() as session:
            now = self.services.clock.now()
            due = select(TaskRow).where(TaskRow.queue == "chat", TaskRow.dead_at.is_(None), TaskRow.next_at <= now)
            return list((await session.execute(due.order_by(TaskRow.created_at))).scalars())

    async def forget_leases(self) -> None:
        """What the dead held is over: their leases have run out."""
        long_ago = self.services.clock.steady() - timedelta(minutes=5)
        async with self.services.db.transaction() as session:
            await session.execute(update(TaskRow).where(TaskRow.lease_until.is_not(None)).values(lease_until=long_ago))
            await session.execute(
                update(MessageRef)
                .where(MessageRef.busy_until.is_not(None))
                .values(busy_until=long_ago)
                .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
            )

    async def notices(self) -> list[Notice]:
        async with self.services.db.reading() as session:
            found = await session.execute(
                select(Notice).where(Notice.workspace_id == self.team.workspace_id).order_by(Notice.created_at)
            )
            return list(found.scalars())

    async def conversation(self, place: UUID) -> Conversation:
        async with self.services.db.reading() as session:
            return await get_conversation(session, self.team.workspace_id, place)

    async def in_slack(self, *words: str, channel: str = "C0EVENTS01") -> int:
        """How many messages show these words."""
        return sum(message.shows(*words) for message in await self.slack_stage.in_(channel).messages())

    async def in_ada_s_telegram(self, *words: str) -> int:
        shown = await self.telegram_stage.messages()
        return sum(message.shows(*words) for message in shown if not message.handle["mine"])
