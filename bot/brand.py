"""What the buttons of the brand card do; each has the card told anew, with flyers painted in the brand."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Nothing, Toast
from bot.cards.brand import BrandView, brand_card, faces_card
from bot.cards.card import Card
from bot.flows import brand as flow
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from bot.words import count
from core.errors import NotNow
from core.events.photos import latest_photo
from core.notices.model import NoticeKind
from core.notices.notify import notify
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

CHANGED_SINCE = mark("The brand was changed since. Type brand to see how it is now.")
OF_LOGO = mark("These are the colours of your logo, made to be read on one another.")
OF_FLYER = mark("These are the colours of your last flyer, made to be read on one another.")
OWN_TYPEFACE = mark("Your headlines are set in {typeface} from now on.")
EACH_ITS_OWN = mark("Each design keeps its own typeface.")


async def show(parts: Parts, speaker: Speaker) -> Answer:
    """Have the kit told here, with flyers in it. They are painted later: Slack waits three seconds for an answer."""
    return await _once(parts, speaker, lambda session: _tell(session, speaker))


async def _tell(
    session: AsyncSession, speaker: Speaker, said: str = "", *, faces: bool = False, typeface: str = ""
) -> None:
    """said: a marked text; it is translated for whoever reads it there, which need not be who pressed."""
    may_change = may_change_brand(speaker.member)
    workspace_id, place = speaker.member.workspace_id, speaker.conversation.id
    details: dict[str, Any] = {"said": said, "typeface": typeface, "may_change": may_change, "faces": faces}
    notify(session, workspace_id, place, NoticeKind.BRAND, **details)


async def told(parts: Parts, workspace_id: UUID, details: Mapping[str, object]) -> Card:
    """The card a notice asks for: the kit and flyers in it, or all typefaces."""
    if details.get("faces"):
        async with parts.db.reading() as session:
            kit = await kit_of(session, workspace_id)
        key = await parts.media.put(await parts.painter.specimens(await as_brand(parts, kit)))
        return faces_card(key, kit.headline)
    view = await _view(parts, workspace_id, may_change=bool(details.get("may_change", True)))
    said = tr(str(details.get("said", "")), typeface=details.get("typeface", ""))
    return brand_card(view, said)


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
        version=_version(row.changed_at) if row else 0,
        undoable=bool(row and row.before is not None),
        old_drafts=len(old),
        flyer=bool(photo),
        remarks=tuple(dict.fromkeys(remarks)),
        picture_key=picture_key,
    )


def _version(changed_at: datetime) -> int:
    """Which kit somebody saw, short enough for a button."""
    return crc32(changed_at.isoformat().encode())


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of the card."""
    press = meant_by(token.verb, _PRESSES)
    return await press(parts, speaker, token)


async def _show(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return await show(parts, speaker)


async def _change(_: Parts, speaker: Speaker, __: Token) -> Answer:
    check_may_change_brand(speaker.member)
    return Ask(flow.FORM, raw={})


async def _faces(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    check_may_change_brand(speaker.member)
    return await _once(parts, speaker, lambda session: _tell(session, speaker, faces=True))


async def _face(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    keys = ["", *HEADLINES]
    if not 0 <= token.number < len(keys):
        raise NotNow(tr("I don't know that typeface any more."))
    key = keys[token.number]
    said = OWN_TYPEFACE if key else EACH_ITS_OWN
    return await _put(parts, speaker, {"headline": key}, said, typeface=HEADLINES.get(key, ""))


async def _colours(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    async with parts.db.reading() as session:
        kit = await kit_of(session, speaker.member.workspace_id)
    if not kit.logo_key:
        raise NotNow(tr("There is no logo yet. Press Change and send one."))
    return await _from_picture(parts, speaker, kit.logo_key, OF_LOGO)


async def _flyer(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    async with parts.db.reading() as session:
        key = await latest_photo(session, speaker.member.workspace_id)
    if not key:
        raise NotNow(tr("No event has a flyer or a photo yet."))
    return await _from_picture(parts, speaker, key, OF_FLYER)


async def _from_picture(parts: Parts, speaker: Speaker, key: str, said: str) -> Answer:
    check_may_change_brand(speaker.member)
    roles = await parts.painter.colours_of(await parts.media.get(key))
    return await _put(parts, speaker, asdict(roles), said)


async def _unlogo(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return await _put(parts, speaker, {"logo_key": ""}, mark("The logo is gone from your flyers."))


async def _undo(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async def undo(session: AsyncSession) -> None:
        check_may_change_brand(speaker.member)
        row = await brand_row(session, speaker.member.workspace_id)
        if row is None or _version(row.changed_at) != token.number:
            raise NotNow(tr(CHANGED_SINCE))
        await undo_brand(session, speaker.member, parts.clock.now())
        await _tell(session, speaker, mark("Undone. Your brand is as it was before."))

    return await _once(parts, speaker, undo)


async def _repaint(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    async def anew(session: AsyncSession) -> str:
        posts = await repaint(session, speaker.member, parts.clock.now())
        return tr("I repaint {drafts}. What is approved keeps its picture.", drafts=count(len(posts), "draft"))

    return await _once(parts, speaker, anew)


async def _put(parts: Parts, speaker: Speaker, changed: Mapping[str, str], said: str, *, typeface: str = "") -> Answer:
    """Change the kit and have it shown."""

    async def put(session: AsyncSession) -> None:
        kit = replace(await kit_of(session, speaker.member.workspace_id), **changed)
        await change_brand(session, speaker.member, kit, parts.clock.now())
        await _tell(session, speaker, said, typeface=typeface)

    return await _once(parts, speaker, put)


async def _once(parts: Parts, speaker: Speaker, do: Callable[[AsyncSession], Awaitable[str | None]]) -> Answer:
    """One deed in one transaction; the same press delivered again does nothing."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        said = await do(session)
    return Toast(said) if said else Nothing()


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
