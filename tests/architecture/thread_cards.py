"""What is said around a decision: its history, who may say yes, and how somebody is asked for one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import cycle, islice
from uuid import UUID

from builders import person

from bot.cards.asking import asking_card, who_may_card
from bot.cards.card import Call, Card
from bot.cards.review import review_card
from bot.cards.spoken import say
from bot.cards.trail import trail_card
from bot.flows.members import member_card, members_card
from bot.tokens import Token
from core.campaigns.queries import CampaignView
from core.posts.queries import PostView
from core.trail.model import What
from core.trail.queries import CommentView, Happened, Step, TrailView
from core.workspaces.model import Role

CALLED = "U0ADA00001"
"""Whom a card may call by name in Slack."""
LOCAL = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue


def thread_cards(wild: str, post: PostView, campaign: CampaignView) -> Iterator[tuple[str, Card]]:
    kinds = [*What, *Happened]
    for number, full in ((0, False), (len(kinds), False), (len(kinds), True), (80, True)):
        steps = [_step(kind, wild * 20 if full else "") for kind in islice(cycle(kinds), number)]
        view = TrailView(post.id, post.revision, post.title, wild if full else "Night", tuple(steps))
        yield f"history of {number} {'full' if full else 'bare'}", trail_card(view)
    able = [(wild * 3, Token("ask.campaign", UUID(int=8), 2**32 - 1))] * 5
    yield "who may say yes", who_may_card(wild * 3, able)
    called = Call(((wild, CALLED), (wild, "4711"), (wild, "")))
    yield "asked for a post", asking_card(wild, called, campaign, post)
    yield "asked for a campaign", asking_card(wild, None, campaign, None)
    reminder = say("post_waiting", post)
    yield "a reminder that calls people", replace(reminder, lines=(called, *reminder.lines))
    team = [person(wild * 3, role, UUID(int=1)) for role in Role]
    for number in (1, 60):
        yield f"a team of {number}", members_card((team * 15)[:number], may_change=number > 1)
    yield from ((f"what a {one.role.value} may become", member_card(one)) for one in team)
    for number in (1, 12):
        said = tuple(CommentView(wild, wild * 30, LOCAL, 3) for _ in range(number))
        yield f"post with {number} comments", review_card(replace(post, comments=said))


def _step(what: What | Happened, words: str) -> Step:
    moved = LOCAL if what is What.MOVED else None
    return Step(what, LOCAL, 3, words[:60], "" if moved else words, words[:60], moved)
