"""What a flyer says, in the campaign's language."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from core.accounts.model import Account
from core.campaigns.cadence import DATE_TO_COME, UNSOLD
from core.campaigns.model import Campaign
from core.copy.alt_text import doors_words
from core.copy.kickers import kicker, tickets_call
from core.copy.tiers import price_on
from core.events.model import Event
from core.events.moments import evening_of, is_evening
from core.posts.model import Post, Revision
from core.posts.told import lineup_told
from core.templates.scene import Brand, Scene


def scene_for(
    post: Post, revision: Revision, campaign: Campaign, event: Event, account: Account | None, photo: bytes | None
) -> Scene:
    """The scene of one post: the event's facts, and what this post is about."""
    language = campaign.language
    evening = evening_of(event.starts_local)
    posted = evening_of(post.due_at.astimezone(ZoneInfo(event.time_zone)).replace(tzinfo=None))
    days_left = (evening - posted).days
    doors = event.doors_local
    sells = post.phase not in ("recap", *UNSOLD) and not event.sold_out
    if post.phase == DATE_TO_COME:
        return _without_date(post, revision, campaign, event, account, photo)
    return Scene(
        kicker=revision.headline or kicker(post.phase, days_left, language, evening=is_evening(event.starts_local)),
        title=event.name,
        day=format_date(evening, "EEE d MMM", locale=language),
        weekday=format_date(evening, "EEEE", locale=language),
        day_number=str(evening.day),
        month=format_date(evening, "MMM", locale=language),
        time=format_time(event.starts_local.time(), "HH:mm", locale=language),
        doors=doors_words(f"{doors:%H:%M}", language) if doors and doors != event.starts_local else "",
        venue=event.venue,
        city=event.city,
        lineup=lineup_told(post, event),
        price=price_on(posted, event.price, evening) if sells else "",
        call=tickets_call(language) if event.ticket_link and sells else "",
        handle=f"@{account.username}" if account else "",
        days_left=days_left if post.phase == "countdown" else None,
        photo=photo,
    )


def _without_date(
    post: Post, revision: Revision, campaign: Campaign, event: Event, account: Account | None, photo: bytes | None
) -> Scene:
    """Of an event whose new date is not known, nothing that belongs to the old one."""
    return Scene(
        kicker=revision.headline or kicker(post.phase, 0, campaign.language),
        title=event.name,
        venue=event.venue,
        city=event.city,
        handle=f"@{account.username}" if account else "",
        photo=photo,
    )


def signed(scene: Scene, brand: Brand) -> Scene:
    """With the name a brand goes by, where it is another one than the account's."""
    return replace(scene, handle=brand.handle) if brand.handle else scene
