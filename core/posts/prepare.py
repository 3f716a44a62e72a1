"""Containers on Instagram for a claimed post, each persisted before the next is made; slides come first."""

from datetime import datetime, timedelta
from uuid import uuid4

from core.containers.model import Container
from core.errors import ContainerGone
from core.ports.access import Access
from core.ports.publisher import ContainerState, Content
from core.posts.contents import Address, carousel, files_of, single, slide, slides_of
from core.posts.model import Format, PostStatus
from core.posts.revision import drop_container
from core.posts.run import Run

POLLS = (timedelta(seconds=3), timedelta(seconds=3), timedelta(seconds=10), timedelta(seconds=30))
SPARSE = 3
"""How much rarer an account is polled whose calls run low."""
CONTAINER_LIVES = timedelta(hours=23)
STILL_PROCESSING_AFTER = timedelta(minutes=15)


async def ready_container(run: Run, access: Access) -> Container | None:
    """The container to be published; None while its slides ripen (the row says when to look again).

    Raises ContainerGone when Instagram could not use a slide.
    """
    if run.container is not None and _young(run, run.container):
        return run.container
    if run.post.format is not Format.CAROUSEL:
        await _reachable(run)
        return await _create(run, access, single(run.post, run.revision, _address(run)))
    children = await _ripe_slides(run, access)
    return None if children is None else await _create(run, access, carousel(run.revision, children))


async def _ripe_slides(run: Run, access: Access) -> tuple[str, ...] | None:
    slides = [found for found in run.slides if _young(run, found)]
    items = slides_of(run.post, run.revision)
    if len(slides) < len(items):
        await _reachable(run)
    for place, item in enumerate(items, start=1):
        if not any(found.place == place for found in slides):
            content = slide(run.revision, item, place, _address(run))
            slides.append(await _create(run, access, content, place=place))
    slides.sort(key=lambda found: found.place)
    for found in slides:
        if not usable(await run.parts.publisher.container(access, found.instagram_id)):
            await poll_later(run, found.created_at)
            return None
    return tuple(found.instagram_id for found in slides)


def usable(state: ContainerState) -> bool:
    """Whether a container is done; raises ContainerGone for one that never will be."""
    if state.status in ("EXPIRED", "ERROR"):
        raise state.gone or ContainerGone(f"Instagram could not use what I sent: {state.words}")
    return state.status == "FINISHED"


async def poll_later(run: Run, since: datetime) -> None:
    """Look again soon, then less often; raises ContainerGone after a quarter of an hour."""
    if run.now - since > STILL_PROCESSING_AFTER:
        raise ContainerGone("Instagram is still working on it after a quarter of an hour.")
    async with run.fenced(PostStatus.SCHEDULED) as (_, post):
        rarer = SPARSE if run.account and run.parts.publisher.runs_low(run.account.instagram_id) else 1
        post.next_at = run.now + rarer * POLLS[min(post.checks, len(POLLS) - 1)]
        post.checks += 1
        post.lease_until = None


async def _create(run: Run, access: Access, content: Content, *, place: int = 0) -> Container:
    instagram_id = await run.parts.publisher.create_container(access, content)
    container = Container(
        id=uuid4(),
        workspace_id=run.post.workspace_id,
        post_id=run.post.id,
        revision=run.revision.number,
        place=place,
        instagram_id=instagram_id,
        status="IN_PROGRESS",
        current=True,
        created_at=run.now,
    )
    async with run.fenced(PostStatus.SCHEDULED) as (session, post):
        await drop_container(session, post, place=place)
        session.add(container)
        run.log(session, "container", id=instagram_id, place=place)
    return container


async def _reachable(run: Run) -> None:
    """Instagram will fetch these addresses from outside: look first whether they answer at all."""
    for key in files_of(run.post, run.revision):
        await run.parts.media.check_public(key)


def _address(run: Run) -> Address:
    return lambda key: run.parts.media.public_url(key)


def _young(run: Run, container: Container) -> bool:
    return container.created_at >= run.now - CONTAINER_LIVES
