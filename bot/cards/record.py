"""A campaign's record on its card: goals as bars with words, the budget, and the sentence at its end."""

from datetime import datetime

from bot.cards.card import Action, Bullet, Card, Fact, Line, Text
from bot.cards.progress import bar
from bot.tokens import Token
from bot.words import count
from core.campaigns.goals import Goal, Progress
from core.campaigns.model import CampaignStatus
from core.campaigns.queries import CampaignView
from core.campaigns.record import Record
from core.posts.model import PostStatus

LABELS = {Goal.REACH: "Reach", Goal.TAPS: "Ticket link taps", Goal.FOLLOWERS: "New followers"}
STATUS = {
    CampaignStatus.DRAFT: "being made",
    CampaignStatus.ACTIVE: "running",
    CampaignStatus.PAUSED: "paused, nothing goes out",
    CampaignStatus.COMPLETED: "completed",
    CampaignStatus.CANCELLED: "cancelled",
}


def record_lines(record: Record) -> list[Line]:
    """What it is for and how far it is; nothing about goals that nobody set."""
    lines: list[Line] = [Fact("Campaign", f"{STATUS[record.status]}{_span(record)}")]
    if record.audience:
        lines.append(Fact("For", record.audience))
    if record.budget:
        lines.append(Fact("Budget", str(record.budget)))
    return [*lines, *(Fact(LABELS[one.goal], progress_in_words(one)) for one in record.progress)]


def _span(record: Record) -> str:
    if record.begins_local is None or record.ends_local is None:
        return ""
    return f", {_day(record.begins_local)} to {_day(record.ends_local)}"


def _day(local: datetime) -> str:
    return f"{local.day} {local:%b}"


def progress_in_words(one: Progress) -> str:
    """ "▓▓▓▓░░░░░░ 4,120 of 10,000 so far (3 of 4 live posts measured)"."""
    if one.so_far is None:
        why = "no post is live yet" if not one.live else "Instagram has not told yet"
        return f"{one.wanted:,} wanted, not known so far: {why}"
    return f"{bar(one.done)} {one.so_far:,} of {one.wanted:,} so far ({_sample(one)})"


def _sample(one: Progress) -> str:
    if one.goal is Goal.FOLLOWERS:
        return "the account's, since the first post"
    sample = f"{one.measured} of {count(one.live, 'live post')} measured"
    return f"{sample}; who saw two is counted twice" if one.goal is Goal.REACH and one.measured > 1 else sample


def completed_card(campaign: CampaignView) -> Card:
    """Said once, when a campaign is over."""
    live = sum(post.status is PostStatus.PUBLISHED for post in campaign.posts)
    lost = sum(post.status in (PostStatus.EXPIRED, PostStatus.FAILED) for post in campaign.posts)
    unclear = sum(post.status is PostStatus.UNCONFIRMED for post in campaign.posts)
    said = [f"The campaign for {campaign.name} is completed: {count(live, 'post')} live"]
    if lost:
        said.append(f"{lost} did not go out")
    if unclear:
        said.append(f"{unclear} not confirmed")
    text = f"{', '.join(said)}."
    progress = campaign.record.progress if campaign.record else ()
    return Card(
        summary=text,
        lines=(Text(text), *(Bullet(f"{LABELS[one.goal]}: {progress_in_words(one)}") for one in progress)),
        actions=(Action("Next one", Token("series.next", campaign.id)),),
    )
