"""Instagram's numbers in words. What it did not tell is left out, and so is a nought."""

from collections.abc import Mapping

from bot.language import tr
from bot.words import count
from core.insights.metrics import of_post
from core.posts.media import SURFACES
from core.posts.model import Format

OPENING = (("reach", "person reached", "people reached"), ("impressions", "view", "views"))
REACTIONS = (("likes", "like", "likes"), ("comments", "comment", "comments"), ("saves", "save", "saves"))
WAYS = (("profileVisits", "profile visit", "profile visits"), ("websiteClicks", "link tap", "link taps"))
IN_STORIES = {"comments": ("reply", "replies")}


def numbers(format_: Format, metrics: Mapping[str, int]) -> str:
    """ "207 people reached, 412 views, 17 interactions (12 likes, 5 saves), 3 profile visits"."""

    def say(name: str, one: str, many: str) -> str:
        if format_ is Format.STORY:
            one, many = IN_STORIES.get(name, (one, many))
        value = of_post(name, SURFACES[format_], metrics)
        return count(value, one, many) if value else ""

    reactions = [said for row in (*REACTIONS, ("shares", "share", "shares")) if (said := say(*row))]
    total = say("engagement", "interaction", "interactions")
    if total and len(reactions) > 1:
        reactions = [f"{total} ({', '.join(reactions)})"]
    opening, ways = [say(*row) for row in OPENING], [say(*row) for row in WAYS]
    return ", ".join(said for said in (*opening, *reactions, *ways) if said) or tr("no numbers yet")


def has_views(format_: Format, metrics: Mapping[str, int]) -> bool:
    """Whether views are among the numbers shown, so that somebody may miss impressions."""
    return bool(of_post("impressions", SURFACES[format_], metrics))
