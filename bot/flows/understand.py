"""An event begun with a link, a calendar file, a flyer, or words that a model shall see.

What takes time is answered at once and read in the background: the talk's row holds what is to be read, together with
the task, so that nothing is lost when a process dies meanwhile. What was read fills the form that everything fills.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Card, Small, Text, plain
from bot.cards.stored import stored
from bot.flows import questions, talk
from bot.flows.answered import Said, all_said, note_said
from bot.flows.change_in_words import in_words
from bot.flows.create_event import FORM
from bot.flows.event_words import from_words, raw_of
from bot.flows.form import Form
from bot.flows.import_events import receive_events
from bot.flows.talk_rows import close_others, opened
from bot.language import CORE, mark, mark_as, speaking, tr
from bot.owed import owe
from bot.retold import retold
from bot.speaker import Speaker
from core import tasks
from core.errors import InvalidAnswer, PersonCanFix
from core.events.extract import Facts, Origin, read_as_of, still_to_come
from core.events.pages import events_ahead, joined, read_calendar, read_eventbrite, read_page
from core.notices.model import NoticeKind, Talk
from core.notices.notify import get_conversation, notify
from core.notices.seen import first_time
from core.ports.pages import PageKind, WebPage
from core.ports.parts import Parts
from core.spending import within_budget
from core.workspaces.members import ChatIdentity, get_member, get_workspace

log = structlog.get_logger(__name__)

READ = "_read"
ENDING, TYPE = ".ics", "text/calendar"
LARGEST_CALENDAR = 1024 * 1024
FEWEST_WORDS = 4
"""A model is not asked about less than that, nor about words in which nothing looks like an event."""
READING_PAGE = mark("I'm reading the page…")
LOOKING = mark("I'm looking at the flyer…")
PONDERING = mark("I'm reading it…")
NOTHING_THERE = mark("I found no event on that page.")
CONFUSED = mark("I could not make sense of that page.")
PAGE, FILE, FLYER = mark_as(CORE, "the page {host}"), mark_as(CORE, "the calendar file"), mark_as(CORE, "the flyer")
"""What core is told that facts come from, to be told again with its own sentences."""
KEPT = mark("{why} The link is kept as ticket link; tell me the rest.")


@dataclass(frozen=True)
class _Sources:
    """What is to be read.

    ponder: the model shall see the words. by, at: who wrote them and when, if that was not the speaker just now.
    """

    words: str
    link: str
    picture: str
    ponder: bool
    by: str = ""
    at: str = ""

    @property
    def origin(self) -> Origin | None:
        return Origin(self.by, datetime.fromisoformat(self.at)) if self.at else None

    @property
    def any(self) -> bool:
        return bool(self.link or self.picture or self.ponder)

    @property
    def saying(self) -> str:
        return tr(READING_PAGE if self.link else LOOKING if self.picture else PONDERING)


async def understand(
    parts: Parts, speaker: Speaker, words: str, picture: str | None = None, origin: Origin | None = None
) -> Answer | None:
    """Begin to read what takes time; None when the words can be gone on with at once. origin: of words passed on."""
    words = words.replace("&amp;", "&")  # as Slack writes it inside links
    if not picture and origin is None and (card := await in_words(parts, speaker, words)):
        return Show(card)
    facts = from_words(words, speaker, parts.clock.now(), origin)
    if facts.start_local and facts.name and facts.venue:
        return None
    sources = _sources(parts, facts, words, picture, origin)
    if not sources.any:
        return None
    answers = await FORM.prefill(parts, speaker, "")
    kept = {"photo": picture or "", "ticket_link": sources.link}
    noted = {**vars(sources), "speaker": [speaker.identity.external_id, speaker.identity.team]}
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        await close_others(session, speaker)
        begun = {**answers, **{key: value for key, value in kept.items() if value}, "_asked": [], READ: noted}
        row = opened(session, speaker, FORM, begun, parts.clock.now())
        row.thread_id = speaker.thread
        note_said(row, Said(speaker.place, "", speaker.words, {}))
        tasks.read_event.enqueue(session, row.workspace_id, row.id)
        return Show(owe(parts, session, speaker, plain(sources.saying)))


async def read_now(
    parts: Parts, speaker: Speaker, words: str, picture: str | None, origin: Origin | None
) -> tuple[dict[str, str], str]:
    """The same while somebody looks at the open form: its answers, and a sentence where a link told nothing."""
    words = words.replace("&amp;", "&")
    facts, trouble = from_words(words, speaker, parts.clock.now(), origin), ""
    if not (facts.start_local and facts.name and facts.venue):
        facts, trouble = await _facts(parts, speaker, _sources(parts, facts, words, picture, origin))
    return {**({"photo": picture} if picture else {}), **raw_of(facts, speaker)}, trouble


def _sources(parts: Parts, facts: Facts, words: str, picture: str | None, origin: Origin | None) -> _Sources:
    slow = parts.reader.slow
    ponder = slow and len(words.split()) >= FEWEST_WORDS and (facts != Facts() or any(map(str.isdigit, words)))
    written = (origin.by, origin.at.isoformat()) if origin else ("", "")
    return _Sources(words, facts.ticket_link, (picture or "") if slow else "", ponder, *written)


def is_calendar(name: str, kind: str = "") -> bool:
    """Whether a file may be a calendar, by its name or type."""
    return name.casefold().endswith(ENDING) or kind.split(";")[0].strip() == TYPE


def check_calendar_size(size: int) -> None:
    """Raises InvalidAnswer before anything is fetched."""
    if size > LARGEST_CALENDAR:
        raise InvalidAnswer(tr("That calendar file is over 1 MB. Send me the one event, or its link."))


async def begin_from_calendar(
    parts: Parts, speaker: Speaker, data: bytes, words: str, name: str = "calendar.ics"
) -> Answer:
    """The event of a calendar file, in the form; several make a list. Raises InvalidAnswer when there is none."""
    check_calendar_size(len(data))
    now, zone, language = parts.clock.now(), speaker.zone, speaker.language
    text = data.decode("utf-8", "replace")
    if await asyncio.to_thread(events_ahead, text, now, zone, language) > 1:
        return await receive_events(parts, speaker, data, name, "ics")
    found = await asyncio.to_thread(read_calendar, text, now, zone, language)
    told = from_words(words, speaker, now)
    raw = raw_of(joined(told, found, FILE), speaker)
    card = await talk.begin(parts, speaker, FORM, raw, ask=talk.asks(speaker))
    return Show(card) if card else Nothing()


async def read_event(parts: Parts, workspace_id: UUID, talk_id: UUID) -> None:
    """The body of `talk.read`: read, fill the form, and say how it stands. Run twice, the second does nothing."""
    found = await _picked_up(parts, workspace_id, talk_id)
    if found is None:
        return
    row, speaker = found
    with speaking(speaker.language):
        await _read(parts, row, speaker)


async def _read(parts: Parts, row: Talk, speaker: Speaker) -> None:
    sources = _Sources(**{key: value for key, value in row.answers[READ].items() if key != "speaker"})
    facts, trouble = await _facts(parts, speaker, sources)
    async with parts.db.transaction() as session:
        fresh = await _talk(session, row.workspace_id, row.id, lock=True)
        if fresh is None or READ not in fresh.answers or not fresh.open:
            return  # dropped or begun anew meanwhile
        if fresh.answers[READ] != row.answers[READ]:  # edited meanwhile
            tasks.read_event.enqueue(session, row.workspace_id, row.id)
            return
        _fill(fresh, raw_of(facts, speaker))
        card = _card(await FORM.fitted(session, speaker, ""), fresh, speaker, parts)
        name, assumed = str(fresh.answers.get("name", "")), str(fresh.answers.get("assumed", ""))
        if fresh.field is not None and name and not trouble:
            read = (Text(name), Small(retold(assumed))) if assumed else (Text(name),)
            card = replace(card, summary=f"{name}: {card.summary}", lines=(*read, *card.lines))
        if trouble:
            card = replace(card, summary=f"{trouble} {card.summary}", lines=(Text(trouble), *card.lines))
        notify(
            session,
            row.workspace_id,
            fresh.conversation_id,
            NoticeKind.SAY,
            card=stored(card),
            thread=speaker.thread,
        )


def _fill(row: Talk, told: dict[str, str]) -> None:
    """Put in what was read; what somebody answered since counts more."""
    own = {key: value for key, value in row.answers.items() if key != READ}
    row.answers = {**own, **{key: value for key, value in told.items() if key not in own.get("_asked", [])}}
    for said in all_said(row):
        if not said.key:
            note_said(row, replace(said, told=told))


def read_again(session: AsyncSession, parts: Parts, row: Talk, speaker: Speaker, words: str) -> Card | None:
    """The words a talk began with were edited: they are read once more, if reading them takes time; else None."""
    facts, pending = from_words(words, speaker, parts.clock.now()), row.answers.get(READ)
    sources = _sources(parts, facts, words, row.answers.get("photo"), None)
    if not pending and (not sources.any or (facts.start_local and facts.name and facts.venue)):
        return None
    noted = {**vars(sources), "speaker": [speaker.identity.external_id, speaker.identity.team]}
    row.answers = {**row.answers, READ: noted}
    if not pending:
        tasks.read_event.enqueue(session, row.workspace_id, row.id)
    note_said(row, Said(speaker.place, "", words, {}))
    return plain(sources.saying)


async def _facts(parts: Parts, speaker: Speaker, sources: _Sources) -> tuple[Facts, str]:
    """(what all sources tell together, why the page told nothing)."""
    now, zone, language = parts.clock.now(), speaker.zone, speaker.language
    if sources.ponder:
        then = read_as_of(sources.origin, now)
        facts = await within_budget.read(parts, speaker.member.workspace_id, sources.words, then, zone, language)
        facts = still_to_come(facts, sources.origin, now, zone)
    else:
        facts = from_words(sources.words, speaker, now, sources.origin)
    trouble = ""
    if sources.link:
        try:
            page = await parts.pages.fetch(sources.link)
            found = await asyncio.to_thread(_of_page, page, speaker, parts)
            trouble = tr(KEPT, why=tr(NOTHING_THERE)) if found == Facts() else ""
            facts = joined(facts, found, PAGE.format(host=urlsplit(page.url).hostname))
        except PersonCanFix as error:
            trouble = tr(KEPT, why=retold(error.message))
        except Exception as error:  # a stranger's page must not leave anybody without an answer
            log.warning("a page could not be read", reason=f"{type(error).__name__}: {error}")
            trouble = tr(KEPT, why=tr(CONFUSED))
    if sources.picture and not (facts.start_local and facts.name and facts.venue):
        picture = await parts.media.get(sources.picture)
        seen = await within_budget.look(parts, speaker.member.workspace_id, picture, now, zone, language)
        facts = joined(facts, seen, FLYER)
    return facts, trouble


def _of_page(page: WebPage, speaker: Speaker, parts: Parts) -> Facts:
    now, zone, language = parts.clock.now(), speaker.zone, speaker.language
    if page.kind is PageKind.CALENDAR:
        return read_calendar(page.text, now, zone, language)
    read = read_eventbrite if page.kind is PageKind.EVENTBRITE else read_page
    return read(page.text, page.url, now, zone, language)


def _card(form: Form, row: Talk, speaker: Speaker, parts: Parts) -> Card:
    """The summary, or the next question: which of several times it is, and elsewhere than in Slack all others."""
    missing = [field.key for field in form.missing(row.answers)]
    half_said = missing == ["starts"] and (row.answers.get("_choices") or row.answers.get("_day"))
    if talk.asks(speaker) or half_said:
        return talk.next_card(form, row, speaker, parts)
    return questions.summary_card(form, row, talk.reading(form, row, speaker, parts))


async def _picked_up(parts: Parts, workspace_id: UUID, talk_id: UUID) -> tuple[Talk, Speaker] | None:
    async with parts.db.reading() as session:
        row = await _talk(session, workspace_id, talk_id)
        if row is None or READ not in row.answers or not row.open:
            return None
        conversation = await get_conversation(session, workspace_id, row.conversation_id)
        member = await get_member(session, workspace_id, row.member_id)
        workspace = await get_workspace(session, workspace_id)
    person, team = row.answers[READ]["speaker"]
    identity = ChatIdentity(conversation.platform, person, team)
    return row, Speaker(identity, member, workspace, conversation, f"read:{talk_id}", row.thread_id)


async def _talk(session: AsyncSession, workspace_id: UUID, talk_id: UUID, *, lock: bool = False) -> Talk | None:
    query = select(Talk).where(Talk.workspace_id == workspace_id, Talk.id == talk_id)
    found: Talk | None = (await session.execute(query.with_for_update() if lock else query)).scalar_one_or_none()
    return found
