"""Where we may speak: blocked, welcomed back, moved."""

from sqlalchemy import update

from core.notices.model import Conversation
from core.ports.parts import Parts
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Platform


async def set_reachable(parts: Parts, platform: Platform, address: str, reachable: bool) -> None:
    """The platform says whether we may still speak there."""
    await _change(parts, platform, address, reachable=reachable)


async def chat_moved(parts: Parts, platform: Platform, address: str, new_address: str) -> None:
    """The place goes on under another id."""
    await _change(parts, platform, address, address=new_address)


async def _change(parts: Parts, platform: Platform, at: str, **values: object) -> None:
    async with parts.db.transaction() as session:
        await session.execute(
            update(Conversation)
            .where(Conversation.platform == platform, Conversation.address == at)
            .values(**values)
            .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
        )
