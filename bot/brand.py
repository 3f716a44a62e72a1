"""What the buttons of the brand card do; each answers with the card, flyers painted anew."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from uuid import UUID

from bot.answers import Answer, Ask, Nothing, Show, Toast
from bot.cards.brand import BrandView, brand_card, faces_card
from bot.cards.card import Card
from bot.flows import brand as flow
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import count
from core.errors import NotNow
from core.events.photos import latest_photo
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.repaint import in_the_old_look, repaint
from core.templates.fonts.faces import HEADLINES
from core.templates.showcase import showcase
from core.workspaces.brand import (
    Kit,
    as_brand,
    brand_row,
    change_brand,
    check_may_change_brand,
    kit_of,
    may_change_brand,
    undo_brand,
)

CHANGED_SINCE = "The brand was changed since. Type brand to see how it is now."


async def show(parts: Parts, speaker: Speaker, said: str = "") -> Card:
    """The kit and flyers in it; only owners get buttons."""
    view = await _view(parts, speaker.member.workspace_id, may_change=may_change_brand(speaker.member))
    return brand_card(view, said)


async def told(parts: Parts, workspace_id: UUID, said: str) -> Card:
    """The same for everybody in a conversation, after an owner changed something there."""
    return brand_card(await _view(parts, workspace_id, may_change=True), said)


async def _view(parts: Parts, workspace_id: UUID, *, may_change: bool) -> BrandView:
    async with parts.db.reading() as session:
        row = await brand_row(session, workspace_id)
        old = await in_the_old_look(session, workspace_id, parts.clock.now())
        photo = await latest_photo(session, workspace_id)
    kit = row.kit if row else Kit()
    picture_key, changes = await showcase(parts, workspace_id, await as_brand(parts, kit))
    remarks = [change.sentence for change in changes if change.what == "colour"]
    return BrandView(
        kit=kit,
        may_change=may_change,
        version=_version(row.changed_at.timestamp()) if row else 0,
        undoable=bool(row and row.before is not None),
        old_drafts=len(old),
        flyer=bool(photo),
        remarks=tuple(dict.fromkeys(remarks)),
        picture_key=picture_key,
    )


def _version(changed_at: float) -> int:
    return int(changed_at * 10)


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of the card."""
    press = _PRESSES.get(token.verb)
    if press is None:
        raise NotNow("I don't know that button any more.")
    return await press(parts, speaker, token)


async def _show(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return Show(await show(parts, speaker))


async def _change(_: Parts, speaker: Speaker, __: Token) -> Answer:
    check_may_change_brand(speaker.member)
    return Ask(flow.FORM, raw={})


async def _faces(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    check_may_change_brand(speaker.member)
    async with parts.db.reading() as session:
        kit = await kit_of(session, speaker.member.workspace_id)
    key = await parts.media.put(await parts.painter.specimens(await as_brand(parts, kit)))
    return Show(faces_card(key, kit.headline))


async def _face(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    keys = ["", *HEADLINES]
    if not 0 <= token.number < len(keys):
        raise NotNow("I don't know that typeface any more.")
    key = keys[token.number]
    said = f"Your headlines are set in {HEADLINES[key]} from now on." if key else "Each design keeps its own typeface."
    return await _put(parts, speaker, lambda kit: replace(kit, headline=key), said)


async def _colours(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    async with parts.db.reading() as session:
        kit = await kit_of(session, speaker.member.workspace_id)
    if not kit.logo_key:
        raise NotNow("There is no logo yet. Press Change and send one.")
    return await _from_picture(parts, speaker, kit.logo_key, "logo")


async def _flyer(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    async with parts.db.reading() as session:
        key = await latest_photo(session, speaker.member.workspace_id)
    if not key:
        raise NotNow("No event has a flyer or a photo yet.")
    return await _from_picture(parts, speaker, key, "last flyer")


async def _from_picture(parts: Parts, speaker: Speaker, key: str, name: str) -> Answer:
    check_may_change_brand(speaker.member)
    roles = await parts.painter.colours_of(await parts.media.get(key))
    said = f"These are the colours of your {name}, made to be read on one another."
    return await _put(parts, speaker, lambda kit: replace(kit, **asdict(roles)), said)


async def _unlogo(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return await _put(parts, speaker, lambda kit: replace(kit, logo_key=""), "The logo is gone from your flyers.")


async def _undo(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    now = parts.clock.now()
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, now):
            return Nothing()
        check_may_change_brand(speaker.member)
        row = await brand_row(session, speaker.member.workspace_id)
        if row is None or _version(row.changed_at.timestamp()) != token.number:
            raise NotNow(CHANGED_SINCE)
        await undo_brand(session, speaker.member, now)
    return Show(await show(parts, speaker, "Undone. Your brand is as it was before."))


async def _repaint(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    now = parts.clock.now()
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, now):
            return Nothing()
        posts = await repaint(session, speaker.member, now)
    return Toast(f"I repaint {count(len(posts), 'draft')}. What is approved keeps its picture.")


async def _put(parts: Parts, speaker: Speaker, changed: Callable[[Kit], Kit], said: str) -> Answer:
    """Change the kit and show flyers in it; the same press delivered again does nothing."""
    now = parts.clock.now()
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, now):
            return Nothing()
        kit = changed(await kit_of(session, speaker.member.workspace_id))
        await change_brand(session, speaker.member, kit, now)
    return Show(await show(parts, speaker, said))


_PRESSES: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Answer]]] = {
    "brand.show": _show,
    "brand.change": _change,
    "brand.faces": _faces,
    "brand.face": _face,
    "brand.colours": _colours,
    "brand.flyer": _flyer,
    "brand.unlogo": _unlogo,
    "brand.undo": _undo,
    "brand.repaint": _repaint,
}
