"""What people can type, the same in every house: one table of words and deeds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot import accounts, approvals, brand, hashtags, plans, series, times
from bot.answers import Answer, Ask, Show, Whisper
from bot.cards.campaign import campaigns_card
from bot.cards.card import Action, Bullet, Card, Style, Text, plain
from bot.cards.stats import stats_card
from bot.connect import connect_card
from bot.flows import calendar, create_event, designs, import_events, settings, tickets
from bot.flows.understand import understand
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import count
from core.campaigns.queries import campaigns
from core.digests.compile import digest_now, numbers_so_far
from core.events.extract import Origin
from core.insights.queries import account_views
from core.ports.parts import Parts
from core.posts.schedule import stop_everything
from core.spending.queries import spending_of_month
from core.workspaces.members import invite
from core.workspaces.model import Platform

WHO_I_AM = (
    "I make Instagram posts for your events, you say yes, I publish them on time. Nothing goes out without a yes."
)

Deed = Callable[[Parts, Speaker, str], Awaitable[Answer]]


@dataclass(frozen=True)
class Command:
    """A word, what it is for, and what it does with the text behind it."""

    word: str
    about: str
    deed: Deed


async def new_event(parts: Parts, speaker: Speaker, text: str, origin: Origin | None = None) -> Answer:
    """The form of an event, filled from a text; origin: who wrote that and when, if not the speaker now."""
    if text and (reading := await understand(parts, speaker, text, None, origin)):
        return reading
    raw = create_event.from_sentence(text, speaker, parts.clock.now(), origin) if text else None
    return Ask(create_event.FORM, raw=raw)


async def _events(parts: Parts, speaker: Speaker, _: str) -> Answer:
    async with parts.db.reading() as session:
        since = parts.clock.now() - timedelta(hours=12)
        return Whisper(campaigns_card(await campaigns(session, speaker.member.workspace_id, since=since)))


async def _calendar(parts: Parts, speaker: Speaker, words: str) -> Answer:
    return await calendar.show(parts, speaker, words)


async def _digest(parts: Parts, speaker: Speaker, _: str) -> Answer:
    async with parts.db.transaction() as session:
        told = await digest_now(session, speaker.conversation, parts.clock.now())
    if told:
        return Whisper(plain("Here comes the digest."))
    return Whisper(plain("Nothing happened since yesterday, so there is nothing to sum up."))


async def _stats(parts: Parts, speaker: Speaker, _: str) -> Answer:
    workspace = speaker.workspace
    async with parts.db.reading() as session:
        totals = await numbers_so_far(session, workspace.id)
        accounts = await account_views(session, workspace.id, workspace.time_zone, parts.clock.now())
        spending = await spending_of_month(session, workspace.id)
    return Whisper(stats_card(totals, accounts, workspace.time_zone, spending))


async def _connect(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return Whisper(await connect_card(parts, speaker))


async def _accounts(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return Whisper(await accounts.show(parts, speaker))


async def _telegram(parts: Parts, speaker: Speaker, _: str) -> Answer:
    """A link for this very person: in the other house they stay the same member, with the same rights."""
    if speaker.identity.platform is Platform.TELEGRAM:
        return Whisper(plain("You are in Telegram already."))
    async with parts.db.transaction() as session:
        member = speaker.member
        token = await invite(session, member.workspace_id, member.role, parts.clock.now(), member_id=member.id)
    return Whisper(
        plain(f"Open our bot in Telegram and send it: /start {token} (works once, for a week, for you only).")
    )


async def _settings(_: Parts, __: Speaker, ___: str) -> Answer:
    return Ask(settings.FORM)


async def _brand(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return await brand.show(parts, speaker)


async def _hashtags(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return await hashtags.show(parts, speaker)


async def _approvals(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return await approvals.show(parts, speaker)


async def _plans(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return await plans.show(parts, speaker)


async def _series(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return await series.show(parts, speaker)


async def _best_times(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return await times.show(parts, speaker)


async def _stop(parts: Parts, speaker: Speaker, _: str) -> Answer:
    async with parts.db.transaction() as session:
        held = await stop_everything(session, speaker.member)
    if not held:
        return Whisper(plain("Nothing was going to go out by itself."))
    text = f"{speaker.member.name} stopped {count(len(held), 'post')}. Press Resume on a card to let it go out."
    return Show(plain(text))


async def _help(_: Parts, __: Speaker, ___: str) -> Answer:
    return Whisper(help_card())


COMMANDS = (
    Command("new", "Promote an event: /{} new Techno night Fri 27 Nov 22:00, Halle 7", new_event),
    Command("events", "Events to come and how far their posts are", _events),
    Command("calendar", "The plan as a picture: /{} calendar week, next month, or an event's name", _calendar),
    Command("import", "Many events at once, from a table (CSV) or a calendar file", import_events.ask_how),
    Command("templates", "Flyer designs: browse, rate, save your own", designs.browse),
    Command("tickets", "How tickets sell: /{} tickets 120 of 300 sold", tickets.show),
    Command("digest", "Today's digest, now", _digest),
    Command("stats", "Numbers so far, and what the model costs", _stats),
    Command("connect", "Connect an Instagram account", _connect),
    Command("accounts", "Your Instagram accounts and how they are", _accounts),
    Command("telegram", "Use me in Telegram, too", _telegram),
    Command("brand", "Your colours, logo and typeface on every flyer", _brand),
    Command("hashtags", "Your hashtags: sets, how they do, how many and where", _hashtags),
    Command("series", "Events that come again: the next one, dates left out", _series),
    Command("approvals", "How many people say yes: always, for a phase, for an event", _approvals),
    Command("plans", "Which posts an event gets and when: yours and mine", _plans),
    Command("besttimes", "When your followers are there, and posts that would do better then", _best_times),
    Command("settings", "Digest hour, time zone, the model's budget", _settings),
    Command("stop", "Hold everything that would go out by itself", _stop),
    Command("help", "This page", _help),
)


TWO_WORDS = {"best times": "besttimes", "best time": "besttimes", "best-times": "besttimes"}
"""Commands as people say them."""


async def obey(parts: Parts, speaker: Speaker, word: str, text: str) -> Answer:
    """Carry a command out; an unknown word gets the help."""
    if f"{word} {text}".casefold().strip() in TWO_WORDS:
        word, text = TWO_WORDS[f"{word} {text}".casefold().strip()], ""
    known = {command.word: command for command in COMMANDS}
    if word.casefold() not in known:
        return Whisper(help_card(unknown=word))
    return await known[word.casefold()].deed(parts, speaker, text.strip())


def help_card(unknown: str = "") -> Card:
    """One screen, real examples."""
    lines = [
        Bullet("Make something: type the event in your own words, for example Techno night Fri 27 Nov 22:00, Halle 7."),
        Bullet("Or send the link of a ticket page, or a calendar file (.ics): I read it and ask for what is missing."),
        Bullet("Many events at once: send me a table (CSV) or a calendar file with all of them; import tells more."),
        Bullet("See what is planned: calendar, calendar week. Events: events. Numbers: stats."),
        Bullet(
            "Change a draft: press Request changes, or reply to its card: make it shorter, in German too, 3 options."
        ),
        Bullet("Reply undo to go back a version, what changed for the difference, why to hear how a post came about."),
        Bullet("Stop a post: press Stop on its card, or stop for everything."),
        Bullet("All posts of an event: reply hold all, resume all, or shift everything by 2 days. You see it before."),
        Bullet("Your colours, logo and typeface on every flyer: brand. Your hashtags: hashtags."),
        Bullet("Which posts an event gets, and when: plans."),
        Bullet("When your followers are online, and which posts would do better then: best times."),
        Bullet("Digest hour and time zone: settings. Instagram: connect, accounts."),
    ]
    opening = f"I don't know “{unknown[:40]}”. " if unknown else ""
    intro = f"{opening}{WHO_I_AM}"
    return Card(
        summary=intro,
        title="What I can do",
        lines=(Text(intro), *lines),
        actions=(Action("New event", Token("event.new"), style=Style.PRIMARY),),
    )
