"""Who may not say yes is told who may, and can have one of them asked: once for each version."""

from collections.abc import Sequence
from uuid import UUID
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Offer, Toast
from bot.calling import call_for
from bot.cards.asking import asking_card, who_may_card
from bot.cards.stored import stored
from bot.errors import words_for
from bot.language import speaking, tr
from bot.speaker import Speaker
from bot.tokens import Token
from core.approvals.ask import ask_for_yes, who_may
from core.campaigns.queries import campaign_view
from core.errors import NotAllowed, NotNow
from core.notices.language import language_of
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.notices.refs import find_ref
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.model import Post, PostStatus
from core.posts.queries import post_view
from core.posts.revision import get_post
from core.workspaces.members import members
from core.workspaces.model import Member

ASKING = {"post.approve": "ask.post", "post.now": "ask.post", "campaign.approve": "ask.campaign"}
"""Presses that somebody else could do, and how they are asked to."""
MOST_OFFERED = 5


async def offer(parts: Parts, speaker: Speaker, token: Token, refused: NotAllowed) -> Answer:
    """The refusal, with a button for each who may; raises it again where nobody can be asked."""
    if token.verb not in ASKING or not refused.ask:
        raise refused
    async with parts.db.reading() as session:
        names = {person.id: person.name for person in await members(session, speaker.member.workspace_id)}
    able = [(names[person], _asks(token, person)) for person in refused.ask[:MOST_OFFERED] if person in names]
    return Offer(who_may_card(words_for(refused), able))


def _asks(token: Token, person: UUID) -> Token:
    return Token(ASKING[token.verb], token.subject, _mark(person))


def _mark(person: UUID) -> int:
    """A person as a button carries them: there is no room for a second id."""
    return crc32(person.bytes)


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """Ask them: in their own conversation with us where there is one, else by name where the button was pressed."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        posts = await _posts(session, speaker, token)
        able = await who_may(session, posts[0])
        asked = next((person for person in able if _mark(person.id) == token.number), None)
        if asked is None:
            raise NotNow(tr("They can't say yes to it any more. The card shows who can."))
        new = await ask_for_yes(session, speaker.member, posts, asked)
        place = await _place(session, speaker, asked)
        await _tell(session, speaker, place, asked, new)
        return Toast(tr("I asked {name}.", name=asked.name))


async def _posts(session: AsyncSession, speaker: Speaker, token: Token) -> Sequence[Post]:
    workspace_id = speaker.member.workspace_id
    if token.verb == "ask.post":
        return [await get_post(session, workspace_id, token.subject, lock=True)]
    found = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == workspace_id,
            Post.campaign_id == token.subject,
            Post.status == PostStatus.IN_REVIEW,
        )
        .order_by(Post.due_at)
        .with_for_update()
    )
    waiting = found.scalars().all()
    if not waiting:
        raise NotNow(tr("Nothing waits for a yes here any more."))
    return waiting


async def _place(session: AsyncSession, speaker: Speaker, asked: Member) -> Conversation:
    found = await session.execute(
        select(Conversation)
        .where(
            Conversation.workspace_id == asked.workspace_id,
            Conversation.direct,
            Conversation.member_id == asked.id,
            Conversation.reachable,
        )
        .order_by((Conversation.platform == speaker.identity.platform).desc(), Conversation.created_at)
        .limit(1)
    )
    return found.scalar_one_or_none() or speaker.conversation


async def _tell(
    session: AsyncSession, speaker: Speaker, place: Conversation, asked: Member, posts: Sequence[Post]
) -> None:
    """The living card, so that they see what it is about, and the sentence that asks them."""
    workspace_id, campaign_id = place.workspace_id, posts[0].campaign_id
    alone = posts[0] if len(posts) == 1 else None
    with speaking(await language_of(session, place)):
        called = await call_for(session, place, [asked.id])
        campaign = await campaign_view(session, workspace_id, campaign_id)
        view = await post_view(session, workspace_id, alone.id, session.info["clock"].now()) if alone else None
        card = asking_card(speaker.member.name, called, campaign, view)
    parent = await find_ref(session, place, NoticeKind.CAMPAIGN, campaign_id)
    kind, subject = (NoticeKind.POST, alone.id) if alone else (NoticeKind.CAMPAIGN, campaign_id)
    notify(session, workspace_id, place.id, kind, subject_id=subject)
    thread = parent.message_id if parent else None
    notify(session, workspace_id, place.id, NoticeKind.SAY, card=stored(card), thread=thread)
