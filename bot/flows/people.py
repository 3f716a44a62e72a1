"""Who is who: the accounts of an event's people, asked for in a form and heard where somebody writes them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Card, plain
from bot.flows.form import Field, Form, Kind, Values
from bot.language import mark, tr, tr_many
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token, id_in
from bot.words import spoken_list
from core.events.find import event_of_campaign
from core.notices.seen import first_time
from core.people.names import Named, handles_beside, key_of, only_handles, plain_names, read_people, write_people
from core.people.put_on import put_people_on
from core.people.remember import people_of, remember
from core.ports.parts import Parts

NOTHING = mark("Nothing was changed.")


async def _prefill(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    """Everybody of the event, a line each, with the account that is known."""
    async with parts.db.reading() as session:
        event = await event_of_campaign(session, speaker.member.workspace_id, id_in(about))
        known = await people_of(session, event)
    handles = {key_of(one.name): one.handle for one in known}
    names = dict.fromkeys((*plain_names(event.lineup), event.venue, *(one.name for one in known)))
    lines = write_people(tuple(names), handles)
    has_promoter = any(key_of(name).startswith("promoter") for name in names)
    return {"people": lines if has_promoter else f"{lines}\nPromoter:"}


async def _finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    campaign_id = id_in(about)
    event = await event_of_campaign(session, speaker.member.workspace_id, campaign_id)
    mine = {key_of(name) for name in (*plain_names(event.lineup), event.venue)}
    named = [_placed(one, mine) for one in values["people"] or () if one.handle or not one.promoter]
    changed = await remember(session, speaker.member, event, named, session.info["clock"].now())
    known = await people_of(session, event)
    if not changed and not known:
        return plain(tr(NOTHING))
    return plain(_noted(changed) if changed else tr(NOTHING), _ask_along(campaign_id))


def _placed(one: Named, mine: Collection[str]) -> Named:
    """Whoever is neither of the line-up nor the venue presents the event, by the name of their account at least."""
    name = one.handle if one.promoter else one.name
    return Named(name, one.handle, promoter=key_of(name) not in mine)


def _noted(changed: tuple[Named, ...]) -> str:
    return tr("Noted: {people}. New captions mention them.", people=spoken_list([_who(one) for one in changed]))


def _who(one: Named) -> str:
    if not one.handle:
        return tr("{name} has no account", name=one.name)
    return tr("{name} is @{account}", name=one.name, account=one.handle)


def _ask_along(campaign_id: UUID) -> Action:
    return Action(
        tr("Put them on the posts"),
        Token("people.put", campaign_id),
        confirm=tr(
            "They are tagged in the pictures, and the first three are asked to share announcement and line-up. "
            "Posts that are changed need a new yes."
        ),
    )


async def put_on(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    """The press on "Put them on the posts"."""
    changed = await put_people_on(session, speaker.member, token.subject, now)
    if not changed:
        return tr("No open post takes them: each has its own tags already, or is drafted still.")
    return tr_many(
        "They are on {n} post now. See Details on each card.",
        "They are on {n} posts now. See Details on each card.",
        changed,
    )


async def learn(parts: Parts, speaker: Speaker, campaign_id: UUID, words: str) -> Card | None:
    """Keep accounts that somebody writes beside names; a card when the message does nothing else, else None."""
    if "@" not in words:
        return None
    async with parts.db.reading() as session:
        event = await event_of_campaign(session, speaker.member.workspace_id, campaign_id)
        names = (*plain_names(event.lineup), event.venue)
    named = handles_beside(words, names)
    if not named:
        return None
    async with parts.db.transaction() as session:
        alone = only_handles(words, names)
        if alone and not await first_time(session, speaker.update, parts.clock.now()):
            return plain(tr(NOTHING))
        event = await event_of_campaign(session, speaker.member.workspace_id, campaign_id)
        changed = await remember(session, speaker.member, event, named, parts.clock.now())
        if not alone:
            return None
        said = _noted(changed) if changed else tr("I know that already.")
        return owe(parts, session, speaker, plain(said, _ask_along(campaign_id)))


FORM = Form(
    key="people",
    title=mark("Who is who"),
    submit=mark("Save"),
    fields=(
        Field(
            "people",
            mark("Accounts"),
            mark("Who is who on Instagram? A line for each: the name, a colon and the account."),
            Kind.PARAGRAPH,
            hint=mark("Mara Voss: @mara.voss. I remember them for the next event, too."),
            longest=3000,
            read=read_people,
        ),
    ),
    finish=_finish,
    prefill=_prefill,
)
