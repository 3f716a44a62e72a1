"""The cards of events that change, at their emptiest and at their fullest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

from bot.cards.card import Card
from bot.cards.change import NAMES, done_card, foreseen_card, menu_card
from core.campaigns.ripple import Fate
from core.events.model import Turn
from core.events.told import ChangeView, PostTold
from core.posts.model import PostStatus

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LINK = "https://www.instagram.com/p/AbCdEfGhIjK/"


def change(turn: Turn, wild: str, *, full: bool, done: bool) -> ChangeView:
    moments = {key: "2026-11-27T22:00:00" for key in NAMES if key.endswith("_local")}
    texts = {key: wild * 9 for key in NAMES if key not in moments and key != "announce_at"}
    facts = {**texts, **moments, "lineup": [wild] * 20, "announce_at": NOW.isoformat()} if full else {}
    told = tuple(
        PostTold(UUID(int=n), wild[:60], status, LINK if full else None, NOW - timedelta(seconds=n))
        for n, status in enumerate((*PostStatus, *PostStatus))
    )
    return ChangeView(
        campaign_id=UUID(int=8),
        event=(wild + "x" * 120)[:120],
        zone="America/Argentina/ComodRivadavia",
        turn=turn,
        before={},
        after=facts,
        posts=dict.fromkeys(Fate, told) if full else {},
        proposed="Correction" if full else "",
        who=wild if full else "",
        done_at=NOW if done else None,
    )


def change_cards(wild: str) -> Iterator[tuple[str, Card]]:
    """(what it is, the card)."""
    for turn, full in product(Turn, (False, True)):
        what = f"{turn.value} {'full' if full else 'bare'}"
        yield f"change foreseen, {what}", foreseen_card(change(turn, wild, full=full, done=False), UUID(int=9))
        yield f"change done, {what}", done_card(change(turn, wild, full=full, done=True))
    for cancelled, sold_out, embargoed in product((False, True), repeat=3):
        card = menu_card(UUID(int=8), wild, cancelled=cancelled, sold_out=sold_out, embargoed=embargoed)
        yield f"what changes, {cancelled} {sold_out} {embargoed}", card
