"""What cards show of a post: a single picture as it is, several on one sheet, a video with a sign that it is one."""

from core.ports.parts import Parts
from core.posts.media import Item


async def shown(parts: Parts, items: tuple[Item, ...], cover_key: str = "") -> str:
    """Key of that picture. `cover_key` stands for a video that has a cover of its own."""
    if len(items) == 1 and not items[0].facts.video:
        return items[0].key
    keys = [item.shown_key for item in items] if len(items) > 1 else [cover_key or items[0].shown_key]
    videos = frozenset(place for place, item in enumerate(items, start=1) if item.facts.video)
    pictures = [await parts.media.get(key) for key in keys]
    return await parts.media.put(await parts.painter.overview(pictures, videos))
