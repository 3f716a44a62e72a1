"""The body of `notice.deliver`: a notice becomes a card in the right house, newly sent or redrawn in place.

At least once: a notice is settled only when it was told, or when it is known that it cannot be told there. What must
be heard then takes another way.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import brand
from bot.attachments import send_files
from bot.calling import call_for
from bot.cards import access, connected, digest, spoken
from bot.cards.card import Card
from bot.cards.change import done_card
from bot.cards.comments import comments_card
from bot.cards.event_report import completed_with_report
from bot.cards.operations import alert_card
from bot.cards.series import proposal_card
from bot.cards.spending import model_card
from bot.cards.stored import card_from
from bot.cards.tickets import news_card
from bot.cards.trouble import trouble_card
from bot.flows import privacy
from bot.houses import Gone, Messenger
from bot.hushed import hushed
from bot.language import speaking
from bot.living import LIVING, draw, place_in, thread_of
from bot.otherwise import Messengers, tell_otherwise
from bot.retold import retold
from bot.sending import Intent, send_once
from core.accounts.queries import get_account
from core.accounts.rights import missing_rights
from core.callbacks.queries import comments_view
from core.campaigns.queries import campaign_view
from core.database import touched
from core.digests.queries import digest_view
from core.errors import Busy, NotFound, WaitAndRetry
from core.events.moments import to_utc
from core.events.told import change_view
from core.insights.report import event_report
from core.installs.rooms import tell_of_lost_room
from core.notices.heard import must_be_heard
from core.notices.home_tab import anybody_home, home_changed
from core.notices.language import language_of
from core.notices.model import Conversation, Notice, NoticeKind
from core.notices.moved import chat_moved
from core.notices.notify import get_conversation
from core.notices.reach import chat_lost
from core.operations.alert import alert_view
from core.ports.parts import Parts
from core.posts.last_call import LAST_CALL
from core.posts.model import PostStatus
from core.posts.queries import PostView, post_view
from core.series.queries import proposal_view
from core.workspaces.model import Platform

log = structlog.get_logger(__name__)

ROOM_IS_GONE = {"channel_not_found", "not_in_channel", "is_archived"}
"""Slack's words for a place without us; the team is still there."""
SHORTEST_CALL = 5
"""Seconds in which somebody can still press Stop."""
LONG = timedelta(hours=1)
"""A platform that is away for so long is no way to tell somebody how a post ended."""
IN_HOMES = (NoticeKind.CAMPAIGN, NoticeKind.POST, NoticeKind.CHANGE, NoticeKind.CONNECTED, NoticeKind.ACCOUNT)


async def deliver_notice(parts: Parts, messengers: Messengers, workspace_id: UUID, notice_id: UUID) -> None:
    """Tell one notice. Told twice, a living card is redrawn and anything else is skipped."""
    async with parts.db.reading() as session:
        found = await session.execute(select(Notice).where(Notice.workspace_id == workspace_id, Notice.id == notice_id))
        notice = found.scalar_one_or_none()
        if notice is None or notice.delivered_at is not None:
            return
        conversation = await get_conversation(session, workspace_id, notice.conversation_id)
        language = await language_of(session, conversation)
    await _home_changed(parts, notice)
    with speaking(language):
        await _deliver(parts, messengers, conversation, notice)


async def _deliver(parts: Parts, messengers: Messengers, conversation: Conversation, notice: Notice) -> None:
    messenger = messengers.get(conversation.platform)
    if messenger is None or not conversation.reachable:
        await _lose(parts, messengers, notice)
        return
    try:
        await _tell(parts, messenger, conversation, notice)
    except Gone as gone:
        await _gone(parts, conversation, gone)
        await _lose(parts, messengers, notice)
        return
    except NotFound:
        log.info("nothing to tell any more", notice=str(notice.id))
    except Exception as error:
        late = parts.clock.now() - notice.created_at > LONG
        if must_be_heard(notice) and (late or not isinstance(error, WaitAndRetry)):
            await tell_otherwise(parts, messengers, notice)
        raise
    await _note(parts, notice, delivered_at=parts.clock.now())


async def _home_changed(parts: Parts, notice: Notice) -> None:
    """What changes a card changes the Home tabs that people look at, too."""
    if notice.kind not in IN_HOMES:
        return
    now = parts.clock.now()
    async with parts.db.reading() as session:
        if not await anybody_home(session, notice.workspace_id, now):
            return
    async with parts.db.transaction() as session:
        await home_changed(session, notice.workspace_id, now)


async def _tell(parts: Parts, messenger: Messenger, conversation: Conversation, notice: Notice) -> None:
    if notice.kind in LIVING and notice.subject_id:
        await draw(parts, messenger, conversation, notice.kind, notice.subject_id)
        await _say_beside(parts, messenger, conversation, notice)
        return
    if notice.kind is NoticeKind.FILES:
        await send_files(parts, messenger, conversation, notice)
        return
    thread = await _thread(parts, conversation, notice)
    await _send(parts, messenger, conversation, notice, thread, await _card(parts, notice))


async def _say_beside(parts: Parts, messenger: Messenger, conversation: Conversation, notice: Notice) -> None:
    """Some changes are worth a sentence in the thread besides the redrawn card."""
    key = notice.details.get("say")
    if not key or notice.subject_id is None:
        return
    async with parts.db.reading() as session:
        view = await post_view(session, notice.workspace_id, notice.subject_id, parts.clock.now())
    if key in spoken.CHANGED and view.status is not PostStatus.IN_REVIEW:
        return  # it was decided meanwhile, or is being changed once more
    seconds = _until_it_leaves(parts, view)
    if key == LAST_CALL and (view.status is not PostStatus.SCHEDULED or seconds < SHORTEST_CALL):
        return  # stopped already, or too late to be stopped
    thread = await thread_of(parts, conversation, view.campaign_id)
    card = spoken.say(key, view, seconds=seconds)
    async with parts.db.reading() as session:
        called = await call_for(session, conversation, map(UUID, notice.details.get("to", ())))
    if called is not None:
        card = replace(card, lines=(called, *card.lines))
    await _send(parts, messenger, conversation, notice, thread, card)


def _until_it_leaves(parts: Parts, view: PostView) -> int:
    """Seconds, in fives: nobody counts along."""
    return round((to_utc(view.due_local, view.zone) - parts.clock.now()).total_seconds() / 5) * 5


async def _send(
    parts: Parts, messenger: Messenger, conversation: Conversation, notice: Notice, thread: str | None, card: Card
) -> None:
    async def note(sent_at: datetime | None) -> None:
        await _note(parts, notice, sending_at=sent_at)

    intent = Intent(notice.id, notice.sending_at, note)
    card = await hushed(parts, conversation, card)
    await send_once(messenger, parts.clock, place_in(conversation, thread), card, intent)


async def _thread(parts: Parts, conversation: Conversation, notice: Notice) -> str | None:
    """Of a campaign and of comments: under its card; an answer to what it answers; anything else stands alone."""
    if notice.kind in (NoticeKind.RECORD, NoticeKind.TICKETS, NoticeKind.CHANGE) and notice.subject_id:
        return await thread_of(parts, conversation, notice.subject_id)
    if notice.kind is not NoticeKind.COMMENTS or notice.subject_id is None:
        return notice.details.get("thread")
    async with parts.db.reading() as session:
        view = await post_view(session, notice.workspace_id, notice.subject_id, parts.clock.now())
    return await thread_of(parts, conversation, view.campaign_id)


async def _card(parts: Parts, notice: Notice) -> Card:
    """Cards that are told once and then stay as they were."""
    workspace_id, kind, details = notice.workspace_id, notice.kind, notice.details
    if kind is NoticeKind.BRAND:
        return await brand.told(parts, workspace_id, details)
    if kind is NoticeKind.PRIVACY:
        return await privacy.told(parts, notice)
    if kind is NoticeKind.MODEL:
        return model_card(details)
    async with parts.db.reading() as session:
        if kind is NoticeKind.DIGEST and notice.subject_id:
            return await _digest(session, notice, notice.subject_id)
        if kind is NoticeKind.CONNECTED and notice.subject_id:
            account = await get_account(session, workspace_id, notice.subject_id)
            return connected.connected_card(account.username, missing_rights(account.scopes))
        if kind is NoticeKind.ACCOUNT and notice.subject_id:
            account = await get_account(session, workspace_id, notice.subject_id)
            return access.access_card(account.username, account.id, details)
        if kind is NoticeKind.RECORD and notice.subject_id:
            report = await event_report(session, workspace_id, notice.subject_id)
            return completed_with_report(await campaign_view(session, workspace_id, notice.subject_id), report)
        if kind is NoticeKind.TICKETS and notice.subject_id:
            return news_card(await campaign_view(session, workspace_id, notice.subject_id), details.get("phases", ()))
        if kind is NoticeKind.SERIES and notice.subject_id:
            day = date.fromisoformat(details["day"])
            return proposal_card(await proposal_view(session, workspace_id, notice.subject_id, day))
        if kind is NoticeKind.CHANGE:
            return done_card(await change_view(session, workspace_id, UUID(details["change"])))
        if kind is NoticeKind.ALERT and notice.subject_id:
            return alert_card(await alert_view(session, notice.subject_id))
        if kind is NoticeKind.TROUBLE:
            return trouble_card(notice.subject_id, details)
        if kind is NoticeKind.COMMENTS:
            return comments_card(
                await comments_view(session, workspace_id, notice.subject_id, details, parts.clock.now())
            )
    return card_from(details["card"]) if "card" in details else spoken.sentence(retold(str(details.get("text", ""))))


async def _digest(session: AsyncSession, notice: Notice, digest_id: UUID) -> Card:
    """With those called by name without whose yes something of today stays undone."""
    view = await digest_view(session, notice.workspace_id, digest_id)
    card = digest.digest_card(view)
    conversation = await get_conversation(session, notice.workspace_id, notice.conversation_id)
    called = await call_for(session, conversation, map(UUID, view.body.to))
    return replace(card, lines=(*card.lines, called)) if called else card


async def _lose(parts: Parts, messengers: Messengers, notice: Notice) -> None:
    if must_be_heard(notice):
        await tell_otherwise(parts, messengers, notice)
    else:
        await _note(parts, notice, lost_at=parts.clock.now())


async def _note(parts: Parts, notice: Notice, **values: datetime | None) -> None:
    async with parts.db.transaction() as session:
        await session.execute(
            update(Notice)
            .where(Notice.workspace_id == notice.workspace_id, Notice.id == notice.id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


async def _gone(parts: Parts, conversation: Conversation, gone: Gone) -> None:
    """Blocked or removed: nothing more is sent there until somebody speaks to us again. Raises Busy when it moved."""
    async with parts.db.transaction() as session:
        if gone.moved_to:
            await chat_moved(session, conversation.platform, conversation.address, gone.moved_to)
        elif conversation.platform is Platform.TELEGRAM:
            topic = conversation.topic if gone.topic_only else None
            await chat_lost(session, conversation.platform, conversation.address, topic=topic)
        else:
            await _slack_lost(session, conversation, gone)
    if gone.moved_to:
        raise Busy(after=timedelta(seconds=1))
    log.warning("conversation is not reachable", platform=conversation.platform.value)


async def _slack_lost(session: AsyncSession, conversation: Conversation, gone: Gone) -> None:
    changed = await session.execute(
        update(Conversation)
        .where(
            Conversation.workspace_id == conversation.workspace_id,
            Conversation.id == conversation.id,
            Conversation.reachable,
        )
        .values(reachable=False)
        .execution_options(synchronize_session=False)
    )
    if touched(changed) and str(gone) in ROOM_IS_GONE:
        await tell_of_lost_room(session, conversation)
