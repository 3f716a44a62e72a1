"""The cards of the calendar, of changes of many posts and of imports, at their emptiest and at their fullest."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

from bot.cards.bulk import choices_card, done_card, left_card, preview_card, shifts_card, undone_card
from bot.cards.calendar import calendar_card, calendar_text
from bot.cards.card import Card
from bot.cards.feed import feed_card
from bot.cards.imports import how_card, import_card
from core.bulk.model import BulkChange, BulkKind
from core.bulk.preview import Candidate, Line, Preview
from core.bulk.put_back import PutBack
from core.bulk.shift import Shift
from core.calendar.look import Group, Look, Span
from core.calendar.queries import Calendar, Choice, PlannedEvent, PlannedPost
from core.imports.model import ImportStage
from core.imports.queries import ImportView, RowView
from core.posts.model import Format, PostStatus
from core.timing.gaps import Placed

WILD = "<b>&amp; *_`~ <!channel> <@U1> @here 🪩👩‍🎤 שלום"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LOCAL = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time
FAR = "America/Argentina/ComodRivadavia"
ID = UUID(int=7)


def planned_post(number: int) -> PlannedPost:
    statuses = list(PostStatus)
    return PlannedPost(
        id=UUID(int=number + 1),
        campaign_id=ID,
        title="Announcement",
        event=WILD * 2,
        account="@" + "w" * 30,
        format=Format.FEED,
        status=statuses[number % len(statuses)],
        due_at=NOW,
        at=LOCAL + timedelta(minutes=number),
        there=LOCAL - timedelta(hours=9),
        zone=FAR,
        permalink=None,
        beside=None,
        better=LOCAL if number % 2 else None,
    )


def calendar(look: Look, number: int) -> Calendar:
    posts = tuple(map(planned_post, range(number)))
    events = tuple(PlannedEvent(ID, WILD * 2, WILD, LOCAL, LOCAL, FAR, cancelled=True) for _ in range(number // 10))
    several = tuple(Choice(UUID(int=n + 1), WILD) for n in range(8 if number else 0))
    return Calendar(look, FAR, date(2026, 11, 22), posts, events, several, several, WILD, bool(number), LOCAL.date())


def change() -> BulkChange:
    return BulkChange(id=ID, title=(WILD * 3)[:120], post_ids=[str(ID)] * 40)


def preview(kind: BulkKind, number: int) -> Preview:
    placed, status = Placed(ID, ID, NOW), PostStatus.SCHEDULED
    candidate = Candidate(
        ID, "Announcement", WILD * 2, FAR, status, Format.FEED, NOW, NOW, 1, ID, placed, ID, ready=True
    )
    line = Line(candidate, NOW + timedelta(days=2) if kind is BulkKind.SHIFT else None, note=WILD, reopens=True)
    stays = Line(candidate, stays=WILD)
    return Preview(kind, Shift(days=2), (line,) * number + (stays,) * number)


def listed(stage: ImportStage, number: int) -> ImportView:
    rows = tuple(RowView(n, WILD * 2) for n in range(number))
    why = WILD * 5 if stage is ImportStage.UNREADABLE or number else ""
    return ImportView(ID, WILD, stage, why or WILD, number, number // 2, number, rows[:3], rows, rows, None)


def calendar_cards() -> Iterator[tuple[str, Card]]:
    """(what it is, the card)."""
    for span, number, menu in product(Span, (0, 1, 60), (False, True)):
        page = calendar(Look(span, LOCAL.date(), group=Group.CARE), number)
        what = f"calendar {span.name} of {number}{' menu' if menu else ''}"
        yield what, calendar_card(page, f"{'a' * 64}.png", menu=menu)
        yield f"{what} in words", calendar_text(page)
    yield "change of many", choices_card(change())
    yield "shifts", shifts_card(change())
    yield "left", left_card(change())
    for kind, number in product(BulkKind, (0, 1, 60)):
        seen = preview(kind, number)
        yield f"preview {kind.value} of {number}", preview_card(change(), seen, again=True)
        yield f"done {kind.value} of {number}", done_card(change(), seen, WILD, LOCAL)
    for number in (0, 1, 60):
        ended = [PutBack("Announcement", WILD, left=WILD), PutBack("Reminder", WILD, note=WILD)] * number
        yield f"undone {number}", undone_card(change(), ended, WILD)
    for team, fresh in product((False, True), (False, True)):
        address = f"https://rite.example/calendar/{'a' * 65}.ics"
        what = f"feed {'team' if team else 'own'}{' fresh' if fresh else ''}"
        yield what, feed_card(ID, address, team=team, may_team=True, fresh=fresh)
    yield "how to import", how_card()
    for stage, number in product(ImportStage, (0, 1, 200)):
        yield f"import {stage.value} of {number}", import_card(listed(stage, number))
