"""Where things can be looked at: permalinks as Instagram writes them, and files from the sandbox itself."""

from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Account, Media

SIGNED_FOR_SECONDS = 48 * 3600
PERMALINKS = {"FEED": "p", "REELS": "reel"}


def permalink(media: Media) -> str:
    """As the app shares it; a story's names the account and the story."""
    if media.kind.product_type == "STORY":
        return f"https://www.instagram.com/stories/{media.account.username}/{media.id}/"
    return f"https://www.instagram.com/{PERMALINKS[media.kind.product_type]}/{media.shortcode}/"


def file_url(ledger: Ledger, media: Media) -> str:
    """The bytes themselves, from the sandbox; good for ever."""
    ending = "mp4" if media.kind.is_video else "jpg"
    return f"{root(ledger)}/cdn/{media.shortcode}.{ending}"


def cover_url(ledger: Ledger, media: Media) -> str | None:
    """A still of a video, where a cover was given."""
    return f"{root(ledger)}/cdn/{media.shortcode}.cover.jpg" if media.cover else None


def picture_url(ledger: Ledger, media: Media) -> str | None:
    """Something to draw the media by: itself, its first slide, or a video's cover."""
    if media.children:
        return picture_url(ledger, media.children[0])
    return cover_url(ledger, media) if media.kind.is_video else file_url(ledger, media)


def signed(ledger: Ledger, url: str) -> str:
    """As the API hands out file URLs: they stop working after two days of sandbox time."""
    return f"{url}?oe={int(ledger.now().timestamp()) + SIGNED_FOR_SECONDS:08X}"


def profile_picture_url(ledger: Ledger, account: Account) -> str:
    """The account's round picture."""
    return f"{root(ledger)}/cdn/{account.username}.profile.jpg"


def root(ledger: Ledger) -> str:
    """Where this look-alike is mounted."""
    return ledger.world.config.base_url.rstrip("/") + "/instagram"
