"""Reading what was published: lists, stories, one media, its children; and the little that can be changed."""

from datetime import timedelta

from sandbox.instagram import addresses, growth
from sandbox.instagram.calls import Call, Json, Operation, timestamp
from sandbox.instagram.errors import GraphError
from sandbox.instagram.fields import ABSENT, Field, Reader, asked, drawn, insist_known
from sandbox.instagram.ledger import Ledger
from sandbox.instagram.paging import page
from sandbox.instagram.records import FACEBOOK, Account, Media

PAGE_MOST = 100
NEWEST_KEPT = 10_000
STORY_LIFE = timedelta(hours=24)


def readers(ledger: Ledger) -> dict[str, Reader]:
    """Every field of a media node, by name."""
    return {
        "id": lambda media, _: media.id,
        "caption": lambda media, _: media.content.caption or ABSENT,
        "alt_text": lambda media, _: media.content.alt_text or ABSENT,
        "media_type": lambda media, _: media.kind.media_type,
        "media_product_type": lambda media, _: media.kind.product_type,
        "media_url": lambda media, _: _media_url(ledger, media),
        "thumbnail_url": lambda media, _: _thumbnail_url(ledger, media),
        "permalink": lambda media, _: ABSENT if media.parent_id else addresses.permalink(media),
        "shortcode": lambda media, _: media.shortcode,
        "timestamp": lambda media, _: timestamp(media.born.at),
        "username": lambda media, _: media.account.username,
        "owner": lambda media, _: {"id": media.account.user_id},
        "like_count": lambda media, _: growth.numbers(ledger, media)["likes"],
        "comments_count": lambda media, _: len(media.said),
        "is_comment_enabled": lambda media, _: media.comments_enabled,
        "is_shared_to_feed": lambda media, _: media.kind.product_type == "FEED" or media.content.share_to_feed,
        "is_ai_generated": lambda _, __: False,
        "current_live_viewer_count": lambda _, __: ABSENT,
        "children": lambda media, field: _children(ledger, media, field),
    }


def _media_url(ledger: Ledger, media: Media) -> object:
    if media.children:
        media = media.children[0]
    return addresses.signed(ledger, addresses.file_url(ledger, media))


def _thumbnail_url(ledger: Ledger, media: Media) -> object:
    url = addresses.cover_url(ledger, media) if media.kind.is_video else None
    return addresses.signed(ledger, url) if url else ABSENT


def _children(ledger: Ledger, media: Media, field: Field) -> object:
    if not media.children:
        return ABSENT
    inner = field.inner or (Field("id"),)
    return {"data": [drawn(child, inner, readers(ledger), "Media") for child in media.children]}


def listed(ledger: Ledger, account: Account) -> list[Media]:
    """What the lists know of an account, newest first: slides are not in them, and news may come late."""
    lag = ledger.settings.listing_lag_seconds
    return [
        media
        for media in reversed(ledger.media.values())
        if media.account is account
        and not media.parent_id
        and (ledger.seconds_since(media.born) >= lag or not ledger.lags(media.id))
    ]


def is_live_story(ledger: Ledger, media: Media) -> bool:
    """A story, and not yet 24 hours old."""
    return media.kind.product_type == "STORY" and ledger.now() - media.born.at < STORY_LIFE


async def list_media(ledger: Ledger, call: Call) -> Json:
    """GET /{ig-user}/media: posts and reels, no stories."""
    since, until = call.when("since"), call.when("until")
    posts = [
        media
        for media in listed(ledger, call.account)
        if media.kind.product_type != "STORY"
        and (since is None or media.born.at >= since)
        and (until is None or media.born.at <= until)
    ]
    return _page(ledger, call, posts[:NEWEST_KEPT])


async def list_stories(ledger: Ledger, call: Call) -> Json:
    """GET /{ig-user}/stories: the ones alive."""
    return _page(ledger, call, [media for media in listed(ledger, call.account) if is_live_story(ledger, media)])


async def list_children(ledger: Ledger, call: Call) -> Json:
    """GET /{media}/children."""
    fields = asked(call.text("fields"))
    return {"data": [drawn(child, fields, readers(ledger), "Media") for child in call.node.children]}


async def list_tags(ledger: Ledger, call: Call) -> Json:
    """GET /{ig-user}/tags: nobody tags our accounts."""
    return {"data": []}


def _page(ledger: Ledger, call: Call, items: list[Media]) -> Json:
    fields, known = asked(call.text("fields")), readers(ledger)
    insist_known(fields, known, "Media")
    address = f"{addresses.root(ledger)}{call.path}"
    return page(call, items, lambda media: drawn(media, fields, known, "Media"), most=PAGE_MOST, address=address)


async def read(ledger: Ledger, call: Call) -> Json:
    """GET /{media}."""
    return drawn(call.node, asked(call.text("fields")), readers(ledger), "Media")


async def change(ledger: Ledger, call: Call) -> Json:
    """POST /{media}: switch comments on or off; nothing else can be edited."""
    enabled = call.flag("comment_enabled")
    if enabled is None:
        raise GraphError("missing", name="comment_enabled")
    call.node.comments_enabled = enabled
    return {"success": True}


async def delete(ledger: Ledger, call: Call) -> Json:
    """DELETE /{media}: with Facebook Login alone, and no stories."""
    if call.token.host != FACEBOOK:
        raise GraphError("no_permission")
    if call.node.kind.product_type == "STORY" or call.node.parent_id:
        raise GraphError("undeletable")
    for media in (call.node, *call.node.children):
        ledger.media.pop(media.id)
    return {"success": True, "deleted_id": call.node.id}


OPERATIONS = {
    ("user", "media", "GET"): Operation("media_list", "basic", list_media),
    ("user", "stories", "GET"): Operation("media_list", "basic", list_stories),
    ("user", "tags", "GET"): Operation("tags", "basic", list_tags),
    ("media", "", "GET"): Operation("media_detail", "basic", read),
    ("media", "", "POST"): Operation("comments", "comments", change),
    ("media", "", "DELETE"): Operation("media_delete", "basic", delete),
    ("media", "children", "GET"): Operation("media_detail", "basic", list_children),
}
