"""The cards of a change: what it would do, and what it did. A sentence first, links to what is out already."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Style, Text
from bot.language import mark, tr, tr_as, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import count, long_moment, short_moment, shortened, spoken_list
from core.campaigns.ripple import Fate
from core.events.model import Turn
from core.events.told import ChangeView, PostTold
from core.posts.model import PostStatus

NAMES = {
    "name": mark("Name"),
    "starts_local": mark("Starts"),
    "doors_local": mark("Doors"),
    "ends_local": mark("Ends"),
    "venue": mark("Venue"),
    "city": mark("City"),
    "time_zone": mark("Time zone"),
    "lineup": mark("Line-up"),
    "price": mark("Price"),
    "ticket_link": mark("Ticket link"),
    "description": mark("Description"),
    "photo_key": mark("Flyer or photo"),
    "announce_at": mark("Embargo until"),
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
    cancelled = change.turn is Turn.CANCELLED
    style = Style.DANGER if cancelled else Style.PRIMARY
    label = tr("Cancel the event") if cancelled else tr("Do it")
    return Card(
        summary=f"{title} {told}",
        title=title,
        lines=(*_facts(change), Text(told), *_out(change), *_proposal(change)),
        actions=(
            Action(label, Token("event.do", talk_id), style=style),
            Action(tr("Leave it"), Token("talk.cancel", talk_id)),
        ),
    )


def done_card(change: ChangeView) -> Card:
    """What was changed, once, in every conversation of the campaign."""
    title, told = _headline(change), _did(change)
    who = [Small(tr("Changed by {name}.", name=change.who))] if change.who else []
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
        return tr("{event} has a new date.", event=change.event)
    if change.turn is Turn.EMBARGO and not change.after.get("announce_at"):
        return tr("{event} has no embargo any more.", event=change.event)
    return tr(_HEADLINES[change.turn], event=change.event)


_HEADLINES = {
    Turn.AMENDED: mark("{event} changes."),
    Turn.POSTPONED: mark("{event} is postponed, the new date is to come."),
    Turn.TIER: mark("{event} has a new price."),
    Turn.SOLD_OUT: mark("{event} is sold out."),
    Turn.ON_SALE: mark("{event} is on sale again."),
    Turn.EMBARGO: mark("{event} is under embargo."),
    Turn.CANCELLED: mark("{event} is cancelled."),
    Turn.REVIVED: mark("{event} takes place after all."),
}


def _facts(change: ChangeView) -> list[Line]:
    return [
        Fact(tr(NAMES[key]), _became(key, change.before.get(key), new, change))
        for key, new in change.after.items()
        if key in NAMES
    ]


def _became(key: str, before: Any, new: Any, change: ChangeView) -> str:
    if key == "photo_key" and new:
        return tr("another picture") if before else tr("a picture")
    return f"{_said(key, before, change)} → {_said(key, new, change)}"


def _said(key: str, value: Any, change: ChangeView) -> str:
    if not value:
        return tr_as("fact", "none")
    if key == "photo_key":
        return tr("a picture")
    if key == "announce_at":
        moment = datetime.fromisoformat(value).astimezone(ZoneInfo(change.zone)).replace(tzinfo=None)
        return long_moment(moment, change.zone)
    if key.endswith("_local"):
        return long_moment(datetime.fromisoformat(value), change.zone)
    return shortened(", ".join(value) if isinstance(value, list) else str(value), MOST_SAID)


_FATES: tuple[tuple[tuple[Fate, ...], Callable[[int], str]], ...] = (
    ((Fate.REWRITTEN, Fate.REPAINTED), lambda n: tr_many("{n} post changes", "{n} posts change", n)),
    ((Fate.MOVED,), lambda n: tr_many("{n} post moves", "{n} posts move", n)),
    ((Fate.HELD,), lambda n: tr_many("{n} post is held", "{n} posts are held", n)),
    ((Fate.STOPPED,), lambda n: tr_many("{n} post is stopped", "{n} posts are stopped", n)),
)


def _parts(change: ChangeView) -> list[str]:
    return [told(len(posts)) for fates, told in _FATES if (posts := change.of(*fates))]


def _would(change: ChangeView) -> str:
    parts = _parts(change)
    if out := len(change.of(Fate.OUT)):
        parts.append(tr_many("{n} post went out already", "{n} posts went out already", out))
    told = [
        tr("With this, {changes}.", changes=spoken_list(parts))
        if parts
        else tr("No post says anything else than that.")
    ]
    if kept := len(change.of(Fate.KEPT)):
        told.append(
            tr_many(
                "{n} post stays as approved or drafted.",
                "{n} posts stay as approved or drafted.",
                kept,
            )
        )
    return " ".join(told)


def _did(change: ChangeView) -> str:
    parts = _parts(change)
    if not parts:
        return tr("No post had to change.")
    told = spoken_list(parts)
    told = f"{told[0].upper()}{told[1:]}."
    if change.of(Fate.REWRITTEN, Fate.REPAINTED, Fate.MOVED):
        return f"{told} {tr('What was approved of them waits for a fresh yes.')}"
    return told


def _out(change: ChangeView) -> list[Line]:
    """What cannot be taken back, each with its link."""
    posts = change.of(Fate.OUT)
    lines: list[Line] = [Bullet(_gone(post, change), post.permalink) for post in posts[:MOST_LINKS]]
    if (rest := len(posts) - MOST_LINKS) > 0:
        more = tr_many("And {n} more post that went out before.", "And {n} more posts that went out before.", rest)
        lines.append(Small(more))
    return lines


def _gone(post: PostTold, change: ChangeView) -> str:
    if late := _seconds_before(post, change):
        return late
    if post.status is PostStatus.PUBLISHED and post.out_at is not None:
        local = post.out_at.astimezone(ZoneInfo(change.zone))
        return tr("{post} went out {moment}", post=retold(post.title), moment=short_moment(local))
    return tr(_SENDING.get(post.status, _STAYED), post=retold(post.title))


_STAYED = mark("{post} did not go out after all")
_SENDING = {
    PostStatus.PUBLISHED: mark("{post} went out"),
    PostStatus.PUBLISHING: mark("{post} is on its way to Instagram at this moment"),
    PostStatus.UNCONFIRMED: mark("{post} may be live: Instagram did not answer clearly"),
}


def _seconds_before(post: PostTold, change: ChangeView) -> str:
    """Who won, where it was close: the post left before the change, or was in Instagram's hands meanwhile."""
    if change.done_at is None or post.status not in GONE or post.out_at is None:
        return ""
    told = _CANCELLED if change.turn is Turn.CANCELLED else _CHANGED
    apart = change.done_at - post.out_at
    link = post.permalink or tr("its link follows")
    if post.status is PostStatus.PUBLISHED and timedelta() <= apart <= JUST_BEFORE:
        return tr(told["before"], post=retold(post.title), span=_span(apart), link=link)
    if post.status is PostStatus.PUBLISHED and timedelta() < -apart <= JUST_BEFORE:
        return tr(told["meanwhile"], post=retold(post.title), link=link)
    if post.status is PostStatus.PUBLISHING:
        return tr(told["open"], post=retold(post.title))
    return ""


_CANCELLED = {
    "before": mark("{post} went out {span} before you cancelled: {link}"),
    "meanwhile": mark("{post} was on its way when you cancelled and went out: {link}"),
    "open": mark("{post} was on its way to Instagram when you cancelled; I tell you here how that ends."),
}
_CHANGED = {
    "before": mark("{post} went out {span} before you changed it: {link}"),
    "meanwhile": mark("{post} was on its way when you changed it and went out: {link}"),
    "open": mark("{post} was on its way to Instagram when you changed it; I tell you here how that ends."),
}


def _span(apart: timedelta) -> str:
    seconds = int(apart.total_seconds())
    return count(seconds, "second") if seconds < 120 else count(seconds // 60, "minute")


def _proposal(change: ChangeView) -> Sequence[Line]:
    if not change.proposed:
        return ()
    if change.done_at:
        told = tr("I'm drafting a post that says so, “{post}”. It waits for a yes.", post=change.proposed)
    else:
        told = tr("I would draft a post that says so, “{post}”. It waits for a yes.", post=change.proposed)
    return (Text(told),)


def menu_card(campaign_id: UUID, event: str, *, cancelled: bool, sold_out: bool, embargoed: bool) -> Card:
    """What may have happened to an event."""
    ask = tr("What changes about {event}?", event=event)

    def act(label: str, verb: str, style: Style = Style.PLAIN) -> Action:
        return Action(label, Token(f"event.{verb}", campaign_id), style=style)

    if cancelled:
        revive = act(tr("It takes place after all"), "revive")
        return Card(ask, lines=(Text(tr("{event} is cancelled.", event=event)),), actions=(revive,))
    return Card(
        ask,
        lines=(Text(ask), Small(tr("Before anything happens I show which posts it touches."))),
        actions=(
            act(tr("Facts"), "amend", Style.PRIMARY),
            act(tr_as("button", "Postpone"), "postpone"),
            act(tr("On sale again"), "onsale") if sold_out else act(tr("Sold out"), "soldout"),
            act(tr("Change embargo") if embargoed else tr("Embargo"), "embargo"),
            act(tr("Cancel the event"), "cancel", Style.DANGER),
        ),
    )
