"""Who may say yes, offered to whoever may not; and the sentence with which one of them is asked."""

from collections.abc import Sequence

from bot.cards.card import Action, Call, Card, Style, Text
from bot.language import tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import moment, short_moment
from core.campaigns.queries import CampaignView
from core.posts.queries import PostView


def who_may_card(refusal: str, able: Sequence[tuple[str, Token]]) -> Card:
    """Said to one person only."""
    asks = tuple(Action(tr("Ask {name}", name=name), token) for name, token in able)
    return Card(refusal, lines=(Text(refusal),), actions=asks)


def asking_card(asker: str, called: Call | None, campaign: CampaignView, post: PostView | None) -> Card:
    """For one post, or for all of a campaign that wait."""
    text = _text(asker, campaign, post)
    return Card(text, lines=(*([called] if called else []), Text(text)), actions=(_approve(campaign, post),))


def _text(asker: str, campaign: CampaignView, post: PostView | None) -> str:
    if post is None:
        return tr_many(
            "{name} asks for your yes to {n} post for {event}.",
            "{name} asks for your yes to {n} posts for {event}.",
            campaign.waiting,
            name=asker,
            event=campaign.name,
        )
    due = moment(post.due_local, post.zone)
    return tr(
        "{name} asks for your yes: {post} for {event}, {due}.",
        name=asker,
        post=retold(post.title),
        event=post.event,
        due=due,
    )


def _approve(campaign: CampaignView, post: PostView | None) -> Action:
    if post is None:
        token = Token("campaign.approve", campaign.id, campaign.waiting)
        return Action(tr("Approve all {n}", n=campaign.waiting), token, style=Style.PRIMARY)
    token = Token("post.approve", post.id, post.revision)
    return Action(tr("Approve for {at}", at=short_moment(post.due_local)), token, style=Style.PRIMARY)
