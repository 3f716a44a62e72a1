"""The hashtags of an event: ranked for one post by whoever knows the team, else by how telling they are."""

from collections.abc import Iterable

from core.hashtags.rank import ranked
from core.hashtags.tags import MOST, same
from core.hashtags.telling import candidates_of
from core.ports.copywriter import Brief

_KEPT = 1
"""So many of the best stay even when others are asked for: the name of the event belongs on its posts."""


def generate_hashtags(brief: Brief, max_count: int = MOST, *, besides: Iterable[str] = ()) -> tuple[str, ...]:
    """At most `max_count` hashtags with their "#", the best first.

    They are the brief's own (`Brief.hashtags`: ranked by the team's sets and numbers) or, when it has none, made of its
    record. besides: tags somebody wants others than; they come only when nothing else is left. A story has none.
    """
    if brief.format == "story":
        return ()
    order = brief.hashtags or ranked(candidates_of(brief), {})
    known = {same(tag) for tag in besides}
    if known:
        fixed, rest = order[:_KEPT], order[_KEPT:]
        order = (*fixed, *sorted(rest, key=lambda tag: same(tag) in known))
    return tuple(order[: max(max_count, 0)])
