"""A report is asked for in anybody's own words, and said so that nothing sounds surer than it is."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from bot.cards.report import packed, unpacked
from bot.flows.report_words import Wish, wish_said
from bot.tokens import Token
from core.errors import InvalidAnswer
from core.reports.performance import METRICS
from core.reports.span import Span

TODAY = date(2026, 11, 22)
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", Wish(Span(date(2026, 10, 24), TODAY))),
        ("last month", Wish(OCTOBER)),
        ("Letzten Monat", Wish(OCTOBER)),
        ("le mois dernier en pdf", Wish(OCTOBER, file="pdf")),
        ("october reach, clicks", Wish(OCTOBER, ("reach", "clicks"))),
        ("Oktober als Tabelle", Wish(OCTOBER, file="csv")),
        ("for December", Wish(Span(date(2025, 12, 1), date(2025, 12, 31)))),
        (
            "oct 2025 profile visits as csv",
            Wish(Span(date(2025, 10, 1), date(2025, 10, 31)), ("profileVisits",), "csv"),
        ),
        ("2025", Wish(Span(date(2025, 1, 1), date(2025, 12, 31)))),
        ("last 7 days", Wish(Span(date(2026, 11, 16), TODAY))),
        ("2026-10-05 to 2026-10-09", Wish(Span(date(2026, 10, 5), date(2026, 10, 9)))),
        ("5.10.2026 - 9.10.2026", Wish(Span(date(2026, 10, 5), date(2026, 10, 9)))),
        ("2026-10-05", Wish(Span(date(2026, 10, 5), date(2026, 10, 5)))),
        ("la semana pasada", Wish(Span(date(2026, 11, 9), date(2026, 11, 15)))),
        ("mese scorso", Wish(OCTOBER)),
        ("mês passado", Wish(OCTOBER)),
    ],
    ids=range(16),
)
def test_it_is_understood(words: str, meant: Wish) -> None:
    assert wish_said(words, TODAY) == meant


@pytest.mark.parametrize(
    "words",
    ["last month fame", "2026-13-41", "2027", "2026-10-09 to 2026-10-05", "bananas"],
    ids=range(5),
)
def test_what_means_nothing_is_not_guessed_at(words: str) -> None:
    with pytest.raises(InvalidAnswer):
        wish_said(words, TODAY)


def test_a_button_carries_the_days_and_the_numbers() -> None:
    for metrics in (METRICS, ("reach",), ("likes", "clicks")):
        token = Token.decode(Token("report.choose", packed(OCTOBER, metrics)).encode())
        assert unpacked(token.subject) == (OCTOBER, metrics)
    for never in (UUID(int=0), UUID(int=1 << 100), uuid4()):
        with pytest.raises(ValueError):
            unpacked(never)
