"""The copywriter: from an event record to the words of one post."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.ports.model import UNLIMITED, Allowance, ModelCall, ModelTrouble


@dataclass(frozen=True)
class TicketFacts:
    """What a caption may say of how tickets sell: each as the record has it, None or "" while it is not known.

    percent: sold of all, in steps of five. at_most: the last ones, rounded up to tens. over: the kind that went last.
    """

    sold: int | None = None
    capacity: int | None = None
    left: int | None = None
    percent: int | None = None
    at_most: int | None = None
    over: str = ""
    sold_out: bool = False


NO_TICKET_FACTS = TicketFacts()


@dataclass(frozen=True)
class NextDate:
    """The event a recap may speak of; its time is naive, on that venue's wall clock."""

    name: str
    starts_local: datetime
    venue: str


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Everything a copywriter may know about one post, and nothing else.

    Times are naive, on the venue's wall clock. phase: teaser, announcement, early_bird, early_bird_ends, lineup,
    spotlight (of the one artist in `lineup`), reminder, countdown, set_times, tonight, doors, recap, next_one,
    selling_fast, last_tickets or new_tier.
    format: feed, story, carousel or reel. tone: hype, warm, minimal, insider, formal or funny. language: "en", "de",
    "es", "fr" or "it"; also_in: languages it is said in besides, one under the other. audience: regulars, newcomers,
    students, industry, anybody's own words, or "" for everyone. voice: the brand's own words about how it sounds.
    handle: with its "@". previous: the caption to change, with `request` saying in words how. seed: the same seed gives
    the same words. days_left: from the day the post goes out to the event's evening, negative after it. hashtags: what
    fits this post, with their "#", the best first; () has them made of the record.
    most_hashtags: no caption has more. tickets: how they sell.
    people: (name, account with its "@") of whoever of the line-up, the venue and the promoters is known.
    next: what a recap may name as the next date.
    """

    name: str
    starts_local: datetime
    time_zone: str
    venue: str
    doors_local: datetime | None = None
    ends_local: datetime | None = None
    city: str = ""
    lineup: tuple[str, ...] = ()
    ticket_link: str = ""
    price: str = ""
    genre: str = ""
    description: str = ""
    phase: str = "announcement"
    days_left: int = 0
    format: str = "feed"
    tone: str = "warm"
    language: str = "en"
    also_in: tuple[str, ...] = ()
    audience: str = ""
    voice: str = ""
    handle: str = ""
    previous: str = ""
    request: str = ""
    seed: int = 0
    hashtags: tuple[str, ...] = ()
    most_hashtags: int = 5
    tickets: TicketFacts = NO_TICKET_FACTS
    people: tuple[tuple[str, str], ...] = ()
    next: NextDate | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The words of one post.

    caption: as it will be posted, hashtags included as its last paragraph. hashtags: those, with their "#", at most
    `Brief.most_hashtags`. headline: the short line over the title of the flyer. writer: who wrote it, for the card.
    notes: sentences for the person who approves. calls: everything a model was asked for it, also in vain. trouble: why
    these are not the model's words, None when they are or when no model is there.
    """

    caption: str
    writer: str
    headline: str = ""
    alt_text: str = ""
    hashtags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    calls: tuple[ModelCall, ...] = ()
    trouble: ModelTrouble | None = None


class Copywriter(Protocol):
    """Writes and rewrites captions; may be called from many tasks at once."""

    async def draft(self, brief: Brief, allowance: Allowance = UNLIMITED) -> Draft:
        """Write the words. Never fails for a reason outside the house: a model's trouble becomes a note.

        Once the allowance is spent no model is asked.
        """
        ...

    async def options(self, brief: Brief, count: int, allowance: Allowance = UNLIMITED) -> tuple[Draft, ...]:
        """Up to `count` different captions to choose from, each as true as a draft. Never fails, as `draft`.

        What a model was asked for all of them stands with the first.
        """
        ...
