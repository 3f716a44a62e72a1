"""How many hashtags a post gets and where they stand: a team's own rule, else the installation's."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check, may
from core.authorization.table import Right
from core.errors import InvalidAnswer, NotNow
from core.posts.limits import Limits
from core.workspaces.members import get_workspace
from core.workspaces.model import Member, Workspace


@dataclass(frozen=True)
class Rules:
    """most: at most so many on a post, never above Instagram's own. usual: what counts while a team says nothing."""

    most: int
    in_comment: bool
    usual: int
    own: bool
    """The team chose the number itself."""


def rules_from(workspace: Workspace, limits: Limits) -> Rules:
    usual = min(limits.hashtags_usual, limits.hashtags_most)
    own = workspace.hashtags_most
    most = usual if own is None else min(own, limits.hashtags_most)
    return Rules(most, workspace.hashtags_in_comment, usual, own is not None)


async def rules_of(session: AsyncSession, workspace_id: UUID) -> Rules:
    """What counts in a workspace."""
    return rules_from(await get_workspace(session, workspace_id), session.info["limits"])


def may_set_rules(member: Member) -> bool:
    return may(member, Right.HASHTAG_RULES)


def check_may_set_rules(member: Member) -> None:
    """Raise NotAllowed for everybody but owners."""
    check(member, Right.HASHTAG_RULES)


async def set_rules(session: AsyncSession, member: Member, *, most: int | None, in_comment: bool) -> Rules:
    """Owners only. most: None leaves it to the installation. Raises InvalidAnswer, and NotNow when nothing changes."""
    check_may_set_rules(member)
    limits: Limits = session.info["limits"]
    if most is not None and not 0 <= most <= limits.hashtags_most:
        raise InvalidAnswer(
            f"Instagram takes at most {limits.hashtags_most} hashtags; write 0 to that many.", field="most"
        )
    workspace = await get_workspace(session, member.workspace_id)
    if (workspace.hashtags_most, workspace.hashtags_in_comment) == (most, in_comment):
        raise NotNow("That is how it is already.")
    workspace.hashtags_most, workspace.hashtags_in_comment = most, in_comment
    audit(session, member, Deed.CHANGED_HASHTAGS, most=most, in_comment=in_comment)
    return rules_from(workspace, limits)
