"""The made-up event a design is shown with."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.templates import catalog
from core.templates.find import visible
from core.templates.model import Template
from core.templates.parse import Table, read
from core.templates.refs import saved_ref
from core.templates.scene import Scene


async def sample_for(session: AsyncSession, workspace_id: UUID, template_id: str, template: Template) -> Scene:
    """Its own where it has one, else that of the catalog template nearest to it in kind and music."""
    ref = saved_ref(template_id)
    if ref is None:
        return catalog.sample(template_id)
    row = await visible(session, workspace_id, ref.saved_id)
    return sample_from(row.sample, template)


def sample_from(table: Table, template: Template) -> Scene:
    """The sample that came with a template, or the usual one; raises TemplateProblem for one that cannot be read."""
    if table:
        return read(Scene, table, "preview.toml", "the sample event")
    likest = min(
        catalog.all_templates(),
        key=lambda each: (each.category != template.category, each.genre != template.genre, each.id),
    )
    return catalog.sample(likest.id)
