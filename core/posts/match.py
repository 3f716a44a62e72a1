"""Is this live medium ours? Pure."""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from core.ports.publisher import Medium, Surface

CLOCKS_DIFFER_BY = timedelta(seconds=60)


def normal(caption: str) -> str:
    """A caption as it can be compared: Instagram trims it and may change line ends and composition."""
    return unicodedata.normalize("NFC", caption).replace("\r\n", "\n").strip()


def matching(
    media: Iterable[Medium],
    *,
    caption: str,
    surface: Surface,
    slides: int,
    sent_at: datetime,
    baseline: Collection[str],
    taken: Collection[str],
) -> list[Medium]:
    """Media that may be what we sent: new since the baseline, young enough, same kind, same caption, nobody else's.

    `slides` is 0 for all but carousels; one that lost a slide on its way is still ours.
    Stories carry no caption, so for them kind and time must do.
    """
    return [
        medium
        for medium in media
        if medium.id not in baseline
        and medium.id not in taken
        and medium.surface is surface
        and bool(medium.children) == bool(slides)
        and medium.published_at >= sent_at - CLOCKS_DIFFER_BY
        and (surface is Surface.STORY or normal(medium.caption) == normal(caption))
    ]
