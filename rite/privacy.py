"""rite export and rite erase: what is kept of a team or a person, handed out or taken away."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import InvalidAnswer, NotFound, NotNow
from core.privacy.ask import ask_erasure, pending, undo_erasure
from core.privacy.carry_out import carry_out
from core.privacy.export import export
from core.privacy.model import PrivacyRequest, Whose
from core.services import Services
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Identity, Member, Platform, Workspace
from rite.opened import opened

WHO = "It is the id, the name or the Slack id of a team, or the id, the name or slack:U123, telegram:123 of a person."


@dataclass(frozen=True)
class Subject:
    """Whom a command is about."""

    whose: Whose
    workspace_id: UUID
    id: UUID
    name: str


async def export_to(who: str, file: Path | None) -> list[str]:
    """Write the ZIP; returns the lines to print."""
    async with opened() as services:
        async with services.db.reading() as session:
            subject = await find(session, who)
        data = await export(services, subject.workspace_id, subject.whose, subject.id)
    path = file or Path(f"rite-export-{subject.id}.zip")
    path.write_bytes(data)
    path.chmod(0o600)
    return [f"All that is kept of {subject.name} is in {path} ({len(data):,} bytes)."]


async def erase(who: str, *, now: bool, undo: bool) -> list[str]:
    """Ask for an erasure, take it back, or do it at once; returns the lines to print."""
    async with opened() as services:
        async with services.db.reading() as session:
            subject = await find(session, who)
        if undo:
            return await _undo(services, subject)
        request = await _asked(services, subject, timedelta() if now else services.retention.grace)
        if request.due_at > services.clock.now():
            return [
                f"{subject.name} will be erased on {request.due_at:%d %B %Y, %H:%M} UTC. Until then"
                f" `rite erase {subject.id} --undo` takes it back. A clock has to run then.",
                f"Code of the request: {request.code}",
            ]
        done = await carry_out(services, request.id)
    return _proof(subject, done)


async def _asked(services: Services, subject: Subject, grace: timedelta) -> PrivacyRequest:
    """A new wish, or with no grace the one that waits, brought forward."""
    async with services.db.transaction() as session:
        waiting = await pending(session, subject.workspace_id, subject.whose, subject.id)
        if waiting is not None and not grace:
            waiting.due_at = services.clock.now()
            return waiting
        return await ask_erasure(session, subject.workspace_id, subject.whose, subject.id, grace=grace, by=None)


async def _undo(services: Services, subject: Subject) -> list[str]:
    async with services.db.transaction() as session:
        request = await pending(session, subject.workspace_id, subject.whose, subject.id)
        if request is None:
            raise NotNow(f"Nobody has asked to have {subject.name} erased.")
        held = len(request.held)
        await undo_erasure(session, request, None)
    more = f" {held} posts are still held: press Resume on their cards." if held else ""
    return [f"{subject.name} stays.{more}"]


def _proof(subject: Subject, done: PrivacyRequest | None) -> list[str]:
    if done is None:
        raise NotNow("Somebody else erases that at this moment.")
    rows = sum(done.found["rows"].values())
    return [
        f"Erased {subject.name}: {rows} rows in {len(done.found['rows'])} tables, {done.found['files']} files.",
        "Searched every table and the media store afterwards: nothing is left.",
        "Backups made before still hold it until they are replaced; docs/privacy.md says when that is.",
    ]


async def find(session: AsyncSession, who: str) -> Subject:
    """A team or a person by whatever names them; raises NotFound, and InvalidAnswer where several are meant."""
    found = [*await _teams(session, who), *await _people(session, who)]
    if not found:
        raise NotFound(f"I know no team and no person {who!r}. {WHO}")
    if len(found) > 1:
        several = "; ".join(f"{one.id} is the {one.whose.value} {one.name}" for one in found)
        raise InvalidAnswer(f"Several are called {who!r}. Say which by its id: {several}.")
    return found[0]


async def _teams(session: AsyncSession, who: str) -> list[Subject]:
    named = [func.lower(Workspace.name) == who.casefold(), Workspace.slack_team == who]
    rows = await session.execute(select(Workspace).where(or_(*named, *_id(Workspace.id, who))))
    return [Subject(Whose.TEAM, one.id, one.id, one.name) for one in rows.scalars()]


async def _people(session: AsyncSession, who: str) -> list[Subject]:
    platform, _, external = who.partition(":")
    named = [func.lower(Member.name) == who.casefold(), *_id(Member.id, who)]
    if platform in [one.value for one in Platform] and external:
        at = (Identity.platform == Platform(platform), Identity.external_id == external)
        named.append(Member.id.in_(select(Identity.member_id).where(*at)))
    rows = await session.execute(select(Member).where(or_(*named)).execution_options(**ACROSS_WORKSPACES))
    return [Subject(Whose.PERSON, one.workspace_id, one.id, one.name) for one in rows.scalars()]


def _id(column: Any, who: str) -> list[ColumnElement[bool]]:
    try:
        return [column == UUID(who)]
    except ValueError:
        return []
