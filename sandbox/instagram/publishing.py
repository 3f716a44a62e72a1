"""media_publish, the publishing quota, and what happens to the second of two identical calls."""

from collections.abc import Callable
from datetime import timedelta

from sandbox.instagram import settings
from sandbox.instagram.calls import Call, Json, Operation
from sandbox.instagram.containers import insist_usable
from sandbox.instagram.errors import GraphError
from sandbox.instagram.fields import Reader, asked, drawn
from sandbox.instagram.ids import shortcode
from sandbox.instagram.ledger import DAY, Ledger
from sandbox.instagram.records import Account, Container, Media, Moment


async def publish(ledger: Ledger, call: Call) -> Json:
    """POST /{ig-user}/media_publish."""
    ledger.insist_unrestricted(call.account)
    name = call.needed("creation_id")
    container = ledger.containers.get(name)
    if container is None:
        raise GraphError("builder_gone", id=name)
    if container.account is not call.account:
        raise GraphError("not_found", id=name)
    if container.kind.is_child:
        raise GraphError("invalid", why=f"The container {name} is a carousel item")
    if container.published:
        return {"id": REPEATS[_habit(ledger, call.account)](ledger, container, call)}
    insist_usable(ledger, container)
    return {"id": go_live(ledger, container, call)}


def go_live(ledger: Ledger, container: Container, call: Call) -> str:
    """Put a container into the feed and answer the media's id. Raises GraphError quota."""
    if ledger.published_today(container.account) >= ledger.settings.quota_total:
        raise GraphError("quota")
    now = ledger.moment()
    children = container.children[:-1] if call.lacks_slide else container.children
    slides = tuple(_media(ledger, child, call, now, ()) for child in children)
    media = _media(ledger, container, call, now, slides)
    for child in media.children:
        child.parent_id = media.id
    ledger.media[media.id] = media
    ledger.media |= {child.id: child for child in media.children}
    ledger.publications[container.account.user_id].append(now.at)
    container.published = container.published or now
    container.media_id = container.media_id or media.id
    return media.id


def _media(ledger: Ledger, container: Container, call: Call, now: Moment, children: tuple[Media, ...]) -> Media:
    name = ledger.ids.fresh("media")
    return Media(
        name,
        shortcode(name),
        container.account,
        container.kind,
        container.content,
        container.file,
        children,
        now,
        container.id,
        call.came,
        cover=container.cover,
    )


def _refuse(ledger: Ledger, container: Container, call: Call) -> str:
    raise GraphError("not_ready")


def _same(ledger: Ledger, container: Container, call: Call) -> str:
    return container.media_id


REPEATS: dict[str, Callable[[Ledger, Container, Call], str]] = {
    "error": _refuse,
    "same_id": _same,
    "duplicate": go_live,
}


def _habit(ledger: Ledger, account: Account) -> str:
    wished = ledger.settings.repeat_publish
    return settings.REPEATS[int(account.user_id) % len(settings.REPEATS)] if wished == settings.BY_ACCOUNT else wished


def quota(ledger: Ledger, account: Account) -> Json:
    """How much of the rolling 24 hours' quota is used."""
    return {"used": ledger.published_today(account), "total": ledger.settings.quota_total}


async def limit(ledger: Ledger, call: Call) -> Json:
    """GET /{ig-user}/content_publishing_limit; since may not lie more than 24 hours back."""
    since = call.when("since")
    if since and since < ledger.now() - DAY - timedelta(minutes=1):
        raise GraphError("invalid", why="Param since must be within the last 24 hours")
    readers: dict[str, Reader] = {
        "id": lambda _, __: call.account.user_id,
        "quota_usage": lambda _, __: ledger.published_today(call.account, since),
        "config": lambda _, __: {
            "quota_total": ledger.settings.quota_total,
            "quota_duration": int(DAY.total_seconds()),
        },
    }
    answer = drawn(None, asked(call.text("fields"), ("quota_usage",)), readers, "ContentPublishingLimitResponse")
    answer.pop("id")
    return {"data": [answer]}


OPERATIONS = {
    ("user", "media_publish", "POST"): Operation("media_publish", "publish", publish),
    ("user", "content_publishing_limit", "GET"): Operation("content_publishing_limit", "publish", limit),
}
