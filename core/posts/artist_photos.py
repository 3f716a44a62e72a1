"""Photos of artists for the slides of a line-up: which file shows whom."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import STALE, reopen
from core.approvals.policy import check_may_edit
from core.errors import InvalidAnswer, NotNow
from core.posts.draft import surroundings
from core.posts.media import Item
from core.posts.model import Format, Post
from core.posts.revision import current_revision, get_post
from core.posts.same_words import with_same_words
from core.templates.layout.table import times_of
from core.workspaces.model import Member


async def show_artists(
    session: AsyncSession,
    member: Member,
    post_id: UUID,
    revision_number: int,
    photos: Sequence[Item],
    names: Sequence[str],
    now: datetime,
) -> Post:
    """Keep photos for these names, or for the line-up in its order, and paint the slides anew; a yes counts no longer.

    Photos of other artists stay. Raises InvalidAnswer with the field's key when names and photos do not go together.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.revision != revision_number or not post.revision:
        raise NotNow(STALE)
    if post.media or post.format is not Format.CAROUSEL:
        raise NotNow("Photos of artists are for slides that I paint.")
    _, event, _ = await surroundings(session, post)
    shown = matched(names, [name for _, name in times_of(event.lineup)], len(photos))
    event.artist_photos = {
        **(event.artist_photos or {}),
        **{name: photo.key for name, photo in zip(shown, photos, strict=True)},
    }
    old = await current_revision(session, post)
    await reopen(session, post)
    return await with_same_words(session, post, old, now, alt_text=old.alt_text, made_by=member.id)


def matched(names: Sequence[str], playing: Sequence[str], photos: int) -> list[str]:
    """Whom each photo shows; raises InvalidAnswer beside "names"."""
    shown = [_meant(name, playing) for name in names] if names else list(playing[:photos])
    if len(shown) != photos:
        raise InvalidAnswer(
            f"I have photos: {photos}, and names: {len(shown)}. Send one name of the line-up for each photo.",
            field="names",
        )
    return shown


def _meant(said: str, playing: Sequence[str]) -> str:
    """The name of the line-up that somebody wrote, however they wrote it."""
    wanted = said.strip().casefold()
    exact = next((name for name in playing if name.casefold() == wanted), None)
    found = exact or next((name for name in playing if wanted and wanted in name.casefold()), None)
    if found is None:
        raise InvalidAnswer(f"“{said.strip()}” is not in the line-up: {', '.join(playing)}.", field="names")
    return found
