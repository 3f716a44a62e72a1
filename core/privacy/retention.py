"""How long is kept what nobody needs any more; operators set it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import ConnectState
from core.api_tokens.model import ApiRequest, ApiToken
from core.api_tokens.once import KEPT
from core.database import Base
from core.designs.model import DesignSheet, PaintedDesign
from core.imports.model import EventImport
from core.installs.model import SlackState
from core.notices.model import Notice, Talk
from core.posts.option_sheet import OptionSheet
from core.privacy.model import PrivacyRequest
from core.tenancy import ACROSS_WORKSPACES
from core.webhooks.model import WebhookDelivery
from core.workspaces.model import Invite

PROOF_KEPT = timedelta(days=3 * 365)
NEWS_KEPT = timedelta(days=30)
STATE_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Retention:
    """Whoever asks to be erased can change their mind for `grace`; talks and files go after so long."""

    grace: timedelta = timedelta(days=7)
    talks: timedelta = timedelta(days=180)
    files: timedelta = timedelta(days=30)


async def forget_spent(session: AsyncSession, now: datetime) -> None:
    """Talks that ended, notices that were told, sheets that were looked at, links that were used or ran out."""
    keep: Retention = session.info["retention"]
    for table, old in _spent(now - keep.talks, now - keep.files, now):
        await session.execute(
            delete(table).where(old).execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
        )


def _spent(talks: datetime, files: datetime, now: datetime) -> tuple[tuple[type[Base], ColumnElement[bool]], ...]:
    return (
        (Talk, and_(Talk.open.is_(False), Talk.created_at < talks)),
        (Notice, Notice.created_at < talks),
        (DesignSheet, DesignSheet.created_at < talks),
        (OptionSheet, OptionSheet.created_at < talks),
        (EventImport, EventImport.created_at < talks),
        (Invite, Invite.expires_at < talks),
        (ConnectState, ConnectState.expires_at < talks),
        (ApiToken, ApiToken.expires_at < talks),
        (WebhookDelivery, WebhookDelivery.created_at < now - NEWS_KEPT),
        (ApiRequest, ApiRequest.created_at < now - KEPT),
        (PaintedDesign, PaintedDesign.painted_at < files),
        (SlackState, SlackState.expire_at < (now - STATE_KEPT).replace(tzinfo=None)),
        (PrivacyRequest, and_(PrivacyRequest.done_at.is_not(None), PrivacyRequest.done_at < now - PROOF_KEPT)),
    )
