"""Add a post: pictures or a video of one's own, or a flyer at an hour of one's choice. Subject: the campaign's id."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Text, plain
from bot.flows.create_event import said
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values, keys_of
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import id_in
from bot.words import files_in_words, kind, moment
from core.campaigns.queries import campaign_view
from core.errors import InvalidAnswer
from core.events.create import check_wall_time
from core.events.moments import to_utc
from core.ports.parts import Parts
from core.posts.add import NewPost, add_post
from core.posts.details import Details
from core.posts.fitting import fitting_format
from core.posts.looks import FEWEST_ARTISTS
from core.posts.model import Format
from core.posts.uploads import uploaded

SLIDES, FILM = "slides", "film"
_FORMATS = {**{format_.value: format_ for format_ in Format}, FILM: Format.STORY}
"""Answers to the question for the format, but for the slides we paint."""

FIELDS = (
    Field(
        "files",
        mark("Pictures or video"),
        mark("Send up to ten pictures, or a video. Without any I paint a flyer."),
        Kind.MEDIA,
        hint=mark("JPEG, PNG, WebP, HEIC, MP4 or MOV."),
        longest=1000,
        implies=lambda raw: preselected(keys_of(raw)),
    ),
    Field(
        "format",
        mark("Format"),
        mark("Where shall it go?"),
        Kind.CHOICE,
        hint=mark(
            "Left open, I go by the files: one picture a feed post, several a carousel, a video a reel. "
            "A reel without a video is a film of the flyer."
        ),
        options=(
            Option(Format.FEED.value, mark("Feed picture or carousel")),
            Option(Format.REEL.value, mark("Reel")),
            Option(Format.STORY.value, mark("Story")),
            Option(SLIDES, mark("One slide per artist")),
            Option(FILM, mark("Story that moves")),
        ),
    ),
    Field(
        "when",
        mark("Goes out"),
        mark("When should it go out?"),
        Kind.MOMENT,
        required=True,
        hint=mark("Wall time at the venue."),
    ),
    Field(
        "caption",
        mark("Caption"),
        mark("What shall the caption say?"),
        Kind.PARAGRAPH,
        hint=mark("Leave it empty and I write it. Stories show none."),
        longest=2200,
    ),
    Field(
        "first_comment",
        mark("First comment"),
        mark("Shall I add a first comment under it? Send its words."),
        Kind.PARAGRAPH,
        hint=mark("For example more hashtags. I add it once, right after the post went live."),
        longest=2200,
    ),
)


async def _prefill(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        campaign = await campaign_view(session, speaker.member.workspace_id, id_in(about))
    return {"zone": campaign.zone, "event": campaign.name}


async def _finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    workspace_id, now = speaker.member.workspace_id, session.info["clock"].now()
    campaign = await campaign_view(session, workspace_id, id_in(about))
    when: datetime = values["when"]
    check_wall_time(when, campaign.zone, field_key="when")
    items = await uploaded(session, workspace_id, values["files"] or ())
    wished = values["format"] or ""
    if wished == SLIDES and not items and len(campaign.lineup) < FEWEST_ARTISTS:
        raise InvalidAnswer(tr("Slides of artists need two names in the line-up."), field="format")
    wish = NewPost(
        format=Format.CAROUSEL if wished == SLIDES and not items else fitting_format(_FORMATS.get(wished), items),
        film=wished == FILM,
        due_at=to_utc(when, campaign.zone),
        items=items,
        caption=values["caption"] or "",
        details=Details(first_comment=values["first_comment"] or ""),
    )
    await add_post(session, speaker.member, campaign.id, wish, now)
    said = tr(
        "Added to {event}: {kind}, {when}. Its card comes in a moment and waits for a yes.",
        event=campaign.name,
        kind=kind(wish.format),
        when=moment(when, campaign.zone),
    )
    return plain(said)


def _summary(form: Form, raw: Raw, reading: Reading) -> Card:
    lines: list[Line] = [Fact(tr(field.label), words) for field in form.fields if (words := _said(field, raw, reading))]
    title = tr("A post for {event}", event=event) if (event := raw.get("event")) else tr("A post for your event")
    ask = tr("Is this right?")
    return Card(summary=f"{ask} {title}", title=title, lines=(Text(ask), *lines))


def _said(field: Field, raw: Raw, reading: Reading) -> str:
    value = raw.get(field.key, "")
    if field.kind is Kind.MEDIA:
        return files_in_words(keys_of(value)) if value else tr("a flyer that I paint")
    if field.key == "caption" and not value:
        return tr("I write it")
    if field.kind is Kind.CHOICE and value:
        return next((option.words for option in field.options if option.value == value), value)
    return said(field, value, reading) if value else ""


def preselected(keys: tuple[str, ...]) -> dict[str, str]:
    """The answers that files give: themselves, and the format when they leave no choice."""
    format_ = {"format": Format.FEED.value} if len(keys) > 1 else {}
    return {"files": ",".join(keys), **format_}


FORM = Form(
    key="post",
    title=mark("Add a post"),
    submit=mark("Add the post"),
    fields=FIELDS,
    finish=_finish,
    prefill=_prefill,
    summary=_summary,
    reading=lambda raw, speaker: raw.get("zone") or speaker.zone,
)
