"""What stands under a link of ours that somebody shows to others."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.card import Bullet, Card, Line, Small, Text
from bot.language import tr
from bot.retold import retold
from bot.words import count, short_moment
from core.campaigns.queries import CampaignView
from core.posts.model import PostStatus

GOES_OUT = (PostStatus.DRAFT, PostStatus.IN_REVIEW, PostStatus.CHANGES_REQUESTED, PostStatus.SCHEDULED)
MOST = 3


def calendar_link_card(team: str, campaigns: Sequence[CampaignView], now: datetime) -> Card:
    """The plan in a few lines, and that the link opens all of it: it may not have been meant for everybody here."""
    coming = sorted(
        (post.due_at, f"{short_moment(post.due_local)} · {retold(post.title)}, {campaign.name}")
        for campaign in campaigns
        for post in campaign.posts
        if post.status in GOES_OUT and post.due_at > now
    )
    title = tr("Calendar of {team}", team=team)
    posts, events = count(len(coming), "post"), count(sum(one.starts_at > now for one in campaigns), "event")
    said = tr("Ahead: {posts}, {events}.", posts=posts, events=events)
    lines: list[Line] = [Text(said), *(Bullet(line) for _, line in coming[:MOST])]
    return Card(
        f"{title}. {said}",
        title=title,
        lines=(*lines, Small(tr("Whoever has this link sees the whole plan, now and later."))),
    )
