"""Signing in as a person does it, without the web around it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import httpx
from builders import Team
from publishing_machine import Machine
from sqlalchemy import select

from core.accounts.connect import begin_connecting, finish_connecting
from core.accounts.model import Account
from core.notices.model import Notice, NoticeKind
from core.notices.notify import get_conversation
from core.ports.access import Product
from core.workspaces.model import Member

HALLE = "halle7.berlin"


async def opened(
    machine: Machine, product: Product = Product.INSTAGRAM, *, team: Team | None = None, by: Member | None = None
) -> str:
    """The state of a fresh connect link."""
    team = team or machine.team
    async with machine.services.db.transaction() as session:
        room = await get_conversation(session, team.workspace_id, team.conversation_id)
        return await begin_connecting(session, by or team.ada, room, product, machine.clock.now())


async def consented(machine: Machine, product: Product, names: Sequence[str], granted: Sequence[str] = ()) -> str:
    """The code that the consent page sends back."""
    url = httpx.URL(machine.services.logins[product].authorize_url("any"))
    wish = {"decision": "allow", "account": list(names), "granted": list(granted)}
    answer = await machine.services.http.post(str(url.copy_with(query=None)), data={**url.params, **wish})
    return str(httpx.URL(answer.headers["location"]).params["code"])


async def sign_in(
    machine: Machine,
    *names: str,
    product: Product = Product.INSTAGRAM,
    team: Team | None = None,
    granted: Sequence[str] = (),
) -> tuple[Account, ...]:
    """Ada follows a connect link, allows it for these accounts and comes back."""
    state = await opened(machine, product, team=team)
    return await finish_connecting(machine.services, state, await consented(machine, product, names, granted))


async def account(machine: Machine, account_id: UUID | None = None) -> Account:
    """As it is stored now; the first one unless another is named."""
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Account).where(
                Account.workspace_id == machine.team.workspace_id, Account.id == (account_id or machine.team.account_id)
            )
        )
        return found.scalar_one()


async def notices(machine: Machine, kind: NoticeKind) -> list[tuple[UUID, dict[str, Any]]]:
    """(conversation, details) of what was told, oldest first."""
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Notice.conversation_id, Notice.details)
            .where(Notice.workspace_id == machine.team.workspace_id, Notice.kind == kind)
            .order_by(Notice.created_at)
        )
        return [(row[0], row[1]) for row in found]
