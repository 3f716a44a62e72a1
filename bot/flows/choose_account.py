"""Which Instagram account a campaign publishes to: a question only for teams that have several."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.speaker import Speaker
from core.accounts.model import Account, AccountStatus
from core.accounts.queries import accounts_to_choose
from core.campaigns.choose_account import choose_account
from core.campaigns.model import Campaign
from core.errors import NotNow
from core.ports.parts import Parts

KEY = "account"
WHICH, WHICH_NOW = "Which Instagram account shall publish it?", "Which Instagram account shall publish it from now on?"


def account_field(found: Sequence[Account], *, required: bool = False) -> Field:
    """The question, with the team's accounts for answers; the default is the first of them."""
    return Field(
        KEY,
        "Account",
        WHICH_NOW if required else WHICH,
        Kind.CHOICE,
        required=required,
        hint="" if required else f"The usual one is @{found[0].username}.",
        options=tuple(Option(str(account.id), _label(account)) for account in found),
        always_asked=True,
    )


def _label(account: Account) -> str:
    return f"@{account.username}" + (" (access has ended)" if account.status is AccountStatus.EXPIRED else "")


async def _fields(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    found = await accounts_to_choose(session, speaker.member.workspace_id)
    if not found:
        raise NotNow("No Instagram account is connected. Connect one first.")
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
    return plain(f"It publishes to @{account.username} now. What was approved needs a fresh yes.")


def _campaign_id(about: str) -> UUID:
    return UUID(about.partition(":")[0])


FORM = Form(
    key="account",
    title="Change account",
    submit="Publish there",
    fields=(Field(KEY, "Account", WHICH_NOW, required=True),),
    finish=_finish,
    prefill=_prefill,
    fit=_fields,
)
