"""Half of the team lives in Slack, half on Telegram: one post, the same in both at every step."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, connect, go_to_next_post
from stages.rite import Rite
from stages.slack import CHANNEL, SlackStage
from stages.telegram import TelegramStage

from core.approvals.configure import Scope, set_policy
from core.approvals.policy import Policy
from core.notices.model import Conversation, MessageRef, Notice, NoticeKind
from core.notices.notify import follow
from core.posts.model import Post
from core.workspaces.members import first_workspace, members
from core.workspaces.model import Member, Platform, Role

BOTH_WITHIN = timedelta(seconds=2)
"""How far apart two houses may hear of the same thing, by the clock of the story."""
YES = "Approve for"
DAY_IN_GERMAN = "Warehouse Nights, Montag, 23. November"


class Room:
    """Slack's channel and Telegram's chats, looked at together."""

    def __init__(self, rite: Rite, *chats: SlackStage | TelegramStage) -> None:
        self._rite, self._chats = rite, chats

    async def sees(self, *words: str, button: str = "", gone: str = "") -> None:
        """Every chat comes to show this; all were told at once, and what all of them drew is the same card."""
        for chat in self._chats:
            await chat.sees(ANNOUNCEMENT, *words, button=button, gone=gone)
        await self._rite.idle()
        drawn, told = await self._drawn_and_told()
        assert {platform for platform, _ in drawn} == {Platform.SLACK, Platform.TELEGRAM}
        assert len({card for _, card in drawn}) == 1, "the cards differ"
        assert max(told) - min(told) <= BOTH_WITHIN

    async def _drawn_and_told(self) -> tuple[list[tuple[Platform, str | None]], list[datetime]]:
        async with self._rite.services.db.reading() as session:
            workspace = await first_workspace(session)
            assert workspace is not None
            own = workspace.id
            posts = select(Post.id).where(Post.workspace_id == own, Post.phase == "announcement")
            cards = await session.execute(
                select(Conversation.platform, MessageRef.drawn)
                .join(Conversation, Conversation.id == MessageRef.conversation_id)
                .where(
                    MessageRef.workspace_id == own,
                    Conversation.workspace_id == own,
                    MessageRef.kind == NoticeKind.POST,
                    MessageRef.subject_id.in_(posts),
                )
            )
            news = await session.execute(
                select(func.max(Notice.created_at))
                .where(Notice.workspace_id == own, Notice.kind == NoticeKind.POST, Notice.subject_id.in_(posts))
                .group_by(Notice.conversation_id)
            )
            return [(row[0], row[1]) for row in cards.all()], list(news.scalars())


async def one_person(slack: SlackStage, telegram: TelegramStage) -> None:
    """Say in Telegram who one is in Slack."""
    await slack.command("telegram")
    token = re.search(r"/start (\S+)", (await slack.sees("Open our bot in Telegram")).text)
    assert token is not None
    await telegram.say(token.group())
    await telegram.sees("You work with Warehouse Nights here.")


async def show_all_in_the_channel(rite: Rite) -> None:
    async with rite.services.db.transaction() as session:
        workspace = await first_workspace(session)
        assert workspace is not None
        channel = (Conversation.workspace_id == workspace.id, Conversation.address == CHANNEL)
        await follow(session, (await session.execute(select(Conversation).where(*channel))).scalar_one())


async def ask_two_people(rite: Rite) -> None:
    """Ben may say yes, and two have to."""
    async with rite.services.db.transaction() as session:
        workspace = await first_workspace(session)
        assert workspace is not None
        people = {member.name.split()[0]: member for member in await members(session, workspace.id)}
        ben = (Member.workspace_id == workspace.id, Member.id == people["Ben"].id)
        await session.execute(update(Member).where(*ben).values(role=Role.APPROVER))
        await set_policy(session, people["Ada"], Scope(), Policy.TWO, rite.clock.now())


@ON_SQLITE
async def test_a_draft_from_telegram_is_talked_over_in_slack_and_approved_from_both(
    rite: Rite, slack: SlackStage
) -> None:
    ben, cy = TelegramStage(rite.sandbox, "ben"), TelegramStage(rite.sandbox, "cy")
    ben_in_slack = slack.as_("ben")
    await connect(slack)
    await one_person(ben_in_slack, ben)
    await cy.arrive(rite, Role.APPROVER)
    await show_all_in_the_channel(rite)
    await ask_two_people(rite)
    room = Room(rite, slack, ben, cy)

    await ben.new_event(TONIGHT)
    await room.sees("Waits for two yeses", "Version 1", button=YES)

    await ben_in_slack.say('Announcement: add "Doors open at ten"', about="Sunday 22 November 2026, 22:00")
    await room.sees("Changed", "added “Doors open at ten”", "Version 2", button=YES)

    await ben_in_slack.press(YES, ANNOUNCEMENT)
    await ben_in_slack.is_told("You wrote this one, so somebody else says yes")

    await slack.press(YES, ANNOUNCEMENT)
    await room.sees("1 of 2: Ada", "waits for Cy", button=YES)

    await cy.press(YES, ANNOUNCEMENT)
    await room.sees("Approved by Ada", "Cy Cordes", button="Take back", gone=YES)

    await slack.press("Stop", ANNOUNCEMENT)
    await room.sees("Held", button="Resume", gone="Take back")
    await cy.press("Resume", ANNOUNCEMENT)
    await room.sees("Approved by", button="Take back", gone="Resume")

    await go_to_next_post(rite)
    await room.sees("Live", "Doors open at ten", button="See it")
    (medium,) = await rite.sandbox.published()
    assert "Doors open at ten" in medium["caption"]


@ON_SQLITE
async def test_each_chat_hears_of_trouble_and_of_the_day_in_its_own_language_at_its_own_hour(
    rite: Rite, slack: SlackStage
) -> None:
    ben = TelegramStage(rite.sandbox, "ben")
    await connect(slack)
    await one_person(slack.as_("ben"), ben)
    await show_all_in_the_channel(rite)
    await ben.new_event(TONIGHT)
    await slack.sees(ANNOUNCEMENT, button=YES)
    await slack.command("digest daily at 11")
    await slack.sees("Saved. The digest comes here every day something happens, at 11:00")
    await ben.command("digest daily at 18")
    await ben.sees("Saved. The digest comes here every day something happens, at 18:00")
    await ben.command("language Deutsch")
    await ben.sees("Ab jetzt spreche ich mit dir in dieser Sprache.")

    await slack.press(YES, ANNOUNCEMENT)
    await slack.sees(ANNOUNCEMENT, "Approved by Ada")
    await rite.sandbox.fault("instagram", "media", "media_refused")
    await go_to_next_post(rite)
    await slack.sees("Announcement for Warehouse Night did not go out.", "too tall or too wide", button="Try again")
    await ben.sees(
        "Ankündigung für Warehouse Night ist nicht rausgegangen.",
        "hat das Bild nicht angenommen",
        button="Noch mal versuchen",
    )
    await ben.press("Noch mal versuchen", "Ankündigung · Warehouse Night", "Warum")
    await slack.sees(ANNOUNCEMENT, "Live", button="See it")
    await ben.sees("Ankündigung · Warehouse Night", "Live", gone="Noch mal versuchen")

    await rite.sandbox.move_to(datetime(2026, 11, 23, 10, 1, tzinfo=UTC))
    await slack.sees("Warehouse Nights, Monday 23 November", "live since yesterday", picture=True)
    await rite.idle()
    assert not [message for message in await ben.messages() if message.shows(DAY_IN_GERMAN)]
    await rite.sandbox.move_to(datetime(2026, 11, 23, 17, 1, tzinfo=UTC))
    await ben.sees(DAY_IN_GERMAN, picture=True)
    await rite.idle()
    assert len([message for message in await slack.messages() if message.shows("live since yesterday")]) == 1
