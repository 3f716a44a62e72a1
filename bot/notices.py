"""The body of `notice.deliver`: a notice becomes a card in the right house, newly sent or redrawn in place.

At least once: a notice is settled only when it was told, or when it is known that it cannot be told there. What must
be heard then takes another way.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import select, update

from bot import brand
from bot.attachments import send_files
from bot.cards import access, connected, digest, spoken
from bot.cards.card import Card
from bot.cards.change import done_card
from bot.cards.comments import comments_card
from bot.cards.record import completed_card
from bot.cards.series import proposal_card
from bot.cards.spending import model_card
from bot.cards.stored import card_from
from bot.cards.tickets import news_card
from bot.cards.trouble import trouble_card
from bot.houses import Gone, Messenger
from bot.living import LIVING, draw, place_in, thread_of
from bot.otherwise import Messengers, tell_otherwise
from bot.sending import Intent, send_once
from core.accounts.queries import get_account
from core.accounts.rights import missing_rights
from core.callbacks.queries import comments_view
from core.campaigns.queries import campaign_view
from core.digests.queries import digest_view
from core.errors import Busy, NotFound, WaitAndRetry
from core.events.told import change_view
from core.notices.heard import must_be_heard
from core.notices.model import Conversation, Notice, NoticeKind
from core.notices.notify import get_conversation
from core.ports.parts import Parts
from core.posts.model import PostStatus
from core.posts.queries import post_view
from core.series.queries import proposal_view

log = structlog.get_logger(__name__)

LONG = timedelta(hours=1)
"""A platform that is away for so long is no way to tell somebody how a post ended."""


async def deliver_notice(parts: Parts, messengers: Messengers, workspace_id: UUID, notice_id: UUID) -> None:
    """Tell one notice. Told twice, a living card is redrawn and anything else is skipped."""
    async with parts.db.reading() as session:
        found = await session.execute(select(Notice).where(Notice.workspace_id == workspace_id, Notice.id == notice_id))
        notice = found.scalar_one_or_none()
        if notice is None or notice.delivered_at is not None:
            return
        conversation = await get_conversation(session, workspace_id, notice.conversation_id)
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
        log.info("nothing to tell any more", notice=str(notice_id))
    except Exception as error:
        late = parts.clock.now() - notice.created_at > LONG
        if must_be_heard(notice) and (late or not isinstance(error, WaitAndRetry)):
            await tell_otherwise(parts, messengers, notice)
        raise
    await _note(parts, notice, delivered_at=parts.clock.now())


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
    thread = await thread_of(parts, conversation, view.campaign_id)
    await _send(parts, messenger, conversation, notice, thread, spoken.say(key, view))


async def _send(
    parts: Parts, messenger: Messenger, conversation: Conversation, notice: Notice, thread: str | None, card: Card
) -> None:
    async def note(sent_at: datetime | None) -> None:
        await _note(parts, notice, sending_at=sent_at)

    intent = Intent(notice.id, notice.sending_at, note)
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
    if kind is NoticeKind.MODEL:
        return model_card(details)
    async with parts.db.reading() as session:
        if kind is NoticeKind.DIGEST and notice.subject_id:
            return digest.digest_card(await digest_view(session, workspace_id, notice.subject_id))
        if kind is NoticeKind.CONNECTED and notice.subject_id:
            account = await get_account(session, workspace_id, notice.subject_id)
            return connected.connected_card(account.username, missing_rights(account.scopes))
        if kind is NoticeKind.ACCOUNT and notice.subject_id:
            account = await get_account(session, workspace_id, notice.subject_id)
            return access.access_card(account.username, account.id, details)
        if kind is NoticeKind.RECORD and notice.subject_id:
            return completed_card(await campaign_view(session, workspace_id, notice.subject_id))
        if kind is NoticeKind.TICKETS and notice.subject_id:
            return news_card(await campaign_view(session, workspace_id, notice.subject_id), details.get("phases", ()))
        if kind is NoticeKind.SERIES and notice.subject_id:
            day = date.fromisoformat(details["day"])
            return proposal_card(await proposal_view(session, workspace_id, notice.subject_id, day))
        if kind is NoticeKind.CHANGE:
            return done_card(await change_view(session, workspace_id, UUID(details["change"])))
        if kind is NoticeKind.TROUBLE:
            return trouble_card(notice.subject_id, details)
        if kind is NoticeKind.COMMENTS:
            return comments_card(
                await comments_view(session, workspace_id, notice.subject_id, details, parts.clock.now())
            )
    return card_from(details["card"]) if "card" in details else spoken.sentence(str(details.get("text", "")))


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
    change: dict[str, object] = {"address": gone.moved_to} if gone.moved_to else {"reachable": False}
    async with parts.db.transaction() as session:
        await session.execute(
            update(Conversation)
            .where(Conversation.workspace_id == conversation.workspace_id, Conversation.id == conversation.id)
            .values(**change)
            .execution_options(synchronize_session=False)
        )
    if gone.moved_to:
        raise Busy(after=timedelta(seconds=1))
    log.warning("conversation is not reachable", platform=conversation.platform.value)
