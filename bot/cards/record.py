"""A campaign's record on its card: goals as bars with words, the budget, and the sentence at its end."""

from datetime import datetime

from bot.cards.card import Action, Bullet, Card, Fact, Line, Text
from bot.cards.progress import bar
from bot.language import mark, reader, tr, tr_many
from bot.tokens import Token
from bot.words import count, day_of, number_in_words
from core.campaigns.goals import Goal, Progress
from core.campaigns.model import CampaignStatus
from core.campaigns.queries import CampaignView
from core.campaigns.record import Record
from core.posts.model import PostStatus

LABELS = {Goal.REACH: mark("Reach"), Goal.TAPS: mark("Ticket link taps"), Goal.FOLLOWERS: mark("New followers")}
STATUS = {
    CampaignStatus.DRAFT: mark("being made"),
    CampaignStatus.ACTIVE: mark("running"),
    CampaignStatus.PAUSED: mark("paused, nothing goes out"),
    CampaignStatus.COMPLETED: mark("completed"),
    CampaignStatus.CANCELLED: mark("cancelled"),
}


def record_lines(record: Record) -> list[Line]:
    """What it is for and how far it is; nothing about goals that nobody set."""
    lines: list[Line] = [Fact(tr("Campaign"), _standing(record))]
    if record.audience:
        lines.append(Fact(tr("For"), record.audience))
    if record.budget:
        lines.append(Fact(tr("Budget"), record.budget.written(reader())))
    return [*lines, *(Fact(tr(LABELS[one.goal]), progress_in_words(one)) for one in record.progress)]


def _standing(record: Record) -> str:
    status = tr(STATUS[record.status])
    if record.begins_local is None or record.ends_local is None:
        return status
    begins, ends = _day(record.begins_local), _day(record.ends_local)
    return tr("{status}, {begins} to {ends}", status=status, begins=begins, ends=ends)


def _day(local: datetime) -> str:
    return day_of(local, weekday=False, short=True)


def progress_in_words(one: Progress) -> str:
    """ "▓▓▓▓░░░░░░ 4,120 of 10,000 so far (3 of 4 live posts measured)"."""
    wanted = number_in_words(one.wanted)
    if one.so_far is None and not one.live:
        return tr("{wanted} wanted, not known so far: no post is live yet", wanted=wanted)
    if one.so_far is None:
        return tr("{wanted} wanted, not known so far: Instagram has not told yet", wanted=wanted)
    so_far = tr(
        "{number} of {wanted} so far ({sample})", number=number_in_words(one.so_far), wanted=wanted, sample=_sample(one)
    )
    return f"{bar(one.done)} {so_far}"


def _sample(one: Progress) -> str:
    if one.goal is Goal.FOLLOWERS:
        return tr("the account's, since the first post")
    measured, posts = one.measured, count(one.live, "live post")
    if one.goal is Goal.REACH and measured > 1:
        return tr("{measured} of {posts} measured; who saw two is counted twice", measured=measured, posts=posts)
    return tr("{measured} of {posts} measured", measured=measured, posts=posts)


def completed_card(campaign: CampaignView) -> Card:
    """Said once, when a campaign is over."""
    live = sum(post.status is PostStatus.PUBLISHED for post in campaign.posts)
    lost = sum(post.status in (PostStatus.EXPIRED, PostStatus.FAILED) for post in campaign.posts)
    unclear = sum(post.status is PostStatus.UNCONFIRMED for post in campaign.posts)
    outcome = [tr("{posts} live", posts=count(live, "post"))]
    if lost:
        outcome.append(tr_many("{n} did not go out", "{n} did not go out", lost))
    if unclear:
        outcome.append(tr_many("{n} not confirmed", "{n} not confirmed", unclear))
    text = tr("The campaign for {event} is completed: {outcome}.", event=campaign.name, outcome=", ".join(outcome))
    progress = campaign.record.progress if campaign.record else ()
    return Card(
        summary=text,
        lines=(Text(text), *(Bullet(f"{tr(LABELS[one.goal])}: {progress_in_words(one)}") for one in progress)),
        actions=(Action(tr("Next one"), Token("series.next", campaign.id)),),
    )
