"""A design of a team's own, and another team."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from builders import NOW, person
from publishing_machine import Machine

from core.posts.model import PostStatus
from core.posts.render import render_post
from core.posts.revision import get_post
from core.templates.find import table_of
from core.templates.library import Listed, Search, list_templates
from core.templates.refs import SavedRef
from core.templates.save import Changes, NewTemplate, create_template, variant
from core.templates.share import share_template
from core.workspaces.model import Member, Role, Workspace

OURS = Changes(name="Basement", theme="neon", tags=("Cellar", "loud"), colours={"accent": "#ff5f1f"})


@dataclass
class Others:
    """Another team on the same Rite."""

    workspace_id: UUID
    dee: Member


async def other_team(machine: Machine) -> Others:
    async with machine.services.db.transaction() as session:
        workspace = Workspace(id=uuid4(), name="Rivals", time_zone="UTC", created_at=NOW)
        session.add(workspace)
        await session.flush()
        dee = person("Dee", Role.OWNER, workspace.id)
        session.add(dee)
    return Others(workspace.id, dee)


async def saved(machine: Machine, changes: Changes = OURS, base: str = "strobe") -> SavedRef:
    member = machine.team.cy
    async with machine.services.db.transaction() as session:
        table = await table_of(session, member.workspace_id, base)
        new = NewTemplate(content=variant(table, changes), base="Strobe")
        row = await create_template(session, member, new, NOW)
        return SavedRef(row.id, row.version)


async def shelf(machine: Machine, workspace_id: UUID, **search: object) -> list[Listed]:
    async with machine.services.db.reading() as session:
        return await list_templates(session, workspace_id, Search(**search))  # type: ignore[arg-type]  # fields of a search


async def shared(machine: Machine, ref: SavedRef) -> None:
    async with machine.services.db.transaction() as session:
        await share_template(session, machine.team.ada, ref.saved_id)


async def painted(machine: Machine, phase: str = "announcement") -> UUID:
    """A post whose flyer was painted by the painter itself."""
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        post.phase, post.status = phase, PostStatus.DRAFT
    await render_post(machine.services, machine.team.workspace_id, post_id)
    return post_id
