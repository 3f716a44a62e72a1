"""What a Home tab tells, as people of each role see it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from calendar_cards import calendar

from bot.slack.home import HomeFacts
from core.calendar.look import Look, Span
from core.campaigns.queries import CampaignView
from core.posts.model import PostStatus
from core.workspaces.model import Member, Role, Workspace


def home_facts(role: Role, campaigns: Sequence[CampaignView]) -> HomeFacts:
    """Everything that waits for a yes waits for whoever may give one."""
    waiting = {post.id for one in campaigns for post in one.posts if post.status is PostStatus.IN_REVIEW}
    return HomeFacts(
        member=Member(id=UUID(int=1), name="Ada", role=role, active=True),
        workspace=Workspace(id=UUID(int=2), name="Warehouse Nights"),
        campaigns=campaigns,
        waiting=frozenset(waiting if role.may_approve else ()),
        calendar=calendar(Look(Span.MONTH, date(2026, 11, 1)), len(campaigns)),
    )
