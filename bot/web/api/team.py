"""Whom a token acts for, and the team's accounts."""

from bot.web.api import shapes
from bot.web.api.routing import Asks, router
from core.accounts.queries import account_views

team = router("team")


@team.get("/me", operation_id="whoAmI")
async def who_am_i(asks: Asks) -> shapes.Me:
    """Whom the token acts for, and what it is for."""
    holder = asks.holder
    return shapes.Me(
        member_id=holder.member.id,
        name=holder.member.name,
        role=holder.member.role.value,
        team=holder.workspace.name,
        workspace_id=holder.workspace.id,
        token=holder.token.name,
        scopes=holder.token.scopes,
        expires_at=holder.token.expires_at,
    )


@team.get("/accounts", operation_id="listAccounts")
async def list_accounts(asks: Asks) -> list[shapes.Account]:
    """The team's Instagram accounts, the default first. Connecting one needs a browser: begin it in chat."""
    now = asks.services.clock.now()
    found = await asks.read(lambda session: account_views(session, asks.workspace_id, now))
    return [
        shapes.Account(
            id=one.id,
            username=one.username,
            status=one.status.value,
            is_default=one.is_default,
            days_left=one.days_left,
            paused_until=one.paused_until,
            queued=one.queued,
        )
        for one in found
    ]
