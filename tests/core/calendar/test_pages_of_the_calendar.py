"""Pages of the calendar: which days are on one, what stands on a day, and pictures that need no colours."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image
from publishing_machine import Machine

from bot.cards.calendar import calendar_card, look_in, sheet_of, token
from bot.cards.card import Bullet
from core.adapters.calendar_painter import PillowCalendars
from core.adapters.calendar_painter.signs import sign_mask
from core.calendar.look import Group, Look, Span
from core.calendar.queries import Calendar, PlannedEvent, PlannedPost, calendar_ahead, soonest
from core.ports.calendars import Box, CalendarSheet, Sign
from core.posts.model import Format, PostStatus

ID = UUID(int=7)
NOVEMBER = Look(Span.MONTH, date(2026, 11, 22))
WEEK = Look(Span.WEEK, date(2026, 11, 26))


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def post(at: str, status: PostStatus = PostStatus.IN_REVIEW, there: str = "", title: str = "Reminder") -> PlannedPost:
    return PlannedPost(
        ID, ID, title, "Warehouse Night", "@warehouse.nights", Format.FEED, status, wall(at), wall(at),
        wall(there or at), "Asia/Tokyo" if there else "Europe/Berlin", None, None,
    )  # fmt: skip


def page(look: Look, *posts: PlannedPost, nights: tuple[PlannedEvent, ...] = (), ever: bool = True) -> Calendar:
    return Calendar(look, "Europe/Berlin", date(2026, 11, 22), posts, nights, (), (), "", ever, None)


def boxes(sheet: CalendarSheet) -> dict[tuple[str, int], Box]:
    return {(box.month, box.number): box for week in sheet.weeks for box in week if not box.outside}


def test_a_month_is_shown_in_whole_weeks_and_a_week_from_monday() -> None:
    assert (NOVEMBER.first, NOVEMBER.last) == (date(2026, 10, 26), date(2026, 12, 6))
    assert (WEEK.first, WEEK.last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert NOVEMBER.moved(2).day == date(2027, 1, 1)
    assert NOVEMBER.moved(-11).day == date(2025, 12, 1)
    assert Look(Span.MONTH, date(2028, 2, 29)).moved(12).first == date(2029, 1, 29)


def test_a_better_hour_stands_beside_its_post_and_can_be_asked_about() -> None:
    late, other_day = post("2026-11-26T18:00"), post("2026-11-27T11:00", title="Tonight")
    posts = (replace(late, better=wall("2026-11-26T20:00")), replace(other_day, better=wall("2026-11-26T21:00")))
    card = calendar_card(page(WEEK, *posts), None)
    said = [line.text for line in card.lines if isinstance(line, Bullet)]
    assert [line.rsplit(" · ", 1)[1] for line in said] == ["better 20:00", "better Thu 21:00"]
    assert "Better hours" in {action.label for action in card.actions}
    assert boxes(sheet_of(page(WEEK, *posts)))["", 26].marks[0].beside.endswith("better 20:00")
    assert "Better hours" not in {action.label for action in calendar_card(page(WEEK, late), None).actions}


def test_what_comes_next_is_looked_for_from_today_on() -> None:
    tomorrow, next_month = post("2026-11-23 18:00"), post("2026-12-04 18:00")
    assert soonest(page(NOVEMBER, tomorrow, next_month)) == date(2026, 11, 23)
    assert soonest(page(NOVEMBER, post("2026-11-02 18:00"), next_month)) == date(2026, 12, 4)
    assert soonest(replace(page(NOVEMBER), next_day=date(2027, 1, 5))) == date(2027, 1, 5)
    assert soonest(page(NOVEMBER)) == date(2026, 11, 22)


LOOKS = (
    WEEK,
    NOVEMBER,
    replace(NOVEMBER, account_id=ID, group=Group.CARE),
    replace(WEEK, campaign_id=ID, group=Group.WAITING),
)


@pytest.mark.parametrize("look", LOOKS, ids=["week", "month", "account", "event"])
def test_a_button_carries_the_whole_look(look: Look) -> None:
    pressed = token(look)
    assert len(pressed.encode()) <= 64
    assert look_in(pressed) == look


def test_each_post_stands_on_its_day_with_the_venues_own_time_where_it_differs() -> None:
    sheet = sheet_of(page(NOVEMBER, post("2026-11-24 18:00"), post("2026-11-24 11:00", there="2026-11-24 19:00")))
    marks = boxes(sheet)["", 24].marks
    assert [(mark.time, mark.beside) for mark in marks] == [
        ("11:00", "Warehouse Night · 19:00 Tokyo time"),
        ("18:00", "Warehouse Night"),
    ]
    assert [sign for sign, _ in sheet.legend] == [Sign.WAITING]


def test_a_night_that_begins_after_midnight_stands_on_the_evening_before() -> None:
    night = PlannedEvent(
        ID, "Late", "Halle 7", wall("2026-11-28 00:30"), wall("2026-11-28 00:30"), "Europe/Berlin", False
    )
    sheet = sheet_of(page(WEEK, nights=(night,)))
    assert [box.number for box in sheet.weeks[0] if box.marks] == [27]


def test_every_state_is_told_by_a_shape_and_a_word() -> None:
    shapes = {sign_mask(sign, 24).tobytes() for sign in Sign}
    assert len(shapes) == len(Sign)
    for status in PostStatus:
        sheet = sheet_of(page(WEEK, post("2026-11-24 18:00", status)))
        assert boxes(sheet)["", 24].marks[0].state


def test_the_words_say_what_the_picture_shows_and_an_empty_page_says_what_to_do() -> None:
    full = calendar_card(
        page(NOVEMBER, post("2026-11-24 18:00"), post("2026-11-02 18:00", PostStatus.PUBLISHED)), "key"
    )
    assert full.picture is not None
    assert "Tue 24 Nov, 18:00 · Reminder, Warehouse Night · waits for a yes." in full.picture.alt
    assert "Mon 2 Nov, 18:00 · Reminder, Warehouse Night · live." in full.picture.alt
    assert full.summary.endswith("1 post waits for a yes.")
    new = calendar_card(page(NOVEMBER, ever=False), "key")
    assert "Type an event in your own words" in new.summary
    assert [action.label for action in new.actions] == ["Earlier", "Later", "Week", "New event"]


def test_the_same_page_is_the_same_picture_and_more_posts_make_it_higher() -> None:
    painter = PillowCalendars()
    for look in (WEEK, NOVEMBER):
        few = sheet_of(page(look, post("2026-11-24 18:00")))
        many = sheet_of(
            page(look, *(post(f"2026-11-24 {hour}:00", title="東京ナイト 🎉 שלום") for hour in range(10, 22)))
        )
        first, second = painter.draw(few), painter.draw(many)
        assert painter.draw(few) == first
        with Image.open(BytesIO(first)) as low, Image.open(BytesIO(second)) as high:
            assert low.width == high.width
            assert low.height < high.height < 3 * low.height


async def test_at_the_end_of_a_month_the_calendar_opens_where_the_plan_goes_on(machine: Machine) -> None:
    workspace, late = machine.team.workspace_id, datetime(2026, 11, 30, 12, tzinfo=UTC)
    await machine.in_review(due_at=datetime(2026, 12, 11, 17, tzinfo=UTC))
    await machine.in_review(due_at=datetime(2027, 1, 9, 17, tzinfo=UTC))

    async def opened(look: Look, now: datetime) -> date:
        async with machine.services.db.reading() as session:
            return (await calendar_ahead(session, workspace, look, "Europe/Berlin", now)).look.day.replace(day=1)

    month = Look(Span.MONTH, date(2026, 11, 1))
    assert await opened(month, late) == date(2026, 12, 1)
    assert await opened(month.moved(-1), late) == date(2026, 10, 1), "somebody asked for that month"
    assert await opened(month.moved(1), datetime(2026, 12, 20, tzinfo=UTC)) == date(2027, 1, 1)
    assert await opened(month, datetime(2026, 11, 2, tzinfo=UTC)) == date(2026, 11, 1), "the event is still to come"
