"""Which format a post gets: what was asked for, or what its files make of it. Pure."""

from collections.abc import Sequence

from core.errors import InvalidAnswer
from core.posts.media import Item
from core.posts.model import Format


def fitting_format(wished: Format | None, items: Sequence[Item]) -> Format:
    """Several files are a carousel, one video is a reel, anything else a feed picture, unless a story was asked for.

    A reel without files is a film of the flyer.

    Raises InvalidAnswer, with the field's key, for files that cannot become what was asked for.
    """
    if wished is None:
        return _by_itself(items)
    if wished is Format.STORY:
        if len(items) > 1:
            raise InvalidAnswer(
                "A story is one picture or one video. Send the others as stories of their own.", field="files"
            )
        return Format.STORY
    if wished is Format.REEL:
        if items and (len(items) != 1 or not items[0].facts.video):
            raise InvalidAnswer(
                "A reel is made of one video. Send just that, or nothing: then I make a film of the flyer.",
                field="files",
            )
        return Format.REEL
    if len(items) == 1 and items[0].facts.video:
        raise InvalidAnswer(
            "Instagram makes a reel of every single video. Choose Reel, or add a picture.", field="format"
        )
    return _by_itself(items)


def _by_itself(items: Sequence[Item]) -> Format:
    if len(items) > 1:
        return Format.CAROUSEL
    return Format.REEL if items and items[0].facts.video else Format.FEED
