"""What people can type, the same in every house: one table of words and deeds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot import accounts, approvals, brand, hashtags, operations, plans, reports, series, times
from bot.answers import Answer, Ask, Show, Whisper
from bot.cards.campaign import campaigns_card
from bot.cards.card import Action, Bullet, Card, Style, Text, plain
from bot.cards.stats import stats_card
from bot.cards.what_works import works_lines
from bot.connect import connect_card
from bot.dashboard import ways_in
from bot.doors import let_say
from bot.flows import (
    api_tokens,
    audit,
    away,
    calendar,
    create_event,
    designs,
    digest_here,
    event_words,
    import_events,
    link,
    members,
    privacy,
    room,
    settings,
    tickets,
    tongue,
)
from bot.flows.understand import understand
from bot.introduction import WHO_I_AM
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import count
from core.campaigns.queries import campaigns
from core.digests.compile import digest_now, numbers_so_far
from core.events.extract import Origin
from core.insights.queries import account_views
from core.insights.works import what_works
from core.ports.parts import Parts
from core.posts.schedule import stop_everything
from core.spending.queries import spending_of_month
from core.workspaces.members import invite
from core.workspaces.model import Platform

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
    raw = event_words.from_sentence(text, speaker, parts.clock.now(), origin) if text else None
    return Ask(create_event.FORM, raw=raw)


async def _events(parts: Parts, speaker: Speaker, _: str) -> Answer:
    async with parts.db.reading() as session:
        since = parts.clock.now() - timedelta(hours=12)
        return Whisper(campaigns_card(await campaigns(session, speaker.member.workspace_id, since=since)))


async def _calendar(parts: Parts, speaker: Speaker, words: str) -> Answer:
    return await calendar.show(parts, speaker, words)


async def _digest(parts: Parts, speaker: Speaker, words: str) -> Answer:
    if (answer := await digest_here.asked(parts, speaker, words)) is not None:
        return answer
    async with parts.db.transaction() as session:
        told = await digest_now(session, speaker.conversation, parts.clock.now())
    if told:
        return Whisper(plain(tr("Here comes the digest.")))
    return Whisper(plain(tr("Nothing happened since yesterday, so there is nothing to sum up.")))


async def _stats(parts: Parts, speaker: Speaker, _: str) -> Answer:
    workspace = speaker.workspace
    async with parts.db.reading() as session:
        totals = await numbers_so_far(session, workspace.id)
        accounts = await account_views(session, workspace.id, workspace.time_zone, parts.clock.now())
        spending = await spending_of_month(session, workspace.id)
    works = works_lines(await what_works(parts, workspace.id))
    card = stats_card(totals, accounts, workspace.time_zone, spending, works)
    return Whisper(replace(card, actions=(*card.actions, *ways_in(parts, speaker))))


async def _connect(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return Whisper(await connect_card(parts, speaker))


async def _accounts(parts: Parts, speaker: Speaker, _: str) -> Answer:
    return Whisper(await accounts.show(parts, speaker))


async def _telegram(parts: Parts, speaker: Speaker, _: str) -> Answer:
    """A link for this very person: in the other house they stay the same member, with the same rights."""
    if speaker.identity.platform is Platform.TELEGRAM:
        return Whisper(plain(tr("You are in Telegram already.")))
    async with parts.db.transaction() as session:
        member = speaker.member
        token = await invite(
            session, member.workspace_id, member.role, parts.clock.now(), member_id=member.id, by=member
        )
    return Whisper(
        plain(
            tr(
                "Open our bot in Telegram and send it: /start {token} (works once, for a week, for you only).",
                token=token,
            )
        )
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


async def _report(parts: Parts, speaker: Speaker, words: str) -> Answer:
    return await reports.show(parts, speaker, words)


async def _stop(parts: Parts, speaker: Speaker, _: str) -> Answer:
    async with parts.db.transaction() as session:
        held = await stop_everything(session, speaker.member)
    if not held:
        return Whisper(plain(tr("Nothing was going to go out by itself.")))
    text = tr(
        "{name} stopped {posts}. Press Resume on a card to let it go out.",
        name=speaker.member.name,
        posts=count(len(held), "post"),
    )
    return Show(plain(text))


async def _help(_: Parts, __: Speaker, ___: str) -> Answer:
    return Whisper(help_card())


COMMANDS = (
    Command("new", mark("Promote an event: /new Techno night Fri 27 Nov 22:00, Halle 7"), new_event),
    Command("events", mark("Events to come and how far their posts are"), _events),
    Command("calendar", mark("The plan as a picture: /calendar week, next month, or an event's name"), _calendar),
    Command("import", mark("Many events at once, from a table (CSV) or a calendar file"), import_events.ask_how),
    Command("templates", mark("Flyer designs: browse, rate, save your own"), designs.browse),
    Command("tickets", mark("How tickets sell: /tickets 120 of 300 sold"), tickets.show),
    Command("digest", mark("Today's digest, now; digest settings: when it comes here"), _digest),
    Command("stats", mark("Numbers so far, and what the model costs"), _stats),
    Command("report", mark("What came of some days: /report last month, October reach, this year as PDF"), _report),
    Command("connect", mark("Connect an Instagram account"), _connect),
    Command("accounts", mark("Your Instagram accounts and how they are"), _accounts),
    Command("telegram", mark("Use me in Telegram, too"), _telegram),
    Command("brand", mark("Your colours, logo and typeface on every flyer"), _brand),
    Command("hashtags", mark("Your hashtags: sets, how they do, how many and where"), _hashtags),
    Command("series", mark("Events that come again: the next one, dates left out"), _series),
    Command("away", mark("Away for a while: until when, and who says yes for you"), away.show),
    Command("approvals", mark("How many people say yes: always, for a phase, for an event"), _approvals),
    Command("plans", mark("Which posts an event gets and when: yours and mine"), _plans),
    Command("besttimes", mark("When your followers are there, and posts that would do better then"), _best_times),
    Command("settings", mark("Digest hour, time zone, the model's budget"), _settings),
    Command("tasks", mark("Work I gave up: try it again or drop it"), operations.tasks),
    Command("health", mark("How I am, for those who run me"), operations.health),
    Command("language", mark("The language I speak to you"), tongue.show),
    Command("room", mark("This chat: which events I show, the language, quiet hours"), room.show),
    Command("link", mark("Be one person in Slack and Telegram, by a code"), link.show),
    Command("privacy", mark("What I keep about you: have it, or have it erased"), privacy.show),
    Command("tokens", mark("Tokens for programs that work in your name: API and MCP"), api_tokens.show),
    Command("members", mark("Who is in the team, and what they may do"), members.show),
    Command("audit", mark("Who decided, allowed, set or connected what, for owners"), audit.show),
    Command("stop", mark("Hold everything that would go out by itself"), _stop),
    Command("help", mark("This page"), _help),
)


HELP = (
    mark("Make something: type the event in your own words, for example Techno night Fri 27 Nov 22:00, Halle 7."),
    mark("Or send the link of a ticket page, or a calendar file (.ics): I read it and ask for what is missing."),
    mark("Many events at once: send me a table (CSV) or a calendar file with all of them; import tells more."),
    mark("See what is planned: calendar, calendar week. Events: events. Numbers: stats."),
    mark("A report of any days, as PDF or table: report last month, report October reach, clicks."),
    mark("Change a draft: press Request changes, or reply to its card: make it shorter, in German too, 3 options."),
    mark("Reply undo to go back a version, what changed for the difference, why to hear how a post came about."),
    mark("Stop a post: press Stop on its card, or stop for everything."),
    mark("All posts of an event: reply hold all, resume all, or shift everything by 2 days. You see it before."),
    mark("Your colours, logo and typeface on every flyer: brand. Your hashtags: hashtags."),
    mark("Which posts an event gets, and when: plans."),
    mark("When your followers are online, and which posts would do better then: best times."),
    mark("Digest hour and time zone: settings. Instagram: connect, accounts."),
)
"""What can be said to us, with real examples."""

TWO_WORDS = {"best times": "besttimes", "best time": "besttimes", "best-times": "besttimes"}
"""Commands as people say them."""


async def obey(parts: Parts, speaker: Speaker, word: str, text: str) -> Answer:
    """Carry a command out; an unknown word gets the help."""
    if f"{word} {text}".casefold().strip() in TWO_WORDS:
        word, text = TWO_WORDS[f"{word} {text}".casefold().strip()], ""
    known = {command.word: command for command in COMMANDS}
    if word.casefold() not in known:
        return Whisper(help_card(unknown=word))
    let_say(speaker.member, word.casefold())
    return await known[word.casefold()].deed(parts, speaker, text.strip())


def help_card(unknown: str = "") -> Card:
    """One screen, real examples."""
    intro = tr(WHO_I_AM)
    if unknown:
        intro = " ".join((tr("I don't know “{word}”.", word=unknown[:40]), intro))
    return Card(
        summary=intro,
        title=tr("What I can do"),
        lines=(Text(intro), *(Bullet(tr(line)) for line in HELP)),
        actions=(Action(tr("New event"), Token("event.new"), style=Style.PRIMARY),),
    )
