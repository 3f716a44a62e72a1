"""Find the template a post names: a design of the catalog's, or one that somebody saved."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.templates import catalog
from core.templates.model import Template


async def find_template(session: AsyncSession, workspace_id: UUID, template_id: str) -> Template:
    """What `Post.template` stands for in this workspace; raises NotFound."""
    return catalog.template(template_id)
