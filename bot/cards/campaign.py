"""The card of a campaign, and lists of campaigns."""

from collections.abc import Sequence

from bot.cards.approvals import IN_WORDS
from bot.cards.card import Action, Bullet, Card, Fact, Line, Picture, Small, Style, Text, rare
from bot.cards.paused import pause_lines
from bot.cards.progress import bar
from bot.cards.record import record_lines
from bot.cards.tickets import in_words
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import STATUS, kind, long_moment, short_day, short_moment, spoken_list
from core.approvals.policy import Policy
from core.campaigns.choose_account import SENT
from core.campaigns.model import CampaignStatus
from core.campaigns.queries import CampaignView, PlannedPost
from core.events.model import EventStatus
from core.posts.model import PostStatus

_STANDING = {
    EventStatus.CANCELLED: mark("Cancelled. Nothing of it goes out any more."),
    EventStatus.POSTPONED: mark("Postponed, the new date is to come. Everything is held until then."),
}


MAKING = (PostStatus.DRAFT, PostStatus.CHANGES_REQUESTED)


def is_making(campaign: CampaignView) -> bool:
    """Whether something of it is being written or drawn this minute."""
    return any(map(_is_being_made, campaign.posts)) and not campaign.drafted_from


def _is_being_made(post: PlannedPost) -> bool:
    return post.status in MAKING and not post.given_up


def campaign_card(campaign: CampaignView, picture: Picture | None = None) -> Card:
    """The parent card: the event's facts, the whole plan with each post's state, one button for all."""
    when = long_moment(campaign.starts_local, campaign.zone)
    return Card(
        summary=f"{campaign.name}, {when}, {campaign.venue}: {_progress(campaign)}",
        title=campaign.name,
        lines=(
            *_facts(campaign, when),
            *(record_lines(campaign.record) if campaign.record else ()),
            *pause_lines(campaign.paused),
            *_plan(campaign),
            Small(_progress(campaign)),
        ),
        actions=tuple(_actions(campaign)),
        unfold=Token("more.campaign", campaign.id, 1),
        passing=is_making(campaign),
        picture=picture,
        apart=True,
    )


def _facts(campaign: CampaignView, when: str) -> list[Line]:
    place = ", ".join(part for part in (campaign.venue, campaign.city) if part)
    facts: list[Line] = [*_standing(campaign), Fact(tr("When"), when), Fact(tr("Where"), place)]
    if campaign.lineup:
        facts.append(Fact(tr("Line-up"), ", ".join(campaign.lineup)))
    if campaign.price:
        facts.append(Fact(tr("Price"), campaign.price))
    if campaign.ticket_link:
        facts.append(Fact(tr("Tickets"), campaign.ticket_link))
    if sold := in_words(campaign.tickets):
        facts.append(Fact(tr("Sold"), sold))
    facts.append(Fact(tr("Publishes to"), campaign.account or tr("no Instagram account yet")))
    if rules := _approval(campaign.posts):
        facts.append(Fact(tr("Approval"), rules))
    return facts


def _approval(posts: Sequence[PlannedPost]) -> str:
    """Which posts need more or less than one yes; "" where that is all there is to say."""
    unlike = [policy for policy in (Policy.TWO, Policy.NONE) if any(post.policy is policy for post in posts)]
    said = []
    for policy in unlike:
        titles = list(dict.fromkeys(retold(post.title) for post in posts if post.policy is policy))
        everywhere = all(post.policy is policy for post in posts)
        rule = tr(IN_WORDS[policy])
        said.append(rule if everywhere else tr("{policy} for {posts}", policy=rule, posts=spoken_list(titles)))
    return "; ".join(said)


def _standing(campaign: CampaignView) -> list[Line]:
    """What is special about the event: it does not take place, nobody gets in any more, nothing may leave yet."""
    told = _STANDING.get(campaign.event_status, "")
    lines: list[Line] = [Text(tr(told))] if told else []
    if campaign.sold_out:
        lines.append(Text(tr("Sold out. Posts send nobody to buy a ticket.")))
    if campaign.announce_local is not None:
        when = long_moment(campaign.announce_local, campaign.zone)
        lines.append(Fact(tr("Embargo"), tr("Nothing goes out before {moment}.", moment=when)))
    return lines


def _plan(campaign: CampaignView) -> list[Line]:
    if not campaign.posts:
        return [Text(tr("No post fits in before the event any more."))]
    return [
        Bullet(
            f"{short_moment(post.due_local)} · {_what(post)} · {tr(STATUS[post.status])}",
            post.permalink,
        )
        for post in campaign.posts
    ]


def _what(post: PlannedPost) -> str:
    """Its title, and its kind where the title does not say it."""
    of_kind = kind(post.format)
    title = retold(post.title)
    return title if title.endswith(of_kind) else f"{title} ({of_kind})"


def _progress(campaign: CampaignView) -> str:
    drafting = sum(map(_is_being_made, campaign.posts))
    given_up = sum(post.given_up for post in campaign.posts)
    total = len(campaign.posts)
    if campaign.drafted_from:
        return tr_many(
            "{n} post planned; drafts come on {day}.",
            "{n} posts planned; drafts come on {day}.",
            total,
            day=short_day(campaign.drafted_from),
        )
    if drafting:
        done = total - drafting
        return tr("Writing and drawing {bar} {done} of {all} ready.", bar=bar(done / total), done=done, all=total)
    if given_up:
        return tr_many(
            "{n} post could not be made. Its card says why, and has a button to try again.",
            "{n} posts could not be made. Their cards say why, and have a button to try again.",
            given_up,
        )
    if campaign.waiting:
        return tr_many("{n} draft waits for a yes.", "{n} drafts wait for a yes.", campaign.waiting)
    return tr("Plan “{plan}”. Nothing waits for you.", plan=retold(campaign.cadence))


def _actions(campaign: CampaignView) -> list[Action]:
    add = Action(tr("Add a post"), Token("campaign.add", campaign.id))
    plan = Action(tr("Change plan"), Token("plan.campaign", campaign.id))
    change = Action(tr("Change event"), Token("event.change", campaign.id))
    if not campaign.account:
        return [Action(tr("Connect Instagram"), Token("account.connect"), style=Style.PRIMARY), add, change, plan]
    return [
        *_yes_to_all(campaign),
        add,
        change,
        plan,
        *_next_and_pause(campaign),
        *rare(
            [
                *([Action(tr("Restyle all"), Token("campaign.restyle", campaign.id))] if campaign.waiting > 1 else []),
                Action(tr("Who is who"), Token("campaign.people", campaign.id)),
                *_about_all(campaign),
            ]
        ),
    ]


def _yes_to_all(campaign: CampaignView) -> list[Action]:
    paused = campaign.status is CampaignStatus.PAUSED
    actions = []
    if paused:
        resume = Token("campaign.resume", campaign.id)
        actions.append(Action(tr("Resume campaign"), resume, style=Style.PRIMARY))
    if campaign.waiting > 1:
        approve = Token("campaign.approve", campaign.id, campaign.waiting)
        label = tr("Approve all {n}", n=campaign.waiting)
        style = Style.PLAIN if paused else Style.PRIMARY
        actions.append(Action(label, approve, style=style, confirm=_before_all(campaign, paused)))
    return actions


def _about_all(campaign: CampaignView) -> list[Action]:
    unsent = any(post.status not in SENT for post in campaign.posts)
    actions = []
    if campaign.posts:
        actions.append(Action(tr("Change all posts"), Token("campaign.bulk", campaign.id)))
    if campaign.other_accounts and unsent:
        actions.append(Action(tr("Change account"), Token("campaign.account", campaign.id)))
    actions.append(Action(tr("Goals"), Token("campaign.goals", campaign.id)))
    if campaign.ticket_link:
        actions.append(Action(tr("Links"), Token("campaign.links", campaign.id)))
    return actions


def _next_and_pause(campaign: CampaignView) -> list[Action]:
    actions = []
    if campaign.over:
        actions.append(Action(tr("Next one"), Token("series.next", campaign.id)))
    if campaign.status is CampaignStatus.ACTIVE and any(post.status is PostStatus.SCHEDULED for post in campaign.posts):
        stop = tr("Nothing of this event goes out until somebody resumes it.")
        pause = Token("campaign.pause", campaign.id)
        actions.append(Action(tr("Pause campaign"), pause, style=Style.DANGER, confirm=stop))
    return actions


def _before_all(campaign: CampaignView, paused: bool) -> str:
    """What a yes to all of them means."""
    number = campaign.waiting
    if paused:
        return tr_many(
            "{n} post will be approved, and go out once the campaign is resumed.",
            "{n} posts will be approved, and go out once the campaign is resumed.",
            number,
        )
    waiting = [post for post in campaign.posts if post.status is PostStatus.IN_REVIEW]
    if any(post.policy is Policy.TWO for post in waiting):
        return tr_many(
            "Your yes to {n} post. Those that need two people go out once somebody else says yes, too.",
            "Your yes to {n} posts. Those that need two people go out once somebody else says yes, too.",
            number,
        )
    return tr_many("{n} post will go out at the hours shown.", "{n} posts will go out at the hours shown.", number)


def campaigns_card(campaigns: Sequence[CampaignView]) -> Card:
    """All events to come."""
    new = Action(tr("New event"), Token("event.new"), style=Style.PRIMARY)
    if not campaigns:
        return Card(
            summary=tr("No events yet."),
            title=tr("Events"),
            lines=(Text(tr("No events yet. Type one in a sentence, and I make the posts for it.")),),
            actions=(new,),
        )
    lines = [
        Bullet(f"{campaign.name} · {short_moment(campaign.starts_local)} · {campaign.venue} · {_progress(campaign)}")
        for campaign in campaigns[:20]
    ]
    return Card(
        summary=tr_many("{n} event to come.", "{n} events to come.", len(campaigns)),
        title=tr("Events"),
        lines=tuple(lines),
        actions=(new,),
    )
