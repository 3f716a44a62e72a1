"""The card of a campaign, and lists of campaigns."""

from collections.abc import Sequence

from bot.cards.approvals import IN_WORDS
from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.cards.paused import pause_lines
from bot.cards.progress import bar
from bot.cards.record import record_lines
from bot.cards.tickets import in_words
from bot.tokens import Token
from bot.words import STATUS, count, kind, long_moment, short_moment, spoken_list
from core.approvals.policy import Policy
from core.campaigns.choose_account import SENT
from core.campaigns.model import CampaignStatus
from core.campaigns.queries import CampaignView, PlannedPost
from core.events.model import EventStatus
from core.posts.model import PostStatus


def campaign_card(campaign: CampaignView) -> Card:
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
    )


def _facts(campaign: CampaignView, when: str) -> list[Line]:
    place = ", ".join(part for part in (campaign.venue, campaign.city) if part)
    facts: list[Line] = [*_standing(campaign), Fact("When", when), Fact("Where", place)]
    if campaign.lineup:
        facts.append(Fact("Line-up", ", ".join(campaign.lineup)))
    if campaign.price:
        facts.append(Fact("Price", campaign.price))
    if campaign.ticket_link:
        facts.append(Fact("Tickets", campaign.ticket_link))
    if sold := in_words(campaign.tickets):
        facts.append(Fact("Sold", sold))
    facts.append(Fact("Publishes to", campaign.account or "no Instagram account yet"))
    if rules := _approval(campaign.posts):
        facts.append(Fact("Approval", rules))
    return facts


def _approval(posts: Sequence[PlannedPost]) -> str:
    """Which posts need more or less than one yes; "" where that is all there is to say."""
    unlike = [policy for policy in (Policy.TWO, Policy.NONE) if any(post.policy is policy for post in posts)]
    said = []
    for policy in unlike:
        titles = list(dict.fromkeys(post.title for post in posts if post.policy is policy))
        everywhere = all(post.policy is policy for post in posts)
        said.append(IN_WORDS[policy] if everywhere else f"{IN_WORDS[policy]} for {spoken_list(titles)}")
    return "; ".join(said)


def _standing(campaign: CampaignView) -> list[Line]:
    """What is special about the event: it does not take place, nobody gets in any more, nothing may leave yet."""
    told = {
        EventStatus.CANCELLED: "Cancelled. Nothing of it goes out any more.",
        EventStatus.POSTPONED: "Postponed, the new date is to come. Everything is held until then.",
    }.get(campaign.event_status, "")
    lines: list[Line] = [Text(told)] if told else []
    if campaign.sold_out:
        lines.append(Text("Sold out. Posts send nobody to buy a ticket."))
    if campaign.announce_local is not None:
        when = long_moment(campaign.announce_local, campaign.zone)
        lines.append(Fact("Embargo", f"Nothing goes out before {when}."))
    return lines


def _plan(campaign: CampaignView) -> list[Line]:
    if not campaign.posts:
        return [Text("No post fits in before the event any more.")]
    return [
        Bullet(
            f"{short_moment(post.due_local)} · {_what(post)} · {STATUS[post.status]}",
            post.permalink,
        )
        for post in campaign.posts
    ]


def _what(post: PlannedPost) -> str:
    """Its title, and its kind where the title does not say it."""
    of_kind = kind(post.format)
    return post.title if post.title.endswith(of_kind) else f"{post.title} ({of_kind})"


def _progress(campaign: CampaignView) -> str:
    drafting = sum(post.status in (PostStatus.DRAFT, PostStatus.CHANGES_REQUESTED) for post in campaign.posts)
    total = len(campaign.posts)
    if campaign.drafted_from:
        at = campaign.drafted_from
        return f"{count(total, 'post')} planned; drafts come on {at:%a} {at.day} {at:%b}."
    if drafting:
        done = total - drafting
        return f"Writing and drawing {bar(done / total)} {done} of {total} ready."
    if campaign.waiting:
        return f"{count(campaign.waiting, 'draft')} {'waits' if campaign.waiting == 1 else 'wait'} for a yes."
    return f"Plan “{campaign.cadence}”. Nothing waits for you."


def _actions(campaign: CampaignView) -> list[Action]:
    add = Action("Add a post", Token("campaign.add", campaign.id))
    change = Action("Change plan", Token("plan.campaign", campaign.id))
    paused = campaign.status is CampaignStatus.PAUSED
    change = Action("Change event", Token("event.change", campaign.id))
    if not campaign.account:
        return [Action("Connect Instagram", Token("account.connect"), style=Style.PRIMARY), add, change]
    actions = []
    if paused:
        actions.append(Action("Resume campaign", Token("campaign.resume", campaign.id), style=Style.PRIMARY))
    if campaign.waiting > 1:
        label = f"Approve all {campaign.waiting}"
        actions.append(
            Action(
                label,
                Token("campaign.approve", campaign.id, campaign.waiting),
                style=Style.PLAIN if paused else Style.PRIMARY,
                confirm=_before_all(campaign, paused),
            )
        )
    actions += [add, change]
    if campaign.waiting > 1:
        actions.append(Action("Restyle all", Token("campaign.restyle", campaign.id)))
    actions.append(Action("Who is who", Token("campaign.people", campaign.id)))
    actions.append(change)
    if campaign.posts:
        actions.append(Action("Change all posts", Token("campaign.bulk", campaign.id)))
    if campaign.other_accounts and any(post.status not in SENT for post in campaign.posts):
        actions.append(Action("Change account", Token("campaign.account", campaign.id)))
    actions.append(Action("Goals", Token("campaign.goals", campaign.id)))
    if campaign.over:
        actions.append(Action("Next one", Token("series.next", campaign.id)))
    if campaign.status is CampaignStatus.ACTIVE and any(post.status is PostStatus.SCHEDULED for post in campaign.posts):
        stop = "Nothing of this event goes out until somebody resumes it."
        pause = Token("campaign.pause", campaign.id)
        actions.append(Action("Pause campaign", pause, style=Style.DANGER, confirm=stop))
    return actions


def _before_all(campaign: CampaignView, paused: bool) -> str:
    """What a yes to all of them means."""
    posts = count(campaign.waiting, "post")
    if paused:
        return f"{posts} will be approved, and go out once the campaign is resumed."
    waiting = [post for post in campaign.posts if post.status is PostStatus.IN_REVIEW]
    if any(post.policy is Policy.TWO for post in waiting):
        return f"Your yes to {posts}. Those that need two people go out once somebody else says yes, too."
    return f"{posts} will go out at the hours shown."


def campaigns_card(campaigns: Sequence[CampaignView]) -> Card:
    """All events to come."""
    if not campaigns:
        return Card(
            summary="No events yet.",
            title="Events",
            lines=(Text("No events yet. Type one in a sentence, and I make the posts for it."),),
            actions=(Action("New event", Token("event.new"), style=Style.PRIMARY),),
        )
    lines = [
        Bullet(f"{campaign.name} · {short_moment(campaign.starts_local)} · {campaign.venue} · {_progress(campaign)}")
        for campaign in campaigns[:20]
    ]
    return Card(
        summary=f"{count(len(campaigns), 'event')} to come.",
        title="Events",
        lines=tuple(lines),
        actions=(Action("New event", Token("event.new"), style=Style.PRIMARY),),
    )
