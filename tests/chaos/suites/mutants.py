"""The machine with one safeguard left out: what each is worth is seen by the suite that becomes unclean without it.

This is the one place in the tests that replaces attributes. A mutant is no fake of a port but a wrong program: there
is no seam at which the right one could be told to be wrong, and there must be none.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.adapters.instagram import client
from core.adapters.instagram.publisher import InstagramPublisher
from core.containers.model import Container
from core.errors import OutcomeUnknown, Unavailable
from core.ports.access import Access
from core.posts import changed, prepare, publish, reconcile
from core.posts.model import Post, PostStatus
from core.posts.revision import drop_container, get_post
from core.posts.run import LostPost, Run


@contextmanager
def swapped(owner: Any, **instead: Any) -> Iterator[None]:
    """Something else in these places, until the block ends."""
    before = {name: getattr(owner, name) for name in instead}
    for name, value in instead.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(owner, name, value)


@contextmanager
def no_fence() -> Iterator[None]:
    """Whoever has a post in hand writes, whoever owns it by now; only the status is still looked at."""

    @asynccontextmanager
    async def unfenced(run: Run, *statuses: PostStatus) -> AsyncIterator[tuple[AsyncSession, Post]]:
        async with run.parts.db.transaction() as session:
            post = await get_post(session, run.post.workspace_id, run.post.id, lock=True)
            if post.status not in statuses:
                raise LostPost
            yield session, post

    with swapped(Run, fenced=unfenced):
        yield


@contextmanager
def no_intent() -> Iterator[None]:
    """Publish first, write down afterwards that it was intended."""
    noted = publish._note_intent

    async def nothing(run: Run, access: Any, container_id: str) -> bool:
        await run.parts.clock.sleep_until(run.post.due_at)
        return True

    async def first_send(run: Run, access: Any, container_id: str) -> None:
        media_id = await run.parts.publisher.publish(access, container_id)
        if await noted(run, access, container_id):
            await publish.adopt(run, media_id)

    with swapped(publish, _note_intent=nothing, _send=first_send):
        yield


@contextmanager
def container_forgotten() -> Iterator[None]:
    """What Instagram answered is kept in memory only."""
    real = prepare._create

    async def create(run: Run, access: Any, content: Any, *, place: int = 0) -> Container:
        made = await real(run, access, content, place=place)
        async with run.fenced(PostStatus.SCHEDULED) as (session, post):
            await drop_container(session, post)
        return made

    with swapped(prepare, _create=create):
        yield


@contextmanager
def unknown_is_failed() -> Iterator[None]:
    """What was not answered was not done: once more from the start, with a new container."""
    real, taken_back = InstagramPublisher.publish, publish._take_back_intent

    async def sure(self: InstagramPublisher, access: Access, container_id: str) -> str:
        try:
            return await real(self, access, container_id)
        except OutcomeUnknown as error:
            raise Unavailable("No answer is a no.") from error

    async def anew(session: AsyncSession, post: Post) -> None:
        await taken_back(session, post)
        await drop_container(session, post)

    with swapped(InstagramPublisher, publish=sure), swapped(publish, _take_back_intent=anew):
        yield


@contextmanager
def no_grace() -> Iterator[None]:
    """Not listed at the first look, so it was not done."""
    real = reconcile.waited

    def at_once(run: Run, long: timedelta) -> bool:
        return long <= run.parts.publish_grace or real(run, long)

    with swapped(reconcile, waited=at_once):
        yield


@contextmanager
def no_last_look() -> Iterator[None]:
    """Whoever wakes up sends."""
    with swapped(client, check_held=lambda: None):
        yield


@contextmanager
def no_account_lease() -> Iterator[None]:
    """An account publishes as many posts at once as it likes."""

    async def always(*_: Any) -> bool:
        return True

    with ExitStack() as stack:
        for place in (publish, reconcile):
            stack.enter_context(swapped(place, take_account=always))
        yield


@contextmanager
def told_afterwards() -> Iterator[None]:
    """People are told in a transaction of its own, after the one that changed the post."""
    real, ended = changed.tell_everywhere, Run.ended

    async def in_two_steps(run: Run, *what: Any, **wishes: Any) -> None:
        waiting: list[tuple[Any, Any]] = []

        async def later(_: AsyncSession, *told: Any, **details: Any) -> None:
            waiting.append((told, details))

        with swapped(changed, tell_everywhere=later):
            await ended(run, *what, **wishes)
        async with run.parts.db.transaction() as session:
            for told, details in waiting:
                await real(session, *told, **details)

    with swapped(Run, ended=in_two_steps):
        yield


@contextmanager
def approval_not_looked_at() -> Iterator[None]:
    """What is stored is taken for what was approved."""
    with swapped(publish, fingerprint=lambda post, revision: revision.fingerprint):
        yield
