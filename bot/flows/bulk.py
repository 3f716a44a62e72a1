"""Many posts at once: a question, a preview, one press that does it, one that takes it back; words do the same."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Nothing, Show
from bot.cards.bulk import choices_card, done_card, left_card, preview_card, shifts_card, undone_card
from bot.cards.card import Card
from bot.cards.stored import stored
from bot.flows.form import Field, Form, Values, nothing_known
from bot.language import mark, tr
from bot.living import thread_of
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token, id_in, meant_by
from core.approvals.policy import check_may_edit
from core.bulk.begin import begin, check_open, get_change, look
from core.bulk.candidates import posts_of_campaign, posts_to_come
from core.bulk.carry_out import carry_out
from core.bulk.model import BulkChange, BulkKind
from core.bulk.put_back import POSSIBLE_FOR, last_change, put_back
from core.bulk.shift import Shift
from core.bulk.words import Wish, shift_in, wish_for_all
from core.campaigns.queries import campaign_view
from core.errors import InvalidAnswer
from core.events.moments import to_local
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts

HOW_FAR = mark("By how much? Write it like “2 days”, “-1 day” or “3 hours”.")


async def of_campaign(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """The button of a campaign's card: the question stands in its thread."""
    thread = await thread_of(parts, speaker.conversation, token.subject)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        change = await _begun(session, speaker, token.subject)
        place, card = speaker.conversation.id, stored(choices_card(change))
        notify(session, change.workspace_id, place, NoticeKind.SAY, card=card, thread=thread)
    return Nothing()


async def from_calendar(parts: Parts, speaker: Speaker, post_ids: Sequence[UUID], title: str) -> Answer:
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        change = await begin(session, speaker.member, speaker.conversation.id, post_ids, now, title=title)
        return Show(owe(parts, session, speaker, choices_card(change)))


async def in_words(parts: Parts, speaker: Speaker, campaign_id: UUID, wish: Wish) -> Card | None:
    """ "Shift everything by 2 days" in a campaign's thread: the preview, and nothing happens before a press."""
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return None
        change = await _begun(session, speaker, campaign_id)
        return owe(parts, session, speaker, await _first_look(session, speaker, change, wish))


async def _first_look(session: AsyncSession, speaker: Speaker, change: BulkChange, wish: Wish) -> Card:
    """What it would do; the question how far, where that was not said."""
    if wish.kind is BulkKind.SHIFT and wish.shift is None:
        return shifts_card(change)
    now = session.info["clock"].now()
    return preview_card(change, await look(session, speaker.member, change, wish.kind, now, wish.shift))


async def heard(parts: Parts, speaker: Speaker, words: str) -> Answer | None:
    """The same said under no card: about the only campaign, or about all. None: it is about something else."""
    wish = wish_for_all(words)
    if wish is None:
        return None
    async with parts.db.reading() as session:
        planned = await posts_to_come(session, speaker.member.workspace_id, parts.clock.now())
    if len(planned) == 1:
        card = await in_words(parts, speaker, next(iter(planned)), wish)
        return Show(card) if card else Nothing()
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        posts = [post_id for of_campaign in planned.values() for post_id in of_campaign]
        title = tr("Everything planned")
        change = await begin(session, speaker.member, speaker.conversation.id, posts, now, title=title)
        return Show(owe(parts, session, speaker, await _first_look(session, speaker, change, wish)))


async def undo_in_words(parts: Parts, speaker: Speaker, campaign_id: UUID) -> Card | None:
    """ "Undo" in a campaign's thread right after a change of all its posts; None where there was none."""
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        change = await last_change(session, speaker.member.workspace_id, campaign_id, now)
        if change is None or not await first_time(session, speaker.update, now):
            return None
        ended = await put_back(session, speaker.member, change.id, now)
        return owe(parts, session, speaker, undone_card(change, ended, speaker.member.name))


async def _begun(session: AsyncSession, speaker: Speaker, campaign_id: UUID) -> BulkChange:
    workspace = speaker.member.workspace_id
    campaign = await campaign_view(session, workspace, campaign_id)
    posts = await posts_of_campaign(session, workspace, campaign_id)
    now = session.info["clock"].now()
    place = speaker.conversation.id
    return await begin(session, speaker.member, place, posts, now, title=campaign.name, campaign_id=campaign_id)


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of such a card; each redraws it."""
    verb = token.verb.removeprefix("bulk.")
    if verb == "other":
        return Ask(FORM, str(token.subject), raw={})
    deed = meant_by(verb, _DEEDS)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        card = await deed(session, speaker, token)
        return Show(owe(parts, session, speaker, card), instead=True)


async def _look(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    kind = BulkKind(token.verb.removeprefix("bulk."))
    return await _previewed(session, speaker, token.subject, kind, None)


async def _by(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    change = await get_change(session, speaker.member.workspace_id, token.subject)
    check_open(change)
    return shifts_card(change)


async def _days(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    return await _previewed(session, speaker, token.subject, BulkKind.SHIFT, Shift(days=token.number))


async def _minutes(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    return await _previewed(session, speaker, token.subject, BulkKind.SHIFT, Shift(minutes=token.number))


async def _previewed(
    session: AsyncSession, speaker: Speaker, change_id: UUID, kind: BulkKind, shift: Shift | None
) -> Card:
    check_may_edit(speaker.member)
    change = await get_change(session, speaker.member.workspace_id, change_id, lock=True)
    found = await look(session, speaker.member, change, kind, session.info["clock"].now(), shift)
    return preview_card(change, found)


async def _do(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    now = session.info["clock"].now()
    outcome = await carry_out(session, speaker.member, token.subject, now)
    change = await get_change(session, speaker.member.workspace_id, token.subject)
    if not outcome.done:
        return preview_card(change, outcome.preview, again=True)
    until = to_local(now + POSSIBLE_FOR, speaker.zone)
    return done_card(change, outcome.preview, speaker.member.name, until)


async def _leave(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    change = await get_change(session, speaker.member.workspace_id, token.subject, lock=True)
    check_open(change)
    change.left_at = session.info["clock"].now()
    return left_card(change)


async def _undo(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    ended = await put_back(session, speaker.member, token.subject, session.info["clock"].now())
    change = await get_change(session, speaker.member.workspace_id, token.subject)
    return undone_card(change, ended, speaker.member.name)


_DEEDS: dict[str, Callable[[AsyncSession, Speaker, Token], Awaitable[Card]]] = {
    **{kind.value: _look for kind in BulkKind if kind is not BulkKind.SHIFT},
    "by": _by,
    "days": _days,
    "minutes": _minutes,
    "do": _do,
    "leave": _leave,
    "undo": _undo,
}


def _amount(words: str) -> Shift:
    found = shift_in(words)
    if found is None:
        raise InvalidAnswer(tr(HOW_FAR), field="by")
    return found


async def _finish(session: AsyncSession, speaker: Speaker, subject: str, values: Values) -> Card | None:
    return await _previewed(session, speaker, id_in(subject), BulkKind.SHIFT, values["by"])


FORM: Form = Form(
    key="shift",
    title=mark("Shift all"),
    submit=mark("Show what changes"),
    fields=(
        Field(
            "by",
            mark("By how much"),
            mark("By how much shall they move?"),
            required=True,
            hint=mark("For example: 2 days, -1 day, 3 hours, 2 hours earlier."),
            longest=60,
            read=_amount,
        ),
    ),
    finish=_finish,
    prefill=nothing_known,
)
