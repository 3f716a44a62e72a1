"""Containers: made from a URL or from children, ripening, wearing out after 24 hours."""

import asyncio
from collections.abc import Iterable

from sandbox.instagram import videos
from sandbox.instagram.calls import Call, Json, Operation
from sandbox.instagram.content_checks import checked_content
from sandbox.instagram.errors import GraphError
from sandbox.instagram.fetching import fetch
from sandbox.instagram.fields import ABSENT, Field, Reader, asked, drawn
from sandbox.instagram.kinds import CAROUSEL, REEL, Kind, kind_of
from sandbox.instagram.ledger import DAY, Ledger
from sandbox.instagram.pictures import check_picture
from sandbox.instagram.records import Account, Container

IN_PROGRESS, FINISHED, PUBLISHED, ERROR, EXPIRED = "IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"
CHILDREN_FEWEST = 2

SENTENCES = {
    IN_PROGRESS: "In Progress: Media is still being processed.",
    FINISHED: "Finished: Media has been uploaded and it is ready to be published.",
    PUBLISHED: "Published: Media has been successfully published.",
    ERROR: "Error: Media upload has failed with error code {failure}",
    EXPIRED: "Expired: The container was not published within 24 hours.",
}


async def create(ledger: Ledger, call: Call) -> Json:
    """POST /{ig-user}/media. A picture that cannot be taken is refused here; a video fails in its container."""
    ledger.insist_unrestricted(call.account)
    kind = kind_of(call.params, image_named=ledger.settings.accept_media_type_image)
    _mind_the_day(ledger, call.account)
    content = checked_content(call, kind, ledger.settings)
    children = tuple(_children(ledger, call)) if kind is CAROUSEL else ()
    file, failure, cover = "", "", ""
    if kind.is_video:
        file, failure = await _take_video(ledger, call, kind)
        cover = await _take_picture(ledger, call, "cover_url") if call.text("cover_url") else ""
    elif kind is not CAROUSEL:
        file = await _take_picture(ledger, call, kind.source, in_feed=kind.product_type == "FEED")
    container = Container(
        ledger.ids.fresh("container"),
        call.account,
        kind,
        content,
        file,
        children,
        ledger.moment(),
        cover=cover,
        failure=call.failure or failure,
    )
    ledger.containers[container.id] = container
    return {"id": container.id}


def _mind_the_day(ledger: Ledger, account: Account) -> None:
    since = ledger.now() - DAY
    recent = 0
    for container in reversed(ledger.containers.values()):
        if container.born.at <= since:
            break
        recent += container.account is account
    if recent >= ledger.settings.containers_per_day:
        raise GraphError("too_many_containers")


async def _take_picture(ledger: Ledger, call: Call, source: str, *, in_feed: bool = False) -> str:
    fetched = await fetch(ledger, call.needed(source))
    await asyncio.to_thread(check_picture, fetched, in_feed=in_feed)
    return ledger.keep(fetched.content)


async def _take_video(ledger: Ledger, call: Call, kind: Kind) -> tuple[str, str]:
    url = call.needed("video_url")
    offset = call.whole("thumb_offset", 0)
    if offset < 0:
        raise GraphError("thumb_offset")
    try:
        fetched = await fetch(ledger, url, ranged=True, expect="video/")
    except GraphError as error:
        return "", str(error.refusal.subcode)
    failure = videos.fault_of(fetched, reel=kind is REEL)
    if not failure and offset >= (videos.duration(fetched.content) or 0) * 1000:
        raise GraphError("thumb_offset")
    return ledger.keep(fetched.content), failure


def _children(ledger: Ledger, call: Call) -> Iterable[Container]:
    names = [str(name) for name in call.listed("children")]
    if not CHILDREN_FEWEST <= len(names) <= ledger.settings.carousel_max:
        raise GraphError("carousel_size", count=len(names), limit=ledger.settings.carousel_max)
    for name in names:
        child = ledger.containers.get(name)
        if child is None or child.account is not call.account:
            raise GraphError("not_found", id=name)
        if not child.kind.is_child:
            raise GraphError("invalid", why=f"The container {name} was not created as a carousel item")
        insist_usable(ledger, child, unripe=not ledger.settings.parent_needs_finished_children)
        yield child


def insist_usable(ledger: Ledger, container: Container, *, unripe: bool = False) -> None:
    """Raises GraphError unless the container is good to build on; unripe lets an unfinished one pass."""
    state = true_status(ledger, container)
    if state == ERROR:
        raise GraphError("builder_gone", id=container.id)
    if state == EXPIRED:
        raise GraphError("container_expired", id=container.id)
    if state == IN_PROGRESS and not unripe:
        raise GraphError("not_ready")


def true_status(ledger: Ledger, container: Container) -> str:
    """What the container really is, whatever a read may say."""
    settings, age = ledger.settings, ledger.seconds_since(container.born)
    if container.published:
        return PUBLISHED
    if age < (settings.video_ripening_seconds if container.kind.is_video else settings.ripening_seconds):
        return IN_PROGRESS
    if container.failure:
        return ERROR
    return EXPIRED if age >= DAY.total_seconds() else FINISHED


def read_status(ledger: Ledger, container: Container) -> str:
    """What a read says: after a publication the news may come late."""
    state = true_status(ledger, container)
    lag = ledger.settings.status_lag_seconds
    if container.published and ledger.seconds_since(container.published) < lag and ledger.lags(container.id):
        return FINISHED
    return state


async def read(ledger: Ledger, call: Call) -> Json:
    """GET /{container}: its status, and nothing else."""
    container: Container = call.node
    state = read_status(ledger, container)
    readers: dict[str, Reader] = {
        "id": lambda node, _: node.id,
        "status_code": lambda _, __: state,
        "status": lambda node, _: SENTENCES[state].format(failure=node.failure),
        "copyright_check_status": lambda _, __: {
            "status": "in_progress" if state == IN_PROGRESS else "completed",
            "matches_found": False,
        },
        "video_status": _video_status,
    }
    return drawn(container, asked(call.text("fields")), readers, "IGMediaBuilder")


def _video_status(container: Container, _: Field) -> object:
    if not container.kind.is_video:
        return ABSENT
    return {"uploading_phase": {"status": "complete"}, "processing_phase": {"status": "complete"}}


OPERATIONS = {
    ("user", "media", "POST"): Operation("media", "publish", create),
    ("container", "", "GET"): Operation("container", "basic", read),
}
