"""How a post does: seeded, believable numbers that grow over 48 hours of sandbox time and never shrink."""

import hashlib
import math
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.instagram.ledger import Ledger
from sandbox.instagram.records import Account, Media

HOME = ZoneInfo("Europe/Berlin")
GROWN_SECONDS = 48 * 3600
STORY_SECONDS = 24 * 3600
HALF_LIFE_SHARE = 0.16  # after this share of its growth a post has half of what it will get

# how awake the audience is, hour by hour at home, 1.0 at the best
NIGHT, MORNING = (0.42, 0.30, 0.20, 0.13, 0.10, 0.11), (0.18, 0.32, 0.45, 0.50, 0.53, 0.57)
DAYTIME, EVENING = (0.66, 0.64, 0.58, 0.57, 0.62, 0.72), (0.84, 0.94, 1.00, 0.98, 0.84, 0.61)
AWAKE = NIGHT + MORNING + DAYTIME + EVENING
WEEKDAYS = (0.86, 0.90, 0.96, 1.08, 1.12, 0.98, 0.94)

KIND_FACTORS = {"feed": 1.0, "carousel": 1.15, "reel": 2.3, "story": 0.5}

# shares of reach, from - to
SHARES: Mapping[str, tuple[float, float]] = {
    "likes": (0.045, 0.095),
    "saved": (0.005, 0.022),
    "shares": (0.006, 0.024),
    "reposts": (0.001, 0.006),
    "follows": (0.002, 0.009),
    "profile_visits": (0.018, 0.045),
    "replies": (0.003, 0.012),
    "bio_link_clicked": (0.004, 0.012),
    "other_actions": (0.001, 0.003),
}


def unit(*words: object) -> float:
    """A number from 0 up to 1 that these words always give."""
    digest = hashlib.sha256("|".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def between(low: float, high: float, *words: object) -> float:
    """A seeded number from low to high."""
    return low + (high - low) * unit(*words)


def matured(seconds: float, whole: float = GROWN_SECONDS) -> float:
    """Which share of its final numbers a post of that age has: 0 at birth, 1 when grown."""
    if seconds <= 0:
        return 0.0
    steep = math.log(2) / HALF_LIFE_SHARE
    return min(1.0, (1 - math.exp(-steep * seconds / whole)) / (1 - math.exp(-steep)))


def final_reach(ledger: Ledger, media: Media) -> float:
    """How many people the post will have reached in the end."""
    home = media.born.at.astimezone(HOME)
    timing = 0.55 + 0.6 * AWAKE[home.hour]
    luck = between(0.24, 0.46, media.id, "reach")
    audience = first_followers(ledger, media.account)
    return audience * luck * timing * WEEKDAYS[home.weekday()] * KIND_FACTORS[media.kind.shown]


def split(total: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Whole parts of a total in these shares; the first part takes what rounding leaves."""
    parts = {name: int(total * share) for name, share in shares.items()}
    first = next(iter(parts))
    return parts | {first: parts[first] + total - sum(parts.values())}


def first_followers(ledger: Ledger, account: Account) -> int:
    """Followers on the first day."""
    return ledger.settings.followers.get(account.username, account.followers)


def followers(ledger: Ledger, account: Account) -> int:
    """Followers now: the first ones and those the posts brought."""
    own = (media for media in ledger.media.values() if media.account is account and not media.parent_id)
    return first_followers(ledger, account) + sum(numbers(ledger, media)["follows"] for media in own)


def numbers(ledger: Ledger, media: Media, at: datetime | None = None) -> dict[str, int]:
    """Every number of a post at a time (now): whole, growing, and consistent with one another."""
    moment = at or ledger.now()
    whole = STORY_SECONDS if media.kind.product_type == "STORY" else GROWN_SECONDS
    grown = final_reach(ledger, media) * matured((moment - media.born.at).total_seconds(), whole)
    found = {name: int(grown * between(*span, media.id, name)) for name, span in SHARES.items()}
    found["reach"] = int(grown)
    found["views"] = int(grown * between(1.25, 1.7, media.id, "views"))
    found["comments"] = sum(1 for comment in media.said if comment.at <= moment)
    found["profile_activity"] = found["bio_link_clicked"] + found["other_actions"]
    found["navigation"] = int(found["views"] * 0.84)
    is_story = media.kind.product_type == "STORY"
    counted = ("replies", "shares") if is_story else ("likes", "comments", "saved", "shares")
    found["total_interactions"] = sum(found[name] for name in counted)
    return found
