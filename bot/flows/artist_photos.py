"""Photos of artists for the slides of a line-up. Subject: "<post id>:<revision>"."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.flows.change_post import split_subject
from bot.flows.form import Field, Form, Kind, Values, nothing_known
from bot.language import mark, tr
from bot.speaker import Speaker
from core.errors import InvalidAnswer
from core.posts.artist_photos import show_artists
from core.posts.uploads import uploaded


async def _finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    post_id, revision = split_subject(about)
    photos = await uploaded(session, speaker.member.workspace_id, values["files"] or ())
    if not photos:
        raise InvalidAnswer(tr("Send at least one photo."), field="files")
    names = values["names"] or ()
    await show_artists(session, speaker.member, post_id, revision, photos, names, session.info["clock"].now())
    return None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


FORM = Form(
    key="artists",
    title=mark("Artist photos"),
    submit=mark("Show them"),
    fields=(
        Field(
            "files",
            mark("Photos"),
            mark("Send the photos of the artists, up to ten."),
            Kind.MEDIA,
            hint=mark("One photo for each artist."),
            longest=1000,
            videos=False,
        ),
        Field(
            "names",
            mark("Who is who"),
            mark("Whom do they show? One name for each photo, one below the other."),
            Kind.PARAGRAPH,
            hint=mark("Leave it empty when they come in the order of the line-up."),
            longest=1000,
            read=_lines,
        ),
    ),
    finish=_finish,
    prefill=nothing_known,
)
