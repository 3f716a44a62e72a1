"""How far the making of a post is: steps in words, the bar only beside them."""

from core.errors import Cure
from core.posts.model import Format, PostStatus
from core.posts.queries import PostView

CELLS = 10


def bar(done: float) -> str:
    """ "▓▓▓▓▓░░░░░" for a half."""
    full = round(CELLS * min(max(done, 0.0), 1.0))
    return "▓" * full + "░" * (CELLS - full)


def progress(post: PostView) -> str:
    """What is being done about it now, as the rows know it, so a restart changes nothing; "" when nobody is at it."""
    if post.cure is Cure.AGAIN:
        return ""
    if post.status is PostStatus.CHANGES_REQUESTED or (post.status is PostStatus.DRAFT and not post.revision):
        return f"Writing the caption {bar(0.25)} 1 of 2, then {_picture(post)}"
    if post.status is not PostStatus.DRAFT:
        return ""
    if post.revision > 1 and not post.difference.swaps:
        return f"{_making(post)} {bar(0.5)}"
    return f"{_making(post)} {bar(0.75)} 2 of 2"


def _picture(post: PostView) -> str:
    if post.own_files:
        return "your files"
    if post.moves or post.format is Format.REEL:
        return "the film, which takes up to a minute"
    return "the slides" if post.format is Format.CAROUSEL else "the flyer"


def _making(post: PostView) -> str:
    if post.own_files:
        return "Getting your files ready"
    if post.moves or post.format is Format.REEL:
        return "Making the film, up to a minute"
    return "Drawing the slides" if post.format is Format.CAROUSEL else "Drawing the flyer"
