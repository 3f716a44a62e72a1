"""Ask Instagram whether the accounts of an event's people are there, and say which are not."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.accounts.queries import access_to
from core.campaigns.model import Campaign
from core.events.model import Event
from core.notices.model import NoticeKind
from core.notices.notify import get_conversation, notify
from core.notices.refs import find_ref
from core.people.model import Person
from core.people.remember import people_of
from core.ports.access import Access, Product
from core.ports.parts import Parts

WRONG = "Instagram knows no professional account @{handle} ({name}). Put it right under Who is who."
MOST = 30
"""Lookups an event costs at most."""


async def look_people_up(parts: Parts, workspace_id: UUID, event_id: UUID) -> None:
    """The body of `people.look_up`. Without an account that may ask, nothing is known and nothing is said."""
    async with parts.db.reading() as session:
        event = await _event(session, workspace_id, event_id)
        access = await _asking(session, workspace_id, parts)
        if event is None or access is None:
            return
        handles = [one.handle for one in await people_of(session, event)]
        unasked = await session.execute(
            select(Person.id, Person.name, Person.handle)
            .where(Person.workspace_id == workspace_id, Person.handle.in_(handles), Person.found.is_(None))
            .order_by(Person.name)
            .limit(MOST)
        )
        people = unasked.all()
    answers = [(row, await parts.directory.knows(access, row.handle)) for row in people]
    async with parts.db.transaction() as session:
        for row, found in answers:
            if found is not None:
                await _keep(session, workspace_id, row.id, row.handle, found)
        wrong = [WRONG.format(handle=row.handle, name=row.name) for row, found in answers if found is False]
        if wrong:
            await say_in_thread(session, workspace_id, event_id, " ".join(wrong))


async def _keep(session: AsyncSession, workspace_id: UUID, person_id: UUID, handle: str, found: bool) -> None:
    """Unless somebody wrote another one meanwhile."""
    await session.execute(
        update(Person)
        .where(Person.workspace_id == workspace_id, Person.id == person_id, Person.handle == handle)
        .values(found=found)
        .execution_options(synchronize_session=False)
    )


async def say_in_thread(session: AsyncSession, workspace_id: UUID, event_id: UUID, sentence: str) -> None:
    """Under the campaign's card, in the conversation it belongs to."""
    found = await session.execute(
        select(Campaign).where(Campaign.workspace_id == workspace_id, Campaign.event_id == event_id)
    )
    campaign = found.scalar_one()
    home = await get_conversation(session, workspace_id, campaign.conversation_id)
    card = await find_ref(session, home, NoticeKind.CAMPAIGN, campaign.id)
    thread = card.message_id if card else None
    notify(session, workspace_id, home.id, NoticeKind.SAY, text=sentence, thread=thread)


async def _event(session: AsyncSession, workspace_id: UUID, event_id: UUID) -> Event | None:
    found = await session.execute(select(Event).where(Event.workspace_id == workspace_id, Event.id == event_id))
    return found.scalar_one_or_none()


async def _asking(session: AsyncSession, workspace_id: UUID, parts: Parts) -> Access | None:
    """Any account of the team that came through Facebook may ask."""
    found = await session.execute(
        select(Account)
        .where(
            Account.workspace_id == workspace_id,
            Account.product == Product.FACEBOOK,
            Account.status == AccountStatus.CONNECTED,
        )
        .order_by(Account.connected_at)
        .limit(1)
    )
    account = found.scalar_one_or_none()
    return access_to(account, parts.vault) if account else None
