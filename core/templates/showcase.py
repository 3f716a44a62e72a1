"""A brand shown at a glance: three designs of different kinds, painted in it."""

from uuid import UUID

from core.ports.parts import Parts
from core.templates.brand import Change
from core.templates.catalog import choose, sample, template
from core.templates.scene import Brand, Layout

_KINDS = (("techno", "announcement"), ("indie", "lineup"), ("any", "tickets"))


async def showcase(parts: Parts, workspace_id: UUID, brand: Brand) -> tuple[str, tuple[Change, ...]]:
    """(key of one picture, what was changed on those flyers). Always the same designs for one workspace."""
    pictures: list[bytes] = []
    changes: list[Change] = []
    for genre, category in _KINDS:
        chosen = choose(genre, category, workspace_id.hex)
        painted = await parts.painter.paint(template(chosen), Layout.PORTRAIT, sample(chosen), brand)
        pictures.append(painted.jpeg)
        changes += painted.changes
    sheet = await parts.painter.overview(pictures, frozenset(), numbered=False)
    return await parts.media.put(sheet), tuple(dict.fromkeys(changes))
