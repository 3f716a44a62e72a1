"""The things Instagram keeps: accounts, tokens, containers, media, comments."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.instagram.kinds import Kind

INSTAGRAM, FACEBOOK = "instagram", "facebook"


@dataclass(frozen=True)
class Moment:
    """An instant on both clocks: at, the sandbox's (aware UTC), and tick, time.monotonic()."""

    at: datetime
    tick: float


@dataclass(frozen=True)
class Account:
    """A professional account; app_scoped_id is what callbacks name it by."""

    user_id: str
    app_scoped_id: str
    username: str
    name: str
    account_type: str
    followers: int
    follows: int
    biography: str
    website: str
    page_id: str


ACCOUNTS = (
    Account(
        "17841400000000001",
        "27640875392278831",
        "warehouse.nights",
        "Warehouse Nights",
        "BUSINESS",
        1290,
        87,
        "Concrete, fog and four-to-the-floor. Berlin.",
        "https://warehouse-nights.example/",
        "104200000000001",
    ),
    Account(
        "17841400000000002",
        "27640875392279002",
        "halle7.berlin",
        "Halle 7",
        "MEDIA_CREATOR",
        3480,
        212,
        "Live, loud, on the river.",
        "https://halle7.example/",
        "104200000000002",
    ),
)


@dataclass
class Token:
    """A string somebody may show at one host (INSTAGRAM or FACEBOOK) for some accounts, with some scopes."""

    value: str
    host: str
    accounts: tuple[Account, ...]
    scopes: tuple[str, ...]
    short: bool
    born_at: datetime
    expires_at: datetime | None
    revoked: str = ""
    """Name of the refusal it now meets, "" while it is good."""


@dataclass
class Code:
    """An authorization code; good for one exchange within an hour."""

    value: str
    host: str
    accounts: tuple[Account, ...]
    scopes: tuple[str, ...]
    redirect_uri: str
    born_at: datetime
    used: bool = False


@dataclass(frozen=True)
class Content:
    """What a container was given, checked."""

    caption: str = ""
    alt_text: str = ""
    user_tags: tuple[dict[str, Any], ...] = ()
    collaborators: tuple[str, ...] = ()
    location_id: str | None = None
    share_to_feed: bool = True


@dataclass(eq=False)
class Container:
    """A publication being prepared; failure is the subcode it ended with, "" while all is well."""

    id: str
    account: Account
    kind: Kind
    content: Content
    file: str
    children: "tuple[Container, ...]"
    born: Moment
    cover: str = ""
    failure: str = ""
    published: Moment | None = None
    media_id: str = ""


@dataclass(eq=False)
class Media:
    """Something published; file names its bytes in the ledger."""

    id: str
    shortcode: str
    account: Account
    kind: Kind
    content: Content
    file: str
    children: "tuple[Media, ...]"
    born: Moment
    container_id: str
    asked: Moment
    """When the call came that published it; the work may have been done much later."""
    cover: str = ""
    parent_id: str = ""
    comments_enabled: bool = True
    said: "list[Comment]" = field(default_factory=list, repr=False)
    """Oldest first, replies among them."""


@dataclass(eq=False)
class Comment:
    """Words under a media; parent_id names the comment it replies to, "" for none."""

    id: str
    media: Media = field(repr=False)
    username: str
    text: str
    at: datetime
    parent_id: str = ""
    hidden: bool = False
    likes: int = 0


@dataclass
class Subscription:
    """Which webhook fields one account has switched on."""

    account: Account
    fields: set[str] = field(default_factory=set)
    host: str = INSTAGRAM
    """Through which login they were switched on."""
