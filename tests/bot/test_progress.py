"""How far a campaign is: one message, edited no more often than people read, that ends as a result or as an error."""

from datetime import timedelta

from builders import NOW, empty_post
from chat_stage import Chat
from sqlalchemy import update

from core.errors import Cure
from core.notices.model import MessageRef, NoticeKind
from core.posts.model import PostStatus
from core.posts.revision import get_post


async def tell(chat: Chat) -> str:
    """The campaign's card as it stands after everything due was delivered."""
    await chat.notice(NoticeKind.CAMPAIGN, subject_id=chat.team.campaign_id)
    await chat.deliver()
    return (await chat.slack_stage.sees("Warehouse Night", "Halle 7", picture=True)).text


async def drawn(chat: Chat, ago: timedelta) -> None:
    """So long ago the card was drawn last; less than nothing: it is as if it had just been, for a while."""
    async with chat.services.db.transaction() as session:
        await session.execute(
            update(MessageRef)
            .where(MessageRef.workspace_id == chat.team.workspace_id)
            .values(drawn_at=NOW - ago)
            .execution_options(synchronize_session=False)
        )


async def test_progress_is_told_at_most_every_two_seconds_and_its_end_at_once(chat: Chat) -> None:
    await chat.machine.in_review()
    posts = [empty_post(chat.team) for _ in range(2)]
    async with chat.services.db.transaction() as session:
        session.add_all(posts)
    assert "1 of 3 ready" in await tell(chat)

    async with chat.services.db.transaction() as session:
        (await get_post(session, chat.team.workspace_id, posts[0].id)).status = PostStatus.CANCELLED
    await drawn(chat, -timedelta(hours=1))
    assert "1 of 3 ready" in await tell(chat)
    await drawn(chat, timedelta(hours=1))
    assert "2 of 3 ready" in await tell(chat)

    async with chat.services.db.transaction() as session:
        (await get_post(session, chat.team.workspace_id, posts[1].id)).cure = Cure.AGAIN
    await drawn(chat, -timedelta(hours=1))
    assert "1 post could not be made. Its card says why" in await tell(chat)
