"""What a copywriter may know about a post: the event record, never the chat around it. Pure."""

from zoneinfo import ZoneInfo

from core.accounts.model import Account
from core.campaigns.model import Campaign
from core.events.model import Event
from core.events.moments import evening_of
from core.ports.copywriter import Brief, TicketFacts
from core.posts.model import Post
from core.posts.told import lineup_told
from core.workspaces.brand import Kit


def brief_of(
    post: Post, campaign: Campaign, event: Event, account: Account | None, kit: Kit, *, previous: str = ""
) -> Brief:
    """The record as it is in these rows. Once it is sold out, nobody is sent to buy a ticket."""
    zone = ZoneInfo(event.time_zone)
    posted = evening_of(post.due_at.astimezone(zone).replace(tzinfo=None))
    return Brief(
        name=event.name,
        starts_local=event.starts_local,
        doors_local=event.doors_local,
        ends_local=event.ends_local,
        time_zone=event.time_zone,
        venue=event.venue,
        city=event.city,
        lineup=lineup_told(post, event),
        ticket_link="" if event.sold_out else event.ticket_link,
        price="" if event.sold_out else event.price,
        genre=event.genre,
        description=event.description,
        phase=post.phase,
        days_left=(evening_of(event.starts_local) - posted).days,
        format=post.format.value,
        tone=campaign.tone,
        language=campaign.language,
        also_in=tuple(campaign.also_in or ()),
        audience=campaign.audience,
        voice=kit.voice,
        handle=kit.handle or (f"@{account.username}" if account else ""),
        previous=previous,
        request=post.request,
        seed=post.id.int % 1_000_003,
        tickets=TicketFacts(sold_out=event.sold_out),
    )
