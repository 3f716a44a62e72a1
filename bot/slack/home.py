"""The Home tab: a to-do list first, settings last."""

from collections.abc import Sequence
from typing import Any

from bot.cards.campaign import campaigns_card
from bot.cards.card import Action, Bullet, Card, Style, Text
from bot.commands import help_card
from bot.slack.blocks import blocks_of
from bot.tokens import Token
from bot.words import short_moment
from core.campaigns.queries import CampaignView
from core.posts.model import PostStatus


def home_view(campaigns: Sequence[CampaignView]) -> dict[str, Any]:
    """What waits, what goes out next, what needs care, all events, and how to begin."""
    cards = [_list("Waiting for you", campaigns, (PostStatus.IN_REVIEW,), "Nothing waits for you.")]
    cards.append(_list("Going out next", campaigns, (PostStatus.SCHEDULED,), "Nothing is scheduled."))
    trouble = (PostStatus.FAILED, PostStatus.UNCONFIRMED, PostStatus.HELD)
    if any(post.status in trouble for campaign in campaigns for post in campaign.posts):
        cards.append(_list("Needs care", campaigns, trouble, ""))
    cards.append(campaigns_card(campaigns))
    if not campaigns:
        cards.append(help_card())
    accounts = Action("Instagram accounts", Token("account.list"))
    brand, hashtags = Action("Brand", Token("brand.show")), Action("Hashtags", Token("hashtags.show"))
    settings = Card("Settings", actions=(Action("Settings", Token("settings.open")), brand, hashtags, accounts))
    connect = Card("Connect", actions=(Action("Connect Instagram", Token("account.connect"), style=Style.PLAIN),))
    blocks: list[dict[str, Any]] = []
    for index, card in enumerate([*cards, settings, connect]):
        blocks += [{**block, "block_id": f"home-{index}-{place}"} for place, block in enumerate(blocks_of(card, None))]
    return {"type": "home", "blocks": _unique_actions(blocks)[:100]}


def _list(title: str, campaigns: Sequence[CampaignView], statuses: Sequence[PostStatus], empty: str) -> Card:
    found = sorted(
        (post.due_at, f"{short_moment(post.due_local)} · {post.title}, {campaign.name}")
        for campaign in campaigns
        for post in campaign.posts
        if post.status in statuses
    )
    lines = tuple(Bullet(text) for _, text in found[:10]) or (Text(empty),)
    return Card(summary=title, title=f"{title} ({len(found)})" if found else title, lines=lines)


def _unique_actions(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Several cards share this one view, and an action id may occur in it once."""
    number = 0
    for block in blocks:
        for element in block.get("elements", []) if block["type"] == "actions" else []:
            number += 1
            element["action_id"] = f"{element['action_id'].split(':')[0]}:home{number}"
    return blocks
