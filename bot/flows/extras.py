"""Details of a post: what goes out besides the words. One form for each format, with what that format takes.

Subject: "<post id>:<revision>".
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Small, plain
from bot.flows import tagging
from bot.flows.change_post import split_subject
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values, keys_of
from bot.language import mark, tr, tr_many
from bot.speaker import Speaker
from bot.words import files_in_words, shortened, spoken_list
from core.errors import InvalidAnswer
from core.people.remember import people_of
from core.ports.parts import Parts
from core.posts.details import Details, PlacedTag
from core.posts.draft import surroundings
from core.posts.extras import change_extras
from core.posts.model import Format
from core.posts.queries import PostView, post_view
from core.posts.revision import get_post
from core.posts.uploads import uploaded

LONGEST_HINT = 200

_ALT_TEXT = Field(
    "alt_texts",
    mark("Alt text"),
    mark("What is in the picture, for people who do not see it?"),
    Kind.PARAGRAPH,
    hint=mark("Leave it empty and I write it."),
    longest=1000,
    read=lambda text: (text,),
)
_ALT_TEXTS = Field(
    "alt_texts",
    mark("Alt text"),
    mark("What is in the pictures, for people who do not see them? One line for each picture."),
    Kind.PARAGRAPH,
    hint=mark("One line for each picture, in order; - for one that I shall describe."),
    longest=3000,
    read=tagging.read_lines,
)


def _tags(hint: str) -> Field:
    return Field(
        "tags",
        mark("Tag people"),
        mark("Who shall be tagged?"),
        Kind.PARAGRAPH,
        hint=hint,
        longest=2000,
        read=tagging.read_tags,
    )


_FEED_TAGS = _tags(mark("Names with their place, 0 0 top left to 1 1 bottom right: @name 0.5 0.3, @other"))
_SLIDE_TAGS = _tags(mark("The picture's number, then names with their place: 2: @name 0.5 0.3"))
_REEL_TAGS = _tags(mark("Just the names: @name, @other"))
_STORY_TAGS = _tags(mark("Names, with their place if you like: @name 0.5 0.3, @other"))
_COLLABORATORS = Field(
    "collaborators",
    mark("Collaborators"),
    mark("Whose post is it besides yours? Up to three account names."),
    hint=mark("They are asked by Instagram, and then it shows on their profile, too."),
    longest=200,
    read=tagging.read_names,
)
_PLACE = Field(
    "location_id",
    mark("Location ID"),
    mark("Which place shall it show? Send its location ID."),
    hint=tagging.FIND_THE_PLACE,
    longest=30,
    read=tagging.read_place,
)
_COMMENT = Field(
    "first_comment",
    mark("First comment"),
    mark("Which first comment shall I add under it?"),
    Kind.PARAGRAPH,
    hint=mark("I add it once, right after the post went live."),
    longest=2200,
)
_SHARE = Field(
    "share_to_feed",
    mark("Share to feed"),
    mark("Shall the reel show in the feed, too?"),
    Kind.CHOICE,
    options=(Option("yes", mark("Yes, in the feed too")), Option("no", mark("No, among the reels only"))),
)
_COVER = Field(
    "cover",
    mark("Cover picture"),
    mark("Send the picture that shall be the cover."),
    Kind.MEDIA,
    hint=mark("Upright, 9:16, looks best."),
    longest=100,
    most=1,
    videos=False,
)
_COVER_AT = Field(
    "thumb_offset_ms",
    mark("Cover at second"),
    mark("Or at which second is the frame that shall be the cover?"),
    hint=mark("For example 2.5. It takes the place of a cover picture sent before."),
    longest=12,
    read=tagging.read_second,
)
_MEDIA = Field(
    "files",
    mark("Pictures or video"),
    mark("Send what shall go out instead."),
    Kind.MEDIA,
    hint=mark("Leave it empty to keep what is there."),
    longest=1000,
)

_FIELDS: dict[Format, tuple[Field, ...]] = {
    Format.FEED: (
        _ALT_TEXT,
        _FEED_TAGS,
        _COLLABORATORS,
        _PLACE,
        _COMMENT,
        replace(_MEDIA, label=mark("Picture"), most=1),
    ),
    Format.CAROUSEL: (_ALT_TEXTS, _SLIDE_TAGS, _COLLABORATORS, _PLACE, _COMMENT, _MEDIA),
    Format.REEL: (
        _REEL_TAGS,
        _COLLABORATORS,
        _PLACE,
        _COMMENT,
        _SHARE,
        _COVER,
        _COVER_AT,
        replace(_MEDIA, label=mark("Video"), most=1),
    ),
    Format.STORY: (_STORY_TAGS, replace(_MEDIA, label=mark("Picture or video"), most=1)),
}


async def form_for(parts: Parts, speaker: Speaker, about: str) -> Form:
    """The details this post takes; raises NotFound."""
    return FORMS[(await _view(parts, speaker, about)).format]


async def _view(parts: Parts, speaker: Speaker, about: str) -> PostView:
    async with parts.db.reading() as session:
        return await post_view(session, speaker.member.workspace_id, split_subject(about)[0], parts.clock.now())


async def _prefill(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    post = await _view(parts, speaker, about)
    details, slides = post.details, post.format is Format.CAROUSEL
    share = {True: "yes", False: "no", None: ""}[details.share_to_feed]
    at = "" if details.thumb_offset_ms is None else tagging.write_second(details.thumb_offset_ms)
    raw = {
        "alt_texts": tagging.write_lines(details.alt_texts) if slides else details.alt_text(1),
        "tags": tagging.write_tags(details.tags, slides=slides),
        "collaborators": tagging.write_names(details.collaborators),
        "location_id": details.location_id,
        "first_comment": details.first_comment,
        "share_to_feed": share,
        "cover": details.cover_key,
        "thumb_offset_ms": at,
    }
    wanted = {field.key for field in _FIELDS[post.format]}
    return {key: value for key, value in raw.items() if value and key in wanted}


async def _finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    post_id, revision = split_subject(about)
    workspace_id, now = speaker.member.workspace_id, session.info["clock"].now()
    post = await post_view(session, workspace_id, post_id, now)
    items = await uploaded(session, workspace_id, values["files"]) if values["files"] else None
    tags, placed = _placed(post, values, len(items if items is not None else post.media))
    details = Details(
        alt_texts=values.get("alt_texts") or (),
        tags=tags,
        collaborators=values.get("collaborators") or (),
        location_id=values.get("location_id") or "",
        first_comment=values.get("first_comment") or "",
        share_to_feed={"yes": True, "no": False}.get(values.get("share_to_feed") or ""),
        as_story=post.details.as_story,
        **await _cover(session, workspace_id, post.details, values),
    )
    await change_extras(session, speaker.member, post_id, revision, details, now, items=items)
    return plain(_in_the_middle(placed)) if placed else None


def _in_the_middle(placed: tuple[str, ...]) -> str:
    return tr_many(
        "Saved. {names} is tagged in the middle.",
        "Saved. {names} are tagged in the middle.",
        len(placed),
        names=spoken_list([f"@{name}" for name in placed]),
    )


def _placed(post: PostView, values: Values, files: int) -> tuple[tuple[PlacedTag, ...], tuple[str, ...]]:
    """(the tags, each where its format wants it, who was put in the middle). Raises InvalidAnswer."""
    tags: tuple[PlacedTag, ...] = values.get("tags") or ()
    last = max(files, 1) if post.format is Format.CAROUSEL else 1
    if beyond := next((tag for tag in tags if tag.slide > last), None):
        said = tr("There is no picture {number} for @{name}.", number=beyond.slide, name=beyond.username)
        raise InvalidAnswer(said, field="tags")
    if post.format is Format.REEL and any(tag.x is not None for tag in tags):
        raise InvalidAnswer(tr("In a reel people have no place: write just their names."), field="tags")
    if post.format in (Format.REEL, Format.STORY):
        return tags, ()
    return tagging.in_the_middle(tags), tuple(tag.username for tag in tags if tag.x is None)


async def _cover(session: AsyncSession, workspace_id: Any, before: Details, values: Values) -> dict[str, Any]:
    """A picture wins over a second; a second given newly wins over a picture that was there."""
    at, keys = values.get("thumb_offset_ms"), values.get("cover") or ()
    kept = keys == (before.cover_key,)
    if not keys or (kept and at is not None and at != before.thumb_offset_ms):
        return {"thumb_offset_ms": at}
    if kept:
        return {"cover_key": before.cover_key, "cover_hash": before.cover_hash}
    (cover,) = await uploaded(session, workspace_id, keys)
    return {"cover_key": cover.key, "cover_hash": cover.hash}


def _fitting(fields: tuple[Field, ...]) -> Callable[[AsyncSession, Speaker, str], Awaitable[tuple[Field, ...]]]:
    """Who of the event is known stands beside the fields for people."""

    async def fit(session: AsyncSession, speaker: Speaker, about: str) -> tuple[Field, ...]:
        post = await get_post(session, speaker.member.workspace_id, split_subject(about)[0])
        _, event, _ = await surroundings(session, post)
        known = [one for one in await people_of(session, event) if not one.wrong]
        if not known:
            return fields
        names = tr("Known: {names}.", names=", ".join(f"@{one.handle} ({one.name})" for one in known))
        hint = shortened(names, LONGEST_HINT)
        return tuple(
            replace(one, hint=f"{hint} {tr(one.hint)}") if one.key in ("tags", "collaborators") else one
            for one in fields
        )

    return fit


def _summary(form: Form, raw: Raw, _: Reading) -> Card:
    given = [(field, raw.get(field.key, "")) for field in form.fields]
    lines: list[Line] = [Fact(tr(field.label), _said(field, value)) for field, value in given if value]
    labels = ", ".join(tr(field.label) for field in form.fields)
    lines.append(Small(tr("Press Change to set or change one of: {labels}.", labels=labels)))
    return Card(summary=tr("Details of the post."), title=tr("Details"), lines=tuple(lines))


def _said(field: Field, value: str) -> str:
    if field.kind is Kind.MEDIA:
        return files_in_words(keys_of(value))
    return next((option.words for option in field.options if option.value == value), value)


FORMS: dict[Format, Form] = {
    format_: Form(
        key=f"details_{format_.value}",
        title=mark("Details"),
        submit=mark("Save"),
        fields=fields,
        finish=_finish,
        prefill=_prefill,
        summary=_summary,
        fit=_fitting(fields),
    )
    for format_, fields in _FIELDS.items()
}
