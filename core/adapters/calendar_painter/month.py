"""Several weeks: a page of a calendar, rows as high as their fullest day."""

from core.adapters.calendar_painter.page import (
    ACCENT,
    BOLD,
    FAINT,
    GROUNDS,
    INK,
    LINE,
    ON_ACCENT,
    OUTSIDE,
    SOFT,
    TEXT,
    Page,
)
from core.adapters.pillow_painter.ruler import Ruler
from core.ports.calendars import Box, CalendarSheet, Mark, Sign

EDGE, CELL, DAYS = 44, 228, 7
WIDTH = 2 * EDGE + CELL * DAYS
HEAD, WEEKDAYS, FOOT = 128, 40, 76
TOP, CHIP, GAP, BOTTOM = 46, 56, 6, 10
LOWEST = 132
MOST = 5
"""Lines of a day that are drawn; of more, the number is."""


def month(sheet: CalendarSheet, ruler: Ruler) -> Page:
    heights = [_height(week) for week in sheet.weeks]
    page = Page(WIDTH, HEAD + WEEKDAYS + sum(heights) + FOOT, ruler)
    _head(page, sheet)
    for column, box in enumerate(sheet.weeks[0]):
        page.text((EDGE + column * CELL + 12, HEAD + 24), box.weekday, 20, SOFT, BOLD)
    top = HEAD + WEEKDAYS
    for week, height in zip(sheet.weeks, heights, strict=True):
        for column, box in enumerate(week):
            _day(page, box, EDGE + column * CELL, top, height)
        page.line((EDGE, top), (WIDTH - EDGE, top))
        top += height
    _grid(page, HEAD + WEEKDAYS, top)
    if sheet.empty:
        _empty(page, sheet.empty, top + 44)
    legend(page, sheet.legend, EDGE, top + 48)
    return page


def _height(week: tuple[Box, ...]) -> int:
    fullest = max(_drawn(box) for box in week)
    return max(LOWEST, TOP + round(fullest * (CHIP + GAP)) + BOTTOM)


def _drawn(box: Box) -> float:
    """Lines of a day, in chips: the number of those left out takes half of one."""
    return len(box.marks) if len(box.marks) <= MOST else MOST - 1 + 0.5


def _head(page: Page, sheet: CalendarSheet) -> None:
    page.text((EDGE, 66), page.fitted(sheet.title, 46, WIDTH - 2 * EDGE, BOLD), 46, INK, BOLD)
    page.text((EDGE, 104), page.fitted(sheet.subtitle, 23, WIDTH - 2 * EDGE), 23, SOFT)


def _grid(page: Page, top: int, bottom: int) -> None:
    page.line((EDGE, bottom), (WIDTH - EDGE, bottom))
    for column in range(DAYS + 1):
        left = EDGE + column * CELL
        page.line((left, top), (left, bottom), LINE)


def _day(page: Page, box: Box, left: int, top: int, height: int) -> None:
    if box.outside:
        page.box((left, top, left + CELL, top + height), OUTSIDE)
    number = str(box.number)
    colour = ON_ACCENT if box.today else FAINT if box.outside else INK
    if box.today:
        wide = page.width(number, 23, BOLD) + 20
        page.box((left + 7, top + 7, left + 7 + wide, top + 39), ACCENT, radius=16)
        page.text((left + 17, top + 31), number, 23, colour, BOLD)
    else:
        page.text((left + 12, top + 31), number, 23, colour, BOLD)
    if box.month:
        page.text((left + 26 + page.width(number, 23, BOLD), top + 31), box.month, 19, FAINT if box.outside else SOFT)
    shown = box.marks if len(box.marks) <= MOST else box.marks[: MOST - 1]
    y = top + TOP
    for mark in shown:
        _chip(page, mark, left + 7, y)
        y += CHIP + GAP
    if len(shown) < len(box.marks):
        page.text((left + 14, y + 19), f"and {len(box.marks) - len(shown)} more", 18, SOFT)


def _chip(page: Page, mark: Mark, left: int, top: int) -> None:
    ground, tone = GROUNDS[mark.sign]
    wide = CELL - 14
    page.box((left, top, left + wide, top + CHIP), ground, radius=10)
    event = mark.sign is Sign.EVENT
    ink = ON_ACCENT if event else tone if mark.sign is Sign.DROPPED else INK
    page.sign((left + 10, top + 9), mark.sign, 16)
    x = left + 33 + page.text((left + 33, top + 24), mark.time, 19, tone, BOLD) + 9
    page.text((x, top + 24), page.fitted(mark.beside, 16, left + wide - 8 - x), 16, "#cdc9dc" if event else SOFT)
    title = page.fitted(mark.title, 19, wide - 20, BOLD if event else TEXT)
    page.text((left + 10, top + 47), title, 19, ink, BOLD if event else TEXT)
    if mark.sign is Sign.DROPPED:
        page.line((left + 10, top + 41), (left + 10 + page.width(title, 19), top + 41), tone, 2)


def _empty(page: Page, words: str, middle: float) -> None:
    size = 25
    wide = min(page.width(words, size), WIDTH - 200)
    left = (WIDTH - wide) / 2
    page.box((left - 30, middle - 30, left + wide + 30, middle + 26), "#f1effc", radius=18)
    page.text((left, middle + 7), page.fitted(words, size, WIDTH - 200), size, INK)


def legend(page: Page, signs: tuple[tuple[Sign, str], ...], left: float, baseline: float) -> None:
    """What the signs mean that are on the page."""
    for sign, words in signs:
        ground, _ = GROUNDS[sign]
        wide = 38 + page.width(words, 19) + 14
        page.box((left, baseline - 25, left + wide, baseline + 11), ground, radius=10)
        page.sign((left + 11, baseline - 15), sign, 16)
        page.text((left + 36, baseline), words, 19, ON_ACCENT if sign is Sign.EVENT else INK)
        left += wide + 10
