"""Which Instagram account a campaign publishes to: a question only for teams that have several."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import id_in
from core.accounts.model import Account, AccountStatus
from core.accounts.queries import accounts_to_choose
from core.campaigns.choose_account import choose_account
from core.campaigns.model import Campaign
from core.errors import NotNow
from core.ports.parts import Parts

KEY = "account"
WHICH = mark("Which Instagram account shall publish it?")
WHICH_NOW = mark("Which Instagram account shall publish it from now on?")


def account_field(found: Sequence[Account], *, required: bool = False) -> Field:
    """The question, with the team's accounts for answers; the default is the first of them."""
    return Field(
        KEY,
        mark("Account"),
        WHICH_NOW if required else WHICH,
        Kind.CHOICE,
        required=required,
        hint="" if required else tr("The usual one is @{username}.", username=found[0].username),
        options=tuple(Option(str(account.id), _label(account)) for account in found),
        always_asked=True,
    )


def _label(account: Account) -> str:
    if account.status is AccountStatus.EXPIRED:
        return tr("@{username} (access has ended)", username=account.username)
    return f"@{account.username}"


async def _fields(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    found = await accounts_to_choose(session, speaker.member.workspace_id)
    if not found:
        raise NotNow(tr("No Instagram account is connected. Connect one first."))
    return (account_field(found, required=True),)


async def _prefill(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        found = await session.execute(
            select(Campaign.account_id).where(
                Campaign.workspace_id == speaker.member.workspace_id, Campaign.id == _campaign_id(about)
            )
        )
        account_id = found.scalar_one_or_none()
    return {KEY: str(account_id)} if account_id else {}


async def _finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    account = await choose_account(session, speaker.member, _campaign_id(about), UUID(values[KEY]), now)
    said = tr("It publishes to @{username} now. What was approved needs a fresh yes.", username=account.username)
    return plain(said)


def _campaign_id(about: str) -> UUID:
    return id_in(about)


FORM = Form(
    key="account",
    title=mark("Change account"),
    submit=mark("Publish there"),
    fields=(Field(KEY, mark("Account"), WHICH_NOW, required=True),),
    finish=_finish,
    prefill=_prefill,
    fit=_fields,
)
