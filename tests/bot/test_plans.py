"""Plans in chat: looked at, copied, changed, made the usual; and that of one event, with a preview."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from builders import NOW
from chat_stage import Chat
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import plans
from bot.answers import Ask, Whisper
from bot.cards.card import Card
from bot.cards.phases import time_in_words
from bot.cards.plans import mark
from bot.cards.stored import stored
from bot.flows import create_event
from bot.flows.phase_day import When, when_said
from bot.flows.plans import CHANGE, COPY
from bot.tokens import Token
from core.campaigns.cadence import cadence, catalogue
from core.campaigns.change_cadence import with_phase, without
from core.campaigns.plans import change_own, get_plan, make_usual, plan_for, plans_of
from core.errors import InvalidAnswer, NotAllowed, NotFound, NotNow
from core.events.create import NewEvent
from core.events.create import create_event as make_event
from core.notices.model import Conversation
from core.posts.model import Post, PostStatus
from core.workspaces.model import Platform


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("3 days before", When(day=-3)),
        ("3", When(day=-3)),
        ("-3", When(day=-3)),
        ("1 day after", When(day=1)),
        ("+2", When(day=2)),
        ("3 weeks before", When(day=-21)),
        ("0", When(day=0)),
        ("the day itself", When(day=0)),
        ("2 hours before doors", When(before_doors=timedelta(hours=2))),
        ("90 min before doors", When(before_doors=timedelta(minutes=90))),
        ("1:30 h", When(before_doors=timedelta(minutes=90))),
        ("out", When(out=True)),
        ("Leave it out", When(out=True)),
        ("3 Tage vorher", When(day=-3)),
        ("1 jour après", When(day=1)),
        ("2 ore prima dell'apertura", When(before_doors=timedelta(hours=2))),
        ("2 semanas antes", When(day=-14)),
        ("sans", When(out=True)),
        ("1 día después", When(day=1)),
        ("2 Wochen vorher", When(day=-14)),
        ("am Tag selbst", When(day=0)),
        ("2 Stunden vor Einlass", When(before_doors=timedelta(hours=2))),
        ("2 horas antes de puertas", When(before_doors=timedelta(hours=2))),
        ("2 heures avant l'ouverture", When(before_doors=timedelta(hours=2))),
        ("30 minuti prima", When(before_doors=timedelta(minutes=30))),
        ("fuori", When(out=True)),
    ],
)
def test_when_a_phase_goes_out_is_read_as_people_say_it(said: str, meant: When) -> None:
    assert when_said(said) == meant


def test_what_says_no_day_is_asked_again() -> None:
    with pytest.raises(InvalidAnswer, match="Write it like “3 days before”"):
        when_said("when the moon is full")


def test_a_plan_reads_as_a_timeline() -> None:
    said = [time_in_words(phase) for phase in cadence("club_night").phases]
    assert said == [
        "4 weeks before, 18:00",
        "3 weeks before, 18:00",
        "3 weeks before, 20:00",
        "17 to 8 days before, 18:00",
        "1 week before, 18:00",
        "the day before early bird ends, 17:00",
        "3 days before, 18:00",
        "the day before, 18:00",
        "the day itself, 11:00",
        "2 hours before doors",
        "the day after, 12:00",
        "4 days after, 18:00",
    ]


def test_a_changed_plan_stays_a_plan_and_keeps_its_order() -> None:
    shorter = without(cadence("club_night"), "teaser")
    moved = with_phase(shorter, "reminder", day=-10, hour=time(20, 0))
    longer = with_phase(moved, "lineup")
    assert [phase.key for phase in longer.phases].index("reminder") < [p.key for p in longer.phases].index("countdown")
    reminder = longer.phase("reminder")
    assert reminder is not None and (reminder.day, reminder.not_after_day) == (-10, -6)
    with pytest.raises(InvalidAnswer, match="not in this plan"):
        without(shorter, "teaser")
    only = with_phase(cadence("last_minute"), "recap")
    for phase in [phase.key for phase in only.phases if phase.key != "recap"]:
        only = without(only, phase)
    with pytest.raises(InvalidAnswer, match="the only phase"):
        without(only, "recap")


async def press(chat: Chat, verb: str, subject: UUID, number: int = 0) -> Card | Ask:
    speaker = await chat.speaker(Platform.SLACK, chat.team.conversation_id, f"{verb}{number}")
    answer = await plans.press(chat.services, speaker, Token(verb, subject, number))
    assert isinstance(answer, Whisper | Ask)
    return answer.card if isinstance(answer, Whisper) else answer


async def posts(session: AsyncSession, chat: Chat, campaign_id: UUID, phase: str = "") -> Sequence[Post]:
    query = select(Post).where(Post.workspace_id == chat.team.workspace_id, Post.campaign_id == campaign_id)
    query = query.where(Post.phase == phase) if phase else query
    return (await session.execute(query.order_by(Post.due_at))).scalars().all()


async def statuses(chat: Chat, campaign_id: UUID) -> dict[str, PostStatus]:
    async with chat.services.db.reading() as session:
        return {post.phase: post.status for post in await posts(session, chat, campaign_id)}


async def test_a_team_makes_a_plan_its_own(chat: Chat) -> None:
    team, workspace_id = chat.team, chat.team.workspace_id
    speaker = await chat.speaker(Platform.SLACK, team.conversation_id, "u1")
    async with chat.services.db.transaction() as session:
        shipped = next(plan for plan in await plans_of(session, workspace_id) if plan.ref == "club_night")
        with pytest.raises(NotNow, match="Copy it"):
            await change_own(session, team.cy, shipped.id, lambda found: found, NOW)
        with pytest.raises(InvalidAnswer, match="already"):
            await COPY.finish(session, speaker, str(shipped.id), {"name": "club NIGHT"})
        card = await COPY.finish(session, speaker, str(shipped.id), {"name": "Fridays"})
        assert card is not None and "“Fridays” is yours" in str(stored(card))
        own = next(plan for plan in await plans_of(session, workspace_id) if plan.own)
        fields = await CHANGE.fitted(session, speaker, str(own.id))
        assert "Line-up: not in it" in [option.label for option in fields.field("phase").options]
        for values in (
            {"phase": "teaser", "day": When(out=True), "hour": None},
            {"phase": "lineup", "day": When(day=-10), "hour": time(19, 30)},
            {"phase": "tonight", "day": When(before_doors=timedelta(hours=6)), "hour": None},
        ):
            card = await CHANGE.finish(session, speaker, str(own.id), values)
        assert card is not None and "10 days before, 19:30 · Line-up" in str(stored(card))
        assert "6 hours before doors · Tonight" in str(stored(card)) and "Teaser" not in str(stored(card))
        with pytest.raises(NotAllowed, match="Only an owner"):
            await make_usual(session, team.cy, own.id)
        await make_usual(session, team.ada, own.id)
        assert (await plan_for(session, workspace_id, "", 3)).own
        assert (await plan_for(session, workspace_id, "auto", 3)).ref == "last_minute"
    form = await create_event.FORM.prefill(chat.services, speaker, "")
    assert form["plan"] == str(own.id)
    async with chat.services.db.reading() as session:
        labels = [
            option.label for option in (await create_event.FORM.fitted(session, speaker, "")).field("plan").options
        ]
    assert labels[:2] == ["By itself, from the time that is left", "Fridays"] and "Festival" in labels
    card = await press(chat, "plan.delete", own.id)
    assert isinstance(card, Card) and card.summary == "The plan “Fridays” is deleted."
    async with chat.services.db.reading() as session:
        with pytest.raises(NotFound):
            await get_plan(session, workspace_id, own.id)
        assert (await plan_for(session, workspace_id, "", 3)).ref == "last_minute"


async def test_a_phase_of_one_event_is_dropped_and_added_with_a_look_before(chat: Chat) -> None:
    starts = datetime(2026, 12, 18, 22, 0)
    async with chat.services.db.transaction() as session:
        found = await session.execute(select(Conversation).where(Conversation.workspace_id == chat.team.workspace_id))
        facts = NewEvent(name="Xmas Night", starts_local=starts, time_zone="Europe/Berlin", venue="Halle 7")
        campaign = await make_event(session, chat.team.cy, found.scalars().one(), facts, NOW)
    of = {phase.key: mark(phase) for phase in catalogue()}
    card = await press(chat, "plan.campaign", campaign.id)
    assert isinstance(card, Card)
    assert {"Drop Reminder", "Add Line-up", "Save as a plan"} <= {action.label for action in card.actions}
    assert "Set times" not in str(stored(card)).partition("no post yet")[0]
    assert "Spotlight · no post yet: the event has to have a line-up first" in str(stored(card))
    card = await press(chat, "plan.drop", campaign.id, of["reminder"])
    assert isinstance(card, Card) and "Dropped: Fri 11 Dec, 18:00 · Reminder · being drafted" in str(stored(card))
    assert (await statuses(chat, campaign.id))["reminder"] is PostStatus.DRAFT
    card = await press(chat, "plan.dropnow", campaign.id, of["reminder"])
    assert isinstance(card, Card) and card.summary == "Dropped from the plan: 1 post is dropped."
    assert (await statuses(chat, campaign.id))["reminder"] is PostStatus.CANCELLED
    card = await press(chat, "plan.add", campaign.id, of["lineup"])
    assert isinstance(card, Card) and "the event has to have a line-up first" in str(stored(card))
    card = await press(chat, "plan.addnow", campaign.id, of["reminder"])
    assert isinstance(card, Card) and card.summary == "Added to the plan: 1 post is being drafted."
    async with chat.services.db.transaction() as session:
        post = (await posts(session, chat, campaign.id, "countdown"))[0]
        post.status = PostStatus.SCHEDULED
    card = await press(chat, "plan.dropnow", campaign.id, of["countdown"])
    assert (await statuses(chat, campaign.id))["countdown"] is PostStatus.SCHEDULED
    asked = await press(chat, "plan.keep", campaign.id)
    assert isinstance(asked, Ask) and asked.subject == str(campaign.id)
