"""One week: a list of its days, readable on a phone without zooming."""

from core.adapters.calendar_painter.page import (
    ACCENT,
    BOLD,
    FAINT,
    GROUNDS,
    INK,
    LINE,
    ON_ACCENT,
    SOFT,
    TEXT,
    Page,
)
from core.adapters.pillow_painter.ruler import Ruler
from core.ports.calendars import Box, CalendarSheet, Mark, Sign

WIDTH, EDGE, HEAD, FOOT = 1080, 48, 142, 36
DAY, ROW, GAP, PAD = 150, 82, 10, 16
MOST = 8


def week(sheet: CalendarSheet, ruler: Ruler) -> Page:
    boxes = sheet.weeks[0]
    height = HEAD + sum(map(_height, boxes)) + FOOT + (84 if sheet.empty else 0)
    page = Page(WIDTH, height, ruler)
    page.text((EDGE, 72), page.fitted(sheet.title, 46, WIDTH - 2 * EDGE, BOLD), 46, INK, BOLD)
    page.text((EDGE, 112), page.fitted(sheet.subtitle, 25, WIDTH - 2 * EDGE), 25, SOFT)
    top = HEAD
    for box in boxes:
        page.line((EDGE, top), (WIDTH - EDGE, top), LINE, 2)
        _day(page, box, top)
        top += _height(box)
    if sheet.empty:
        page.box((EDGE, top + 8, WIDTH - EDGE, top + 76), "#f1effc", radius=18)
        page.text((EDGE + 26, top + 51), page.fitted(sheet.empty, 25, WIDTH - 2 * EDGE - 52), 25, INK)
    return page


def _height(box: Box) -> int:
    rows = min(len(box.marks), MOST)
    more = 40 if len(box.marks) > MOST else 0
    return 2 * PAD + max(ROW, rows * (ROW + GAP) - GAP + more) if rows else 2 * PAD + 56


def _day(page: Page, box: Box, top: int) -> None:
    colour = ON_ACCENT if box.today else INK if box.marks else FAINT
    if box.today:
        page.box((EDGE, top + PAD - 2, EDGE + 130, top + PAD + 60), ACCENT, radius=18)
    left = EDGE + (14 if box.today else 0)
    page.text((left, top + PAD + 42), box.weekday, 25, colour if box.today else SOFT)
    page.text((left + 62, top + PAD + 44), str(box.number), 38, colour, BOLD)
    y = top + PAD
    for mark in box.marks[:MOST]:
        _row(page, mark, EDGE + DAY, y)
        y += ROW + GAP
    if len(box.marks) > MOST:
        page.text((EDGE + DAY, y + 26), f"and {len(box.marks) - MOST} more", 24, SOFT)


def _row(page: Page, mark: Mark, left: int, top: int) -> None:
    ground, tone = GROUNDS[mark.sign]
    right = WIDTH - EDGE
    event = mark.sign is Sign.EVENT
    page.box((left, top, right, top + ROW), ground, radius=16)
    page.sign((left + 18, top + 27), mark.sign, 28)
    x = left + 64 + page.text((left + 64, top + 36), mark.time, 28, ON_ACCENT if event else INK, BOLD) + 16
    face = BOLD if event else TEXT
    ink = ON_ACCENT if event else tone if mark.sign is Sign.DROPPED else INK
    state = page.width(mark.state, 21, BOLD)
    title = page.fitted(mark.title, 28, right - x - 20, face)
    page.text((x, top + 36), title, 28, ink, face)
    if mark.sign is Sign.DROPPED:
        page.line((x, top + 27), (x + page.width(title, 28), top + 27), tone, 2)
    room = right - left - 64 - 34 - state
    soft = "#cdc9dc" if event else SOFT
    page.text((left + 64, top + 67), page.fitted(mark.beside, 22, room), 22, soft)
    page.text((right - 18 - state, top + 67), mark.state, 21, tone, BOLD)
