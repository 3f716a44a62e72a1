"""The cards of a change: what it would do, and what it did. A sentence first, links to what is out already."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import count, long_moment, shortened, spoken_list
from core.campaigns.ripple import Fate
from core.events.model import Turn
from core.events.told import ChangeView, PostTold
from core.posts.model import PostStatus

NAMES = {
    "name": "Name",
    "starts_local": "Starts",
    "doors_local": "Doors",
    "ends_local": "Ends",
    "venue": "Venue",
    "city": "City",
    "lineup": "Line-up",
    "price": "Price",
    "ticket_link": "Ticket link",
    "description": "Description",
    "announce_at": "Embargo until",
}
"""What people call the facts; the others speak for themselves in the headline."""
MOST_SAID = 160
MOST_LINKS = 10
JUST_BEFORE = timedelta(minutes=10)
"""So close to a change its moment is told to the second."""
GONE = (PostStatus.PUBLISHED, PostStatus.UNCONFIRMED, PostStatus.PUBLISHING)


def foreseen_card(change: ChangeView, talk_id: UUID) -> Card:
    """Before anything happens: what would become of the posts, and the press that does it."""
    told = _would(change)
    title = _headline(change)
    style = Style.DANGER if change.turn is Turn.CANCELLED else Style.PRIMARY
    label = {Turn.CANCELLED: "Cancel the event"}.get(change.turn, "Do it")
    return Card(
        summary=f"{title} {told}",
        title=title,
        lines=(*_facts(change), Text(told), *_out(change), *_proposal(change)),
        actions=(
            Action(label, Token("event.do", talk_id), style=style),
            Action("Leave it", Token("talk.cancel", talk_id)),
        ),
    )


def done_card(change: ChangeView) -> Card:
    """What was changed, once, in every conversation of the campaign."""
    title, told = _headline(change), _did(change)
    who = [Small(f"Changed by {change.who}.")] if change.who else []
    return Card(
        summary=f"{title} {told}",
        title=title,
        lines=(*_facts(change), Text(told), *_out(change), *_proposal(change), *who),
    )


def answer(change: ChangeView) -> str:
    """The short answer for whoever pressed: which side won is part of it."""
    late = [close for post in change.of(Fate.OUT) if (close := _seconds_before(post, change))]
    return " ".join((*(late or [_headline(change)]), _did(change)))


def _headline(change: ChangeView) -> str:
    dated = "starts_local" in change.after
    if change.turn is Turn.POSTPONED and dated:
        return f"{change.event} has a new date."
    if change.turn is Turn.EMBARGO and not change.after.get("announce_at"):
        return f"{change.event} has no embargo any more."
    return _HEADLINES[change.turn].format(change.event)


_HEADLINES = {
    Turn.AMENDED: "{} changes.",
    Turn.POSTPONED: "{} is postponed, the new date is to come.",
    Turn.TIER: "{} has a new price.",
    Turn.SOLD_OUT: "{} is sold out.",
    Turn.ON_SALE: "{} is on sale again.",
    Turn.EMBARGO: "{} is under embargo.",
    Turn.CANCELLED: "{} is cancelled.",
    Turn.REVIVED: "{} takes place after all.",
}


def _facts(change: ChangeView) -> list[Line]:
    return [
        Fact(NAMES[key], f"{_said(key, change.before.get(key), change)} → {_said(key, new, change)}")
        for key, new in change.after.items()
        if key in NAMES
    ]


def _said(key: str, value: Any, change: ChangeView) -> str:
    if not value:
        return "none"
    if key == "announce_at":
        moment = datetime.fromisoformat(value).astimezone(ZoneInfo(change.zone)).replace(tzinfo=None)
        return long_moment(moment, change.zone)
    if key.endswith("_local"):
        return long_moment(datetime.fromisoformat(value), change.zone)
    return shortened(", ".join(value) if isinstance(value, list) else str(value), MOST_SAID)


_FATES = (
    ((Fate.REWRITTEN, Fate.REPAINTED), "changes", "change"),
    ((Fate.MOVED,), "moves", "move"),
    ((Fate.HELD,), "is held", "are held"),
    ((Fate.STOPPED,), "is stopped", "are stopped"),
)


def _parts(change: ChangeView) -> list[str]:
    return [
        f"{count(len(posts), 'post')} {one if len(posts) == 1 else many}"
        for fates, one, many in _FATES
        if (posts := change.of(*fates))
    ]


def _would(change: ChangeView) -> str:
    out, kept = len(change.of(Fate.OUT)), len(change.of(Fate.KEPT))
    parts = [*_parts(change), *([f"{count(out, 'post')} went out already"] if out else [])]
    stays = f" {count(kept, 'post')} {'stays' if kept == 1 else 'stay'} as approved or drafted." if kept else ""
    if not parts:
        return f"No post says anything else than that.{stays}"
    return f"With this, {spoken_list(parts)}.{stays}"


def _did(change: ChangeView) -> str:
    parts = _parts(change)
    redone = change.of(Fate.REWRITTEN, Fate.REPAINTED, Fate.MOVED)
    fresh = " What was approved of them waits for a fresh yes." if redone else ""
    if not parts:
        return "No post had to change."
    told = spoken_list(parts)
    return f"{told[0].upper()}{told[1:]}.{fresh}"


def _out(change: ChangeView) -> list[Line]:
    """What cannot be taken back, each with its link."""
    posts = change.of(Fate.OUT)
    lines: list[Line] = [Bullet(_gone(post, change), post.permalink) for post in posts[:MOST_LINKS]]
    if len(posts) > MOST_LINKS:
        lines.append(Small(f"And {count(len(posts) - MOST_LINKS, 'more post')} that went out before."))
    return lines


def _gone(post: PostTold, change: ChangeView) -> str:
    if late := _seconds_before(post, change):
        return late
    if post.status is PostStatus.PUBLISHED and post.out_at is not None:
        local = post.out_at.astimezone(ZoneInfo(change.zone))
        return f"{post.title} went out {local:%a} {local.day} {local:%b}, {local:%H:%M}"
    return _SENDING.get(post.status, "{} did not go out after all").format(post.title)


_SENDING = {
    PostStatus.PUBLISHED: "{} went out",
    PostStatus.PUBLISHING: "{} is on its way to Instagram at this moment",
    PostStatus.UNCONFIRMED: "{} may be live: Instagram did not answer clearly",
}


def _seconds_before(post: PostTold, change: ChangeView) -> str:
    """Who won, where it was close: the post left before the change, or was in Instagram's hands meanwhile."""
    if change.done_at is None or post.status not in GONE or post.out_at is None:
        return ""
    verb = "cancelled" if change.turn is Turn.CANCELLED else "changed it"
    apart = change.done_at - post.out_at
    if post.status is PostStatus.PUBLISHED and timedelta() <= apart <= JUST_BEFORE:
        return f"{post.title} went out {_span(apart)} before you {verb}: {post.permalink or 'its link follows'}"
    if post.status is PostStatus.PUBLISHED and timedelta() < -apart <= JUST_BEFORE:
        return f"{post.title} was on its way when you {verb} and went out: {post.permalink or 'its link follows'}"
    if post.status is PostStatus.PUBLISHING:
        return f"{post.title} was on its way to Instagram when you {verb}; I tell you here how that ends."
    return ""


def _span(apart: timedelta) -> str:
    seconds = int(apart.total_seconds())
    return count(seconds, "second") if seconds < 120 else count(seconds // 60, "minute")


def _proposal(change: ChangeView) -> Sequence[Line]:
    if not change.proposed:
        return ()
    done = "I'm drafting" if change.done_at else "I would draft"
    return (Text(f"{done} a post that says so, “{change.proposed}”. It waits for a yes."),)


def menu_card(campaign_id: UUID, event: str, *, cancelled: bool, sold_out: bool, embargoed: bool) -> Card:
    """What may have happened to an event."""
    ask = f"What changes about {event}?"

    def act(label: str, verb: str, style: Style = Style.PLAIN) -> Action:
        return Action(label, Token(f"event.{verb}", campaign_id), style=style)

    if cancelled:
        return Card(ask, lines=(Text(f"{event} is cancelled."),), actions=(act("It takes place after all", "revive"),))
    return Card(
        ask,
        lines=(Text(ask), Small("Before anything happens I show which posts it touches.")),
        actions=(
            act("Facts", "amend", Style.PRIMARY),
            act("Postpone", "postpone"),
            act("On sale again", "onsale") if sold_out else act("Sold out", "soldout"),
            act("Change embargo" if embargoed else "Embargo", "embargo"),
            act("Cancel the event", "cancel", Style.DANGER),
        ),
    )
