"""The brand kit of a workspace: its colours, logo, typeface, voice and name, and who may change them."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import String, UniqueConstraint, Uuid, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.audit.model import Deed
from core.audit.note import audit, differing
from core.authorization.check import check, may
from core.authorization.table import Right
from core.columns import Instant, Json, of_workspace, row_id
from core.database import Base, found_or_added
from core.errors import InvalidAnswer, NotFound, NotNow
from core.ports.parts import Parts
from core.templates.brand import valid_colour
from core.templates.colours import contrast, from_hex
from core.templates.dressing import ROLES
from core.templates.fonts.faces import HEADLINES
from core.templates.scene import Brand
from core.workspaces.model import Member

log = structlog.get_logger(__name__)

LONGEST_VOICE = 400
_HANDLE = re.compile(r"@[a-z0-9._]{1,30}")
_LEAST_APART = 1.5
"""Contrast below which nobody means words on that ground."""


@dataclass(frozen=True, kw_only=True)
class Kit:
    """What a team has told about its look and sound; empty where a design, or the account, decides.

    Colours are "#rrggbb"; headline is a key of `HEADLINES`; handle has its "@"; voice is in the team's own words.
    """

    logo_key: str = ""
    primary: str = ""
    accent: str = ""
    background: str = ""
    ink: str = ""
    headline: str = ""
    voice: str = ""
    handle: str = ""

    @property
    def colours(self) -> Mapping[str, str]:
        """The colours that are set, by role."""
        return {role: colour for role in ROLES if (colour := getattr(self, role))}


class BrandRow(Base):
    """The kit of one workspace as it is, and as it was before the last change."""

    __tablename__ = "brands"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    logo_key: Mapped[str] = mapped_column(String(80), default="")
    primary: Mapped[str] = mapped_column(String(7), default="")
    accent: Mapped[str] = mapped_column(String(7), default="")
    background: Mapped[str] = mapped_column(String(7), default="")
    ink: Mapped[str] = mapped_column(String(7), default="")
    headline: Mapped[str] = mapped_column(String(40), default="")
    voice: Mapped[str] = mapped_column(String(LONGEST_VOICE), default="")
    handle: Mapped[str] = mapped_column(String(31), default="")
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """The kit that Undo brings back."""
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by_id: Mapped[UUID | None] = mapped_column(Uuid)

    @property
    def kit(self) -> Kit:
        return Kit(**{field.name: getattr(self, field.name) for field in fields(Kit)})


async def brand_row(session: AsyncSession, workspace_id: UUID, *, lock: bool = False) -> BrandRow | None:
    """The row behind the kit; None until anything was told."""
    query = select(BrandRow).where(BrandRow.workspace_id == workspace_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(query)).scalar_one_or_none()


async def kit_of(session: AsyncSession, workspace_id: UUID) -> Kit:
    """The workspace's kit; an empty one leaves every design as it is."""
    row = await brand_row(session, workspace_id)
    return row.kit if row else Kit()


async def brand_for(parts: Parts, workspace_id: UUID) -> Brand:
    """What the painter lays over every design of this workspace."""
    async with parts.db.reading() as session:
        kit = await kit_of(session, workspace_id)
    return await as_brand(parts, kit)


async def as_brand(parts: Parts, kit: Kit) -> Brand:
    """A kit with its logo fetched; a logo the store has lost is left out, as no flyer should fail for it."""
    logo = None
    if kit.logo_key:
        try:
            logo = await parts.media.get(kit.logo_key)
        except NotFound:
            log.warning("the logo of a brand is not in the media store", key=kit.logo_key)
    colours = {role: kit.colours.get(role) for role in ROLES}
    return Brand(**colours, display_font=kit.headline or None, logo=logo, handle=kit.handle)


def may_change_brand(member: Member) -> bool:
    return may(member, Right.BRAND)


def check_may_change_brand(member: Member) -> None:
    """Raise NotAllowed for everybody but owners."""
    check(member, Right.BRAND)


async def change_brand(session: AsyncSession, member: Member, kit: Kit, now: datetime) -> Kit:
    """Put a kit in the place of the one before, for everything that is painted or written from now on. Owners only.

    Raises InvalidAnswer naming the field, NotNow when nothing would change.
    """
    check_may_change_brand(member)
    kit = checked(kit)
    row = await _row(session, member.workspace_id, now)
    if row.kit == kit:
        raise NotNow("That is how your brand is already.")
    audit(session, member, Deed.CHANGED_BRAND, changes=differing(asdict(row.kit), asdict(kit)))
    _put(row, kit, member, now)
    return kit


async def undo_brand(session: AsyncSession, member: Member, now: datetime) -> Kit:
    """Bring back the kit from before the last change; done twice, the change is there again. Owners only."""
    check_may_change_brand(member)
    row = await brand_row(session, member.workspace_id, lock=True)
    if row is None or row.before is None:
        raise NotNow("There is nothing to undo.")
    kit = Kit(**row.before)
    audit(session, member, Deed.CHANGED_BRAND, changes=differing(asdict(row.kit), asdict(kit)))
    _put(row, kit, member, now)
    return kit


def checked(kit: Kit) -> Kit:
    """The kit in its usual spelling; raises InvalidAnswer with the field that is wrong."""
    for role, colour in kit.colours.items():
        if not (valid_colour(colour) and len(colour) == 7):
            raise InvalidAnswer(f"“{colour[:20]}” is no colour. Colours look like #1a2b3c.", field=role)
    if kit.background and kit.ink and contrast(from_hex(kit.background), from_hex(kit.ink)) < _LEAST_APART:
        raise InvalidAnswer("Nobody could read text in this colour on your background.", field="ink")
    if kit.headline and kit.headline not in HEADLINES:
        raise InvalidAnswer("I don't have that typeface. Pick one of the list.", field="headline")
    if len(kit.voice) > LONGEST_VOICE:
        raise InvalidAnswer(f"Up to {LONGEST_VOICE} characters are fine.", field="voice")
    handle = f"@{kit.handle.strip().lstrip('@').lower()}" if kit.handle.strip(" @") else ""
    if handle and not _HANDLE.fullmatch(handle):
        raise InvalidAnswer("That is no account name. Names look like @yourclub.", field="handle")
    return replace(kit, handle=handle, voice=kit.voice.strip())


async def _row(session: AsyncSession, workspace_id: UUID, now: datetime) -> BrandRow:
    async def add() -> BrandRow:
        empty = {field.name: "" for field in fields(Kit)}
        row = BrandRow(id=uuid4(), workspace_id=workspace_id, changed_at=now, **empty)
        session.add(row)
        return row

    return await found_or_added(session, lambda: brand_row(session, workspace_id, lock=True), add)


def _put(row: BrandRow, kit: Kit, member: Member, now: datetime) -> None:
    row.before = asdict(row.kit)
    for name, value in asdict(kit).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by_id = now, member.id
    log.info("brand changed", workspace=str(row.workspace_id), member=str(member.id))
