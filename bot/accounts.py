"""What the buttons around Instagram accounts do; each answers the one who pressed with a card."""

from uuid import UUID

from bot.cards.accounts import accounts_card, leaving_card
from bot.cards.card import Card
from bot.language import tr, tr_many
from bot.speaker import Speaker
from bot.tokens import Token
from core.accounts.choose import make_default
from core.accounts.disconnect import disconnect
from core.accounts.policy import check_may_change_accounts, may_change_accounts
from core.accounts.queries import AccountState, account_views
from core.errors import NotFound
from core.notices.seen import first_time
from core.ports.parts import Parts


async def show(parts: Parts, speaker: Speaker, said: str = "") -> Card:
    """All accounts; only owners get buttons."""
    async with parts.db.reading() as session:
        found = await account_views(session, speaker.member.workspace_id, parts.clock.now())
    return accounts_card(found, speaker.zone, may_change=may_change_accounts(speaker.member), said=said)


async def list_them(parts: Parts, speaker: Speaker, _: Token) -> Card | None:
    return await show(parts, speaker)


async def make_it_the_default(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        account = await make_default(session, speaker.member, token.subject)
    return await show(parts, speaker, tr("New events publish to @{account} from now on.", account=account.username))


async def ask_before_leaving(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    check_may_change_accounts(speaker.member)
    return leaving_card(await _view(parts, speaker, token.subject))


async def leave(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        done = await disconnect(session, speaker.member, token.subject, parts.clock.now())
    said = [tr("@{account} is disconnected.", account=done.account.username)]
    if done.held:
        said.append(tr_many("{n} approved post is held.", "{n} approved posts are held.", done.held))
    return await show(parts, speaker, " ".join(said))


async def _view(parts: Parts, speaker: Speaker, account_id: UUID) -> AccountState:
    async with parts.db.reading() as session:
        found = await account_views(session, speaker.member.workspace_id, parts.clock.now())
    for account in found:
        if account.id == account_id:
            return account
    raise NotFound(tr("That Instagram account is not connected here any more."))
