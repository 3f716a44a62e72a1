"""The conversations about one post: ask for changes, edit the caption, move it. Subject: "<post id>:<revision>"."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.cards.clocks import post_twice_card
from bot.cards.times import clash_in_words, way_out, why_in_words
from bot.flows.ask_for_change import ON_IT, ask_for_change
from bot.flows.form import Field, Form, Kind, Option, Values, nothing_known
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import id_in, number_in
from bot.words import short_moment
from core.approvals.decide import STALE
from core.errors import NotNow
from core.events.create import check_wall_time
from core.events.moments import to_local, to_utc
from core.ports.parts import Parts
from core.posts.edit import edit_caption
from core.posts.queries import PostView, post_view
from core.posts.revision import get_post
from core.posts.schedule import reschedule
from core.timing.clashes import clash_of
from core.timing.moves import better_for

WALL_TIME = mark("Wall time at the venue.")
MOST_HINT = 150
"""Slack's modals show no longer one."""


def subject(post_id: UUID, revision: int) -> str:
    return f"{post_id}:{revision}"


def split_subject(text: str) -> tuple[UUID, int]:
    """Back into the post's id and the revision somebody looked at."""
    return id_in(text), number_in(text)


async def _request(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    post_id, revision = split_subject(about)
    now: datetime = session.info["clock"].now()
    said = await ask_for_change(session, speaker, post_id, values["words"], now, revision=revision)
    return None if said.summary == tr(ON_IT) else said  # the card speaks for itself


async def _edit(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    post_id, revision = split_subject(about)
    await edit_caption(session, speaker.member, post_id, revision, values["caption"], session.info["clock"].now())
    return None


async def _move(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    post_id, revision = split_subject(about)
    now: datetime = session.info["clock"].now()
    view = await post_view(session, speaker.member.workspace_id, post_id, now)
    if view.revision != revision:
        raise NotNow(STALE)
    when: datetime = values["when"]
    check_wall_time(when, view.zone, field_key="when")
    post = await reschedule(session, speaker.member, post_id, to_utc(when, view.zone), now)
    clash = await clash_of(session, post, now)
    twice = post_twice_card(post_id, when, view.zone)
    if twice is not None or clash is None:
        return twice
    return plain(f"{tr('Moved.')} {clash_in_words(clash)}", *way_out(clash))


async def _view(parts: Parts, speaker: Speaker, post_id: UUID) -> PostView:
    async with parts.db.reading() as session:
        return await post_view(session, speaker.member.workspace_id, post_id, parts.clock.now())


async def _caption(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    return {"caption": (await _view(parts, speaker, split_subject(about)[0])).caption}


async def _slot(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    view = await _view(parts, speaker, split_subject(about)[0])
    return {"when": view.due_local.isoformat(" ", "minutes"), "zone": view.zone}


async def _with_better_hour(session: AsyncSession, speaker: Speaker, about: str) -> tuple[Field, ...]:
    """Whoever moves a post anyway hears at which hour it would do better."""
    now: datetime = session.info["clock"].now()
    workspace_id = speaker.member.workspace_id
    post = await get_post(session, workspace_id, split_subject(about)[0])
    better = await better_for(session, post, now)
    if better is None:
        return RESCHEDULE.fields
    view = await post_view(session, workspace_id, post.id, now)
    local = to_local(better.due_at, view.zone)
    option = Option(local.isoformat(" ", "minutes"), tr("Better: {when}", when=short_moment(local)))
    better_at = tr("Better: {when}.", when=short_moment(local))
    hint = f"{better_at} {why_in_words(better.why, local)} {tr(WALL_TIME)}"
    (when,) = RESCHEDULE.fields
    return (replace(when, hint=hint[:MOST_HINT], suggest=lambda _, __: (option,)),)


REQUEST_CHANGES = Form(
    key="changes",
    title=mark("Request changes"),
    submit=mark("Ask for it"),
    fields=(
        Field(
            "words",
            mark("What should change?"),
            mark("What should change? Write it in your own words."),
            Kind.PARAGRAPH,
            required=True,
            hint=mark("For example: shorter, and mention the afters. Or: 3 options."),
            longest=2000,
        ),
    ),
    finish=_request,
    prefill=nothing_known,
)

EDIT_CAPTION = Form(
    key="caption",
    title=mark("Edit the caption"),
    submit=mark("Save"),
    fields=(
        Field(
            "caption",
            mark("Caption"),
            mark("Send the whole caption as it should be."),
            Kind.PARAGRAPH,
            required=True,
            hint=mark("Up to 2,200 characters."),
            longest=2200,
        ),
    ),
    finish=_edit,
    prefill=_caption,
)

RESCHEDULE = Form(
    key="move",
    title=mark("Reschedule"),
    submit=mark("Move it"),
    fields=(
        Field("when", mark("Goes out"), mark("When should it go out?"), Kind.MOMENT, required=True, hint=WALL_TIME),
    ),
    finish=_move,
    prefill=_slot,
    reading=lambda raw, speaker: raw.get("zone") or speaker.zone,
    fit=_with_better_hour,
)
