"""What people call a number, and which of Instagram's numbers that is today.

The names are those of the first plan of this product. Instagram has renamed some of them since and gives others only
for some kinds of posts; where it gives nothing, nothing is shown: unknown is not zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.ports.publisher import Surface

VIEWS_NOTE = "Instagram counts views now instead of impressions."


@dataclass(frozen=True)
class Source:
    """Instagram's names for a number, the best first, and what a reader should know about it."""

    names: tuple[str, ...]
    note: str = ""

    def of(self, metrics: Mapping[str, int]) -> int | None:
        """The number; None while Instagram has not said."""
        return next((metrics[name] for name in self.names if name in metrics), None)


BySurface = dict[Surface, Source | None]


def _row(source: Source, **otherwise: Source | None) -> BySurface:
    """The same source everywhere but on the surfaces named."""
    return {surface: otherwise.get(surface.name, source) for surface in Surface}


PER_POST: Mapping[str, BySurface] = {
    # A story's last words may still use the old name.
    "impressions": _row(Source(("views",), VIEWS_NOTE), STORY=Source(("views", "impressions"), VIEWS_NOTE)),
    "reach": _row(Source(("reach",))),
    "engagement": _row(Source(("total_interactions",))),
    "likes": _row(Source(("likes",)), STORY=None),
    "comments": _row(Source(("comments",)), STORY=Source(("replies",), "Stories have replies instead of comments.")),
    "shares": _row(Source(("shares",))),
    "saves": _row(Source(("saved",)), STORY=None),
    "profileVisits": _row(Source(("profile_visits",)), REELS=None),
    "websiteClicks": _row(Source(("bio_link_clicked",)), REELS=None, STORY=Source(("link_clicks", "bio_link_clicked"))),
}

PER_ACCOUNT: Mapping[str, Source] = {
    "impressions": Source(("views",), VIEWS_NOTE),
    "reach": Source(("reach",)),
    "engagement": Source(("total_interactions",)),
    "likes": Source(("likes",)),
    "comments": Source(("comments",)),
    "shares": Source(("shares",)),
    "saves": Source(("saves",)),
    "profileVisits": Source(("profile_views",), "Instagram gives it without promising to go on."),
    "websiteClicks": Source(("website_clicks",), "Instagram gives it without promising to go on."),
}


def of_post(name: str, surface: Surface, metrics: Mapping[str, int]) -> int | None:
    """One of PER_POST's numbers; None when Instagram does not give it, or not yet."""
    source = PER_POST[name][surface]
    return source.of(metrics) if source else None
