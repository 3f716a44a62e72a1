"""Living cards: one message for ever for each subject and conversation, newly sent or redrawn in place."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from bot.cards.campaign import campaign_card, is_making
from bot.cards.card import Card, Picture
from bot.cards.designs import designs_card
from bot.cards.imports import import_card
from bot.cards.onboarding import onboarding_card
from bot.cards.options import options_card
from bot.cards.plan_picture import plan_alt, plan_sheet
from bot.cards.recap import recap_card
from bot.cards.review import review_card
from bot.cards.times import proposal_card
from bot.houses import Gone, Messenger, Place, Sent
from bot.hushed import hushed
from bot.language import tr
from bot.sending import Intent, send_once
from core.campaigns.queries import campaign_view
from core.designs.queries import sheet_view
from core.errors import Busy
from core.events.moments import to_utc
from core.imports.queries import import_view
from core.installs.onboarding import onboarding_view
from core.lease import Hold, LeaseLost, while_held
from core.notices.model import Conversation, MessageRef, NoticeKind
from core.notices.refs import find_ref, keep_ref, store_ref, take_ref
from core.ports.parts import Parts
from core.posts.option_view import options_view
from core.posts.queries import PostView, post_view
from core.recaps.view import recap_view
from core.timing.proposal_view import proposal_view

WATCHED_FOR = timedelta(days=30)
"""How long after its slot a video can still be looked at from the card."""
READABLE = timedelta(seconds=2)
"""How far something is, is told no more often than that; what became of it at once."""
SHEET, PLAN = "sheet", "plan"
"""Kept with a campaign's message: what its calendar shows, and the picture of that."""
LIVING = (
    NoticeKind.CAMPAIGN,
    NoticeKind.POST,
    NoticeKind.DESIGNS,
    NoticeKind.OPTIONS,
    NoticeKind.MOVES,
    NoticeKind.RECAP,
    NoticeKind.IMPORT,
    NoticeKind.ONBOARDING,
)
"""Kinds whose card is one message for ever, edited in place."""


async def draw(
    parts: Parts, messenger: Messenger, conversation: Conversation, kind: NoticeKind, subject_id: UUID
) -> str:
    """Bring the living card of a subject up to date in one conversation, and return the id of its message.

    Raises Busy while somebody else draws it.
    """
    hold = Hold(parts.lease)
    ref = await take_ref(parts, conversation, kind, subject_id)
    try:
        drawing = _drawn(parts, messenger, conversation, ref)
        sent, thread, drawn = await while_held(drawing, lambda: keep_ref(parts, ref), hold)
    except LeaseLost:
        raise  # it is somebody else's now
    except BaseException:
        await store_ref(parts, ref, busy_until=None)
        raise
    extra = {**sent.extra, **{key: ref.extra[key] for key in (SHEET, PLAN) if key in ref.extra}}
    known = {"message_id": sent.message_id, "extra": extra, "thread_id": thread, "drawn": drawn}
    drawn_at = ref.drawn_at if drawn == ref.drawn else parts.clock.now()
    await store_ref(parts, ref, busy_until=None, sending_at=None, drawn_at=drawn_at, **known)
    return sent.message_id


async def _drawn(
    parts: Parts, messenger: Messenger, conversation: Conversation, ref: MessageRef
) -> tuple[Sent, str | None, str]:
    """Read after the card is ours: whoever draws last draws the newest state."""
    card, thread = await _living_card(parts, messenger, conversation, ref)
    drawn = hashlib.sha256(repr(card).encode()).hexdigest()

    async def note(sent_at: datetime | None) -> None:
        await store_ref(parts, ref, sending_at=sent_at)

    async def anew() -> Sent:
        intent = Intent(ref.id, ref.sending_at, note)
        heard = await hushed(parts, conversation, card)
        return await send_once(messenger, parts.clock, place_in(conversation, thread), heard, intent)

    if ref.message_id is None:
        return await anew(), thread, drawn
    known = Sent(ref.message_id, ref.extra)
    if ref.drawn == drawn:
        return known, thread, drawn
    if card.passing and ref.drawn_at is not None:
        wait = ref.drawn_at + READABLE - parts.clock.now()
        if wait > timedelta():
            raise Busy(after=wait)
    try:
        return await messenger.redraw(place_in(conversation, ref.thread_id), known, card), thread, drawn
    except Gone:
        return await anew(), thread, drawn  # somebody deleted it: show it again


async def _plan(parts: Parts, workspace_id: UUID, ref: MessageRef) -> Card:
    """The campaign's card with its calendar, which is painted anew only when something else is to be seen on it."""
    async with parts.db.reading() as session:
        campaign = await campaign_view(session, workspace_id, ref.subject_id)
    sheet = plan_sheet(campaign, making=is_making(campaign))
    if sheet is None:
        return campaign_card(campaign)
    seen = hashlib.sha256(repr(sheet).encode()).hexdigest()
    if ref.extra.get(SHEET) != seen:
        key = await parts.media.put(await parts.calendars.calendar(sheet), kind="png")
        ref.extra = {**ref.extra, SHEET: seen, PLAN: key}
    return campaign_card(campaign, Picture(ref.extra[PLAN], plan_alt(campaign)))


async def _living_card(
    parts: Parts, messenger: Messenger, conversation: Conversation, ref: MessageRef
) -> tuple[Card, str | None]:
    """The card, and the message it answers to: a post's card hangs under its campaign's."""
    workspace_id, kind, subject_id = conversation.workspace_id, ref.kind, ref.subject_id
    if kind is NoticeKind.CAMPAIGN:
        return await _plan(parts, workspace_id, ref), None
    if kind is NoticeKind.DESIGNS:
        async with parts.db.reading() as session:
            sheet = await sheet_view(session, workspace_id, subject_id)
        thread = await thread_of(parts, conversation, sheet.post.campaign_id) if sheet.post else None
        return designs_card(sheet), thread or sheet.thread_id
    if kind is NoticeKind.RECAP:
        async with parts.db.reading() as session:
            recap = await recap_view(session, workspace_id, subject_id)
        return recap_card(recap), await thread_of(parts, conversation, recap.campaign_id)
    if kind is NoticeKind.IMPORT:
        async with parts.db.reading() as session:
            listed = await import_view(session, workspace_id, subject_id)
        return import_card(listed), listed.thread_id
    if kind is NoticeKind.ONBOARDING:
        async with parts.db.reading() as session:
            return onboarding_card(await onboarding_view(session, workspace_id)), None
    if kind is NoticeKind.OPTIONS:
        async with parts.db.reading() as session:
            options = await options_view(session, workspace_id, subject_id)
        return options_card(options), await thread_of(parts, conversation, options.campaign_id) or options.thread_id
    if kind is NoticeKind.MOVES:
        async with parts.db.reading() as session:
            moves = await proposal_view(session, workspace_id, subject_id)
        return proposal_card(moves), moves.thread_id
    async with parts.db.reading() as session:
        view = await post_view(session, workspace_id, subject_id, parts.clock.now())
    parent = await thread_of(parts, conversation, view.campaign_id)
    if parent is None:
        parent = await draw(parts, messenger, conversation, NoticeKind.CAMPAIGN, view.campaign_id)
    return review_card(view, watch(parts, view)), parent


async def thread_of(parts: Parts, conversation: Conversation, campaign_id: UUID) -> str | None:
    """The message of a campaign's card, under which everything about it hangs; None when it is not shown there."""
    async with parts.db.reading() as session:
        parent = await find_ref(session, conversation, NoticeKind.CAMPAIGN, campaign_id)
    return parent.message_id if parent else None


def watch(parts: Parts, view: PostView) -> tuple[tuple[str, str], ...]:
    """(label, address) of a post's videos. The addresses stay the same, or the card would be redrawn for ever."""
    until = to_utc(view.due_local, view.zone) + WATCHED_FOR
    videos = [(place, item.key) for place, item in enumerate(view.media, start=1) if item.facts.video]
    alone = len(view.media) == 1
    return tuple(
        (tr("Watch") if alone else tr("Watch {number}", number=place), parts.media.public_url(key, until=until))
        for place, key in videos
    )


def place_in(conversation: Conversation, thread: str | None = None) -> Place:
    return Place(conversation.platform, conversation.address, conversation.team, thread, conversation.topic)
