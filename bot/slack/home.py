"""The Home tab: a to-do list first, settings last. Nobody sees a button that is not theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from bot.cards.calendar import calendar_card
from bot.cards.campaign import campaigns_card
from bot.cards.card import Action, Bullet, Card, Small, Text
from bot.commands import help_card
from bot.dashboard import open_button
from bot.language import tr
from bot.retold import retold
from bot.slack.blocks import ALT_MAX, SECTION_MAX, Block, blocks_of, button_of
from bot.slack.texts import cut, fitted, mrkdwn
from bot.tokens import Token
from bot.words import number_in_words, short_moment
from core.authorization.check import may
from core.authorization.table import Right
from core.calendar.queries import Calendar
from core.campaigns.queries import CampaignView, PlannedPost
from core.posts.model import PostStatus
from core.workspaces.model import Member, Workspace

MOST = 10
"""Lines of one list; the calendar shows the rest."""
MOST_BLOCKS = 100
ACCESSIBLE_MAX = 75
TROUBLE = (PostStatus.FAILED, PostStatus.UNCONFIRMED, PostStatus.HELD)


@dataclass(frozen=True)
class HomeFacts:
    """What one person's Home tab tells; waiting: the posts that wait for this very person's yes."""

    member: Member
    workspace: Workspace
    campaigns: Sequence[CampaignView]
    waiting: frozenset[UUID]
    calendar: Calendar


def home_view(facts: HomeFacts, picture_file: str | None) -> dict[str, Any]:
    """`picture_file` is the calendar's picture, where it was uploaded."""
    parts = [
        *(_waiting(facts) if may(facts.member, Right.EDIT) else []),
        _others(facts),
        _next(facts),
        _trouble(facts),
        *([_calendar(facts, picture_file)] if facts.calendar.ever else []),
        *_events(facts),
        _settings(facts.member),
    ]
    blocks = [
        {**block, "block_id": f"home-{index}-{place}"}
        for index, part in enumerate(parts)
        for place, block in enumerate(part)
    ]
    return {"type": "home", "blocks": _unique_actions(blocks)[:MOST_BLOCKS]}


def _waiting(facts: HomeFacts) -> list[list[Block]]:
    found = _posts(facts, lambda post: post.id in facts.waiting)
    if not found:
        return [_card(tr("Waiting for you"), Text(tr("Nothing waits for you.")))]
    return [_rows(tr("Waiting for you"), found)]


def _others(facts: HomeFacts) -> list[Block]:
    found = _posts(facts, lambda post: post.status is PostStatus.IN_REVIEW and post.id not in facts.waiting)
    return _listed(tr("Waiting for somebody else"), found) if found else []


def _next(facts: HomeFacts) -> list[Block]:
    found = _posts(facts, lambda post: post.status is PostStatus.SCHEDULED)
    if not found:
        return _card(tr("Going out next"), Text(tr("Nothing is scheduled.")))
    return _listed(tr("Going out next"), found)


def _trouble(facts: HomeFacts) -> list[Block]:
    found = _posts(facts, lambda post: post.status in TROUBLE)
    if not found:
        return []
    title = tr("Needs care")
    return _rows(title, found) if may(facts.member, Right.EDIT) else _listed(title, found)


def _calendar(facts: HomeFacts, picture_file: str | None) -> list[Block]:
    """Its picture says in words what it shows; the button brings the one whose pages can be turned."""
    blocks = _card(tr("Calendar"))
    picture = calendar_card(facts.calendar, picture_file).picture
    if picture is not None:
        alt = cut(picture.alt, ALT_MAX)
        blocks.append({"type": "image", "slack_file": {"id": picture.key}, "alt_text": alt})
    return [*blocks, _actions(Action(tr("Open the calendar"), Token("calendar.open")))]


def _events(facts: HomeFacts) -> list[list[Block]]:
    helping = [] if facts.campaigns else [replace(help_card(), actions=())]
    cards = [campaigns_card(facts.campaigns), *helping]
    if not may(facts.member, Right.EDIT):
        cards = [replace(card, actions=()) for card in cards]
    return [blocks_of(card, None) for card in cards]


def _settings(member: Member) -> list[Block]:
    actions = [
        *([Action(tr("Settings"), Token("settings.open"))] if may(member, Right.SETTINGS) else []),
        *(
            [
                Action(tr("Brand"), Token("brand.show")),
                Action(tr("Hashtags"), Token("hashtags.show")),
                Action(tr("Instagram accounts"), Token("account.list")),
            ]
            if may(member, Right.EDIT)
            else []
        ),
        *([Action(tr("Connect Instagram"), Token("account.connect"))] if may(member, Right.ACCOUNTS) else []),
        *([open_button()] if may(member, Right.PAGES) else []),
        Action(tr("Help"), Token("menu.help")),
    ]
    return [*_card(tr("Settings")), _actions(*actions)]


_Post = tuple[CampaignView, PlannedPost]


def _posts(facts: HomeFacts, which: Callable[[PlannedPost], bool]) -> list[_Post]:
    found = [(campaign, post) for campaign in facts.campaigns for post in campaign.posts if which(post)]
    return sorted(found, key=lambda one: (one[1].due_at, one[1].id))


def _said(found: _Post) -> str:
    campaign, post = found
    return f"{short_moment(post.due_local)} · {retold(post.title)}, {campaign.name}"


def _rows(title: str, found: Sequence[_Post]) -> list[Block]:
    """Each with a button that brings its card."""
    rows = [_row(one, place) for place, one in enumerate(found[:MOST])]
    return [*_card(_counted(title, found)), *rows, *_more(found)]


def _row(one: _Post, place: int) -> Block:
    """The button says to who only hears it which post it is about."""
    button = button_of(Action(tr("Look at it"), Token("post.show", one[1].id)), place)
    heard = cut(f"{button['text']['text']}: {_said(one)}", ACCESSIBLE_MAX)
    return {
        "type": "section",
        "text": mrkdwn(fitted(_said(one), SECTION_MAX)),
        "accessory": {**button, "accessibility_label": heard},
    }


def _listed(title: str, found: Sequence[_Post]) -> list[Block]:
    lines = (Bullet(_said(one)) for one in found[:MOST])
    return [*_card(_counted(title, found), *lines), *_more(found)]


def _counted(title: str, found: Sequence[_Post]) -> str:
    return f"{title} ({len(found)})"


def _more(found: Sequence[_Post]) -> list[Block]:
    left = len(found) - MOST
    return (
        _card("", Small(tr("And {number} more: open the calendar.", number=number_in_words(left)))) if left > 0 else []
    )


def _card(title: str, *lines: Any) -> list[Block]:
    return blocks_of(Card(title, title=title, lines=lines), None)


def _actions(*actions: Action) -> Block:
    (block,) = blocks_of(Card("", actions=actions), None)
    return block


def _unique_actions(blocks: list[Block]) -> list[Block]:
    """Several cards share this one view, and an action id may occur in it once."""
    number = 0
    for block in blocks:
        elements = block.get("elements", []) if block["type"] == "actions" else [block.get("accessory")]
        for element in elements:
            if element:
                number += 1
                element["action_id"] = f"{element['action_id'].split(':')[0]}:home{number}"
    return blocks
