"""The body of `notice.deliver`: a notice becomes a card in the right house, newly sent or redrawn in place."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards import access, connected, digest, spoken
from bot.cards.campaign import campaign_card
from bot.cards.card import Card
from bot.cards.comments import comments_card
from bot.cards.review import review_card
from bot.cards.trouble import trouble_card
from bot.houses import Gone, Messenger, Place, Sent
from core.accounts.queries import get_account
from core.accounts.rights import missing_rights
from core.callbacks.queries import comments_view
from core.campaigns.queries import campaign_view
from core.digests.queries import digest_view
from core.errors import Busy, NotFound
from core.events.moments import to_utc
from core.lease import while_held
from core.notices.model import Conversation, MessageRef, Notice, NoticeKind
from core.notices.notify import get_conversation
from core.ports.parts import Parts
from core.posts.queries import PostView, post_view
from core.workspaces.model import Platform

log = structlog.get_logger(__name__)

Messengers = Mapping[Platform, Messenger]

WATCHED_FOR = timedelta(days=30)
"""How long after its slot a video can still be looked at from the card."""
LIVING = (NoticeKind.CAMPAIGN, NoticeKind.POST)
"""Kinds whose card is one message for ever, edited in place."""


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
        return
    try:
        if notice.kind in LIVING and notice.subject_id:
            await draw(parts, messenger, conversation, notice.kind, notice.subject_id)
            await _say_beside(parts, messenger, conversation, notice)
        else:
            thread = await _thread(parts, conversation, notice)
            await messenger.send(_place(conversation, thread), await _card(parts, workspace_id, notice.kind, notice))
    except Gone:
        await _unreachable(parts, conversation)
    except NotFound:
        log.info("nothing to tell any more", notice=str(notice_id))
    async with parts.db.transaction() as session:
        await session.execute(
            update(Notice)
            .where(Notice.workspace_id == workspace_id, Notice.id == notice_id)
            .values(delivered_at=parts.clock.now())
            .execution_options(synchronize_session=False)
        )


async def draw(
    parts: Parts, messenger: Messenger, conversation: Conversation, kind: NoticeKind, subject_id: UUID
) -> MessageRef:
    """Bring the living card of a subject up to date in one conversation; raises Busy while somebody else draws it."""
    ref = await _take_ref(parts, conversation, kind, subject_id)
    try:
        sent, thread, drawn = await while_held(
            _drawn(parts, messenger, conversation, ref), lambda: _keep_ref(parts, ref), parts.lease
        )
    except BaseException:
        await _store_ref(parts, ref, None, None, None)
        raise
    return await _store_ref(parts, ref, sent, thread, drawn)


async def _drawn(
    parts: Parts, messenger: Messenger, conversation: Conversation, ref: MessageRef
) -> tuple[Sent, str | None, str]:
    """Read after the card is ours: whoever draws last draws the newest state."""
    card, thread = await _living_card(parts, messenger, conversation, ref.kind, ref.subject_id)
    drawn = hashlib.sha256(repr(card).encode()).hexdigest()
    if ref.message_id is None:
        sent = await messenger.send(_place(conversation, thread), card)
    elif ref.drawn == drawn:
        sent = Sent(ref.message_id, ref.extra)
    else:
        sent = await _redraw(messenger, conversation, ref, card, thread)
    return sent, thread, drawn


async def _redraw(
    messenger: Messenger, conversation: Conversation, ref: MessageRef, card: Card, thread: str | None
) -> Sent:
    try:
        place = _place(conversation, ref.thread_id)
        return await messenger.redraw(place, Sent(ref.message_id or "", ref.extra), card)
    except Gone:
        return await messenger.send(_place(conversation, thread), card)  # somebody deleted it: show it again


async def _living_card(
    parts: Parts, messenger: Messenger, conversation: Conversation, kind: NoticeKind, subject_id: UUID
) -> tuple[Card, str | None]:
    """The card, and the message it answers to: a post's card hangs under its campaign's."""
    workspace_id = conversation.workspace_id
    if kind is NoticeKind.CAMPAIGN:
        async with parts.db.reading() as session:
            return campaign_card(await campaign_view(session, workspace_id, subject_id)), None
    async with parts.db.reading() as session:
        view = await post_view(session, workspace_id, subject_id, parts.clock.now())
        parent = await _find_ref(session, conversation, NoticeKind.CAMPAIGN, view.campaign_id)
    if parent is None or parent.message_id is None:
        parent = await draw(parts, messenger, conversation, NoticeKind.CAMPAIGN, view.campaign_id)
    return review_card(view, watch(parts, view)), parent.message_id


def watch(parts: Parts, view: PostView) -> tuple[tuple[str, str], ...]:
    """(label, address) of a post's videos. The addresses stay the same, or the card would be redrawn for ever."""
    until = to_utc(view.due_local, view.zone) + WATCHED_FOR
    videos = [(place, item.key) for place, item in enumerate(view.media, start=1) if item.facts.video]
    alone = len(view.media) == 1
    return tuple(
        ("Watch" if alone else f"Watch {place}", parts.media.public_url(key, until=until)) for place, key in videos
    )


async def _say_beside(parts: Parts, messenger: Messenger, conversation: Conversation, notice: Notice) -> None:
    """Some changes are worth a sentence in the thread besides the redrawn card."""
    key = notice.details.get("say")
    if not key or notice.subject_id is None:
        return
    async with parts.db.reading() as session:
        view = await post_view(session, notice.workspace_id, notice.subject_id, parts.clock.now())
        parent = await _find_ref(session, conversation, NoticeKind.CAMPAIGN, view.campaign_id)
    await messenger.send(_place(conversation, parent.message_id if parent else None), spoken.say(key, view))


async def _thread(parts: Parts, conversation: Conversation, notice: Notice) -> str | None:
    """Comments on a post belong to its campaign; anything else that is told once stands alone."""
    if notice.kind is not NoticeKind.COMMENTS or notice.subject_id is None:
        return None
    async with parts.db.reading() as session:
        view = await post_view(session, notice.workspace_id, notice.subject_id, parts.clock.now())
        parent = await _find_ref(session, conversation, NoticeKind.CAMPAIGN, view.campaign_id)
    return parent.message_id if parent else None


async def _card(parts: Parts, workspace_id: UUID, kind: NoticeKind, notice: Notice) -> Card:
    """Cards that are told once and then stay as they were."""
    async with parts.db.reading() as session:
        if kind is NoticeKind.DIGEST and notice.subject_id:
            return digest.digest_card(await digest_view(session, workspace_id, notice.subject_id))
        if kind is NoticeKind.CONNECTED and notice.subject_id:
            account = await get_account(session, workspace_id, notice.subject_id)
            return connected.connected_card(account.username, missing_rights(account.scopes))
        if kind is NoticeKind.ACCOUNT and notice.subject_id:
            account = await get_account(session, workspace_id, notice.subject_id)
            return access.access_card(account.username, account.id, notice.details)
        if kind is NoticeKind.TROUBLE:
            return trouble_card(notice.subject_id, notice.details)
        if kind is NoticeKind.COMMENTS:
            details = notice.details
            return comments_card(
                await comments_view(session, workspace_id, notice.subject_id, details, parts.clock.now())
            )
    return spoken.sentence(str(notice.details.get("text", "")))


def _place(conversation: Conversation, thread: str | None = None) -> Place:
    return Place(conversation.platform, conversation.address, conversation.team, thread)


async def _find_ref(
    session: AsyncSession, conversation: Conversation, kind: NoticeKind, subject_id: UUID
) -> MessageRef | None:
    found = await session.execute(
        select(MessageRef).where(
            MessageRef.workspace_id == conversation.workspace_id,
            MessageRef.conversation_id == conversation.id,
            MessageRef.kind == kind,
            MessageRef.subject_id == subject_id,
        )
    )
    return found.scalar_one_or_none()


async def _take_ref(parts: Parts, conversation: Conversation, kind: NoticeKind, subject_id: UUID) -> MessageRef:
    """Claim the drawing of one card; raises Busy when it is claimed."""
    now = parts.clock.steady()
    async with parts.db.transaction() as session:
        ref = await _find_ref(session, conversation, kind, subject_id)
        if ref is None:
            ref = MessageRef(
                id=uuid4(),
                workspace_id=conversation.workspace_id,
                conversation_id=conversation.id,
                kind=kind,
                subject_id=subject_id,
                extra={},
                busy_until=now + parts.lease,
            )
            try:
                async with session.begin_nested():
                    session.add(ref)
            except IntegrityError:
                raise Busy(after=timedelta(seconds=1)) from None
            return ref
        claimed = await session.execute(
            update(MessageRef)
            .where(
                MessageRef.workspace_id == conversation.workspace_id,
                MessageRef.id == ref.id,
                or_(MessageRef.busy_until.is_(None), MessageRef.busy_until < now),
            )
            .values(busy_until=now + parts.lease)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(claimed, CursorResult)  # noqa: S101 - an UPDATE always answers with a cursor result
        if not claimed.rowcount:
            raise Busy(after=timedelta(seconds=1))
        await session.refresh(ref)
        return ref


async def _keep_ref(parts: Parts, ref: MessageRef) -> bool:
    """Go on holding a card that takes long to draw; False when that came too late."""
    now = parts.clock.steady()
    async with parts.db.transaction() as session:
        kept = await session.execute(
            update(MessageRef)
            .where(MessageRef.workspace_id == ref.workspace_id, MessageRef.id == ref.id, MessageRef.busy_until >= now)
            .values(busy_until=now + parts.lease)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(kept, CursorResult)  # noqa: S101 - an UPDATE always answers with a cursor result
        return bool(kept.rowcount)


async def _store_ref(
    parts: Parts, ref: MessageRef, sent: Sent | None, thread: str | None, drawn: str | None
) -> MessageRef:
    values: dict[str, object] = {"busy_until": None}
    if sent is not None:
        values |= {"message_id": sent.message_id, "extra": sent.extra, "thread_id": thread, "drawn": drawn}
        ref.message_id = sent.message_id
    async with parts.db.transaction() as session:
        await session.execute(
            update(MessageRef)
            .where(MessageRef.workspace_id == ref.workspace_id, MessageRef.id == ref.id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    return ref


async def _unreachable(parts: Parts, conversation: Conversation) -> None:
    """We were blocked or removed: nothing more is sent there until somebody speaks to us again."""
    async with parts.db.transaction() as session:
        await session.execute(
            update(Conversation)
            .where(Conversation.workspace_id == conversation.workspace_id, Conversation.id == conversation.id)
            .values(reachable=False)
            .execution_options(synchronize_session=False)
        )
    log.warning("conversation is not reachable", platform=conversation.platform.value)
