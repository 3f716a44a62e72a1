"""How far the making of a post is: steps in words, the bar only beside them."""

from bot.language import mark, tr
from core.errors import Cure
from core.posts.model import Format, PostStatus
from core.posts.queries import PostView

CELLS = 10
_FILES, _FILM, _SLIDES, _FLYER = "files", "film", "slides", "flyer"
_WRITING = {
    _FILES: mark("Writing the caption {bar} 1 of 2, then your files"),
    _FILM: mark("Writing the caption {bar} 1 of 2, then the film, which takes up to a minute"),
    _SLIDES: mark("Writing the caption {bar} 1 of 2, then the slides"),
    _FLYER: mark("Writing the caption {bar} 1 of 2, then the flyer"),
}
_MAKING = {
    _FILES: mark("Getting your files ready {bar} 2 of 2"),
    _FILM: mark("Making the film, up to a minute {bar} 2 of 2"),
    _SLIDES: mark("Drawing the slides {bar} 2 of 2"),
    _FLYER: mark("Drawing the flyer {bar} 2 of 2"),
}
_MAKING_ALONE = {
    _FILES: mark("Getting your files ready {bar}"),
    _FILM: mark("Making the film, up to a minute {bar}"),
    _SLIDES: mark("Drawing the slides {bar}"),
    _FLYER: mark("Drawing the flyer {bar}"),
}
"""Where the words stayed as they were."""


def bar(done: float) -> str:
    """ "▓▓▓▓▓░░░░░" for a half."""
    full = round(CELLS * min(max(done, 0.0), 1.0))
    return "▓" * full + "░" * (CELLS - full)


def progress(post: PostView) -> str:
    """What is being done about it now, as the rows know it, so a restart changes nothing; "" when nobody is at it."""
    if post.cure is Cure.AGAIN:
        return ""
    picture = _picture(post)
    if post.status is PostStatus.CHANGES_REQUESTED or (post.status is PostStatus.DRAFT and not post.revision):
        return tr(_WRITING[picture], bar=bar(0.25))
    if post.status is not PostStatus.DRAFT:
        return ""
    if post.revision > 1 and not post.difference.swaps:
        return tr(_MAKING_ALONE[picture], bar=bar(0.5))
    return tr(_MAKING[picture], bar=bar(0.75))


def _picture(post: PostView) -> str:
    if post.own_files:
        return _FILES
    if post.moves or post.format is Format.REEL:
        return _FILM
    return _SLIDES if post.format is Format.CAROUSEL else _FLYER
