"""A thousand cards through our own voice, our own pace and the library, to a Telegram that counts along."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import uuid4

from telegram.ext import Application

from bench.sheet import Line, at_most, ratio_line
from bench.telegram.clockwork import Clockwork
from bench.telegram.judge import Judge, least_seconds
from bot.cards.card import Action, Card, Picture, Text
from bot.houses import Place
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.pace import Pace, PacedCalls
from bot.tokens import Token
from core.errors import RateLimited
from core.workspaces.model import Platform

GOAL = at_most(1.1, "x")
FIRST_PERSON, FIRST_GROUP = 1001, -1_000_000_000_001
FLYER = b"\x89PNG a flyer"


class InMemory:
    """A media store that holds one flyer."""

    async def get(self, key: str) -> bytes:
        return FLYER


@dataclass(frozen=True)
class Sort:
    """What kind of cards go to what kind of chats; a card is so many messages, an album one call."""

    name: str
    groups: bool
    messages: int
    calls: int
    card: Card


PLAIN = Card(
    "Draft", lines=(Text("Waits for a yes."),), actions=(Action("Approve", Token("post.approve", uuid4(), 1)),)
)
LONG = replace(PLAIN, picture=Picture("flyer.png", "A flyer."), apart=True)
CAROUSEL = replace(LONG, album=("flyer.png",) * 4)
SORTS = (
    Sort("cards to private chats", groups=False, messages=1, calls=1, card=PLAIN),
    Sort("cards to groups", groups=True, messages=1, calls=1, card=PLAIN),
    Sort("long cards with a picture to private chats", groups=False, messages=2, calls=2, card=LONG),
    Sort("carousels of four to groups", groups=True, messages=5, calls=2, card=CAROUSEL),
)


@dataclass(frozen=True)
class Found:
    """How long it took from the first message to the last, by the clockwork, and what Telegram thought of it."""

    sort: Sort
    cards: int
    chats: int
    seconds: float
    least: float
    refused: int
    in_order: bool

    @property
    def ratio(self) -> float:
        return self.seconds / self.least if self.least else 1.0


async def deliver(sort: Sort, cards: int, chats: int) -> Found:
    """Every chat gets its cards one after the other, all chats at the same time."""
    time = Clockwork()
    judge, each = Judge(time), cards // chats
    async with _voice(judge, time) as voice:
        work = [_to_one_chat(voice, time, chat, sort.card, each) for chat in _chats(sort, chats)]
        await time.run(*work)
    times = [at for took in judge.took.values() for at, _ in took]
    least = least_seconds(chats, each * sort.messages, calls=each * sort.calls, groups=sort.groups)
    in_order = all(_in_order(said, each) for said in judge.took.values()) and len(times) == cards * sort.messages
    return Found(sort, cards, chats, max(times) - min(times), least, judge.refused, in_order)


def line_of(found: Found) -> Line:
    """Raises AssertionError when a message was refused, lost or overtaken."""
    assert found.refused == 0, f"Telegram refused {found.refused} messages."  # noqa: S101 - what a benchmark is for
    assert found.in_order, "Cards overtook each other, or were lost."  # noqa: S101 - the same
    what = f"{found.cards:,} {found.sort.name}, {found.chats} of them: pace by the theoretical minimum"
    beside = f"{found.seconds:.0f} s of {found.least:.0f} s simulated; none refused, order kept in each chat"
    return ratio_line(what, found.ratio, GOAL, beside)


def _chats(sort: Sort, number: int) -> Sequence[str]:
    return [str(FIRST_GROUP - one if sort.groups else FIRST_PERSON + one) for one in range(number)]


@asynccontextmanager
async def _voice(judge: Judge, time: Clockwork) -> AsyncIterator[TelegramMessenger]:
    pace = PacedCalls(Pace(ticking=time.ticking, sleep=time.sleep))
    built = Application.builder().token("1:token").request(judge).get_updates_request(Judge(time))
    application = built.rate_limiter(pace).updater(None).build()
    async with application.bot:
        yield TelegramMessenger(application.bot, InMemory())  # type: ignore[arg-type]  # it only reads


async def _to_one_chat(voice: TelegramMessenger, time: Clockwork, chat: str, card: Card, cards: int) -> None:
    """As background work is done: what is handed back comes again when it may."""
    for number in range(cards):
        numbered = replace(card, lines=(Text(f"Card {number}"),))
        while True:
            try:
                await voice.send(Place(Platform.TELEGRAM, chat), numbered)
            except RateLimited as busy:
                assert busy.after is not None  # noqa: S101 - the pace says how long
                await time.sleep(busy.after.total_seconds())
            else:
                break


def _in_order(took: Sequence[tuple[float, str]], cards: int) -> bool:
    return [text for _, text in took if text] == [f"Card {number}" for number in range(cards)]
