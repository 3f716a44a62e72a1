"""What of an event a post tells: all of it, or the one artist it is about."""

from core.events.model import Event
from core.posts.model import Post
from core.templates.layout.table import times_of


def lineup_told(post: Post, event: Event) -> tuple[str, ...]:
    """The entries of the line-up it names."""
    about = tuple(entry for entry in event.lineup if post.about and times_of([entry])[0][1] == post.about)
    return about[:1] or tuple(event.lineup)


def photo_told(post: Post, event: Event) -> str | None:
    """The key of the photo behind its flyer: the artist's, where there is one, else the event's."""
    return (event.artist_photos or {}).get(post.about) or event.photo_key
