"""Prices that hold until a day: what is over is not sold any more, in captions or anywhere."""

from dataclasses import replace
from datetime import date

import pytest
from briefs import PLAIN

from core.copy.facts import check_facts
from core.copy.offline import OfflineCopywriter
from core.copy.tiers import current_price, expired_tiers, price_on, tiers_of
from core.events.moments import evening_of

EVENING = evening_of(PLAIN.starts_local)
PRICES = {
    "en": "early bird 12 EUR until 15 November, then 15 EUR",
    "de": "Early Bird 12 EUR bis 15.11., danach 15 EUR",
    "es": "early bird 12 EUR hasta el 15 de noviembre, después 15 EUR",
    "fr": "early bird 12 EUR jusqu'au 15 novembre, puis 15 EUR",
    "it": "early bird 12 EUR fino al 15 novembre, poi 15 EUR",
}


@pytest.mark.parametrize("language", PRICES)
def test_a_tier_ends_with_its_last_day(language: str) -> None:
    price = PRICES[language]
    assert [tier.until for tier in tiers_of(price, EVENING)] == [date(2026, 11, 15), None]
    on_the_last_day = replace(PLAIN, price=price, language=language, days_left=12)
    the_day_after = replace(on_the_last_day, days_left=11)
    assert current_price(on_the_last_day) == price
    assert current_price(the_day_after) == price_on(date(2026, 11, 16), price, EVENING) == "15 EUR"
    assert [tier.until for tier in expired_tiers(the_day_after)] == [date(2026, 11, 15)]


@pytest.mark.parametrize("price", ["", "15 €", "VVK 12 €, AK 15 €", "10/12 €", "12,50 EUR", "free until midnight"])
def test_a_price_without_a_last_day_stays_as_it_was_written(price: str) -> None:
    assert current_price(replace(PLAIN, price=price)) == price


SAID = "Warehouse Night. Friday 27 November, 22:00, Halle 7. {}"
OVER = replace(PLAIN, price=PRICES["en"], days_left=5)


@pytest.mark.parametrize("said", ["Early bird 12 EUR.", "Tickets from €12.", "Get your early bird now."])
def test_nobody_is_sent_to_tickets_that_are_sold_out(said: str) -> None:
    assert "expired_tier" in {finding.code for finding in check_facts(SAID.format(said), OVER)}


@pytest.mark.parametrize("said", ["Tickets 15 EUR.", "Early bird 12 EUR until 15 November, now 15 EUR."])
def test_what_holds_may_be_said_and_so_may_that_it_is_over(said: str) -> None:
    assert check_facts(SAID.format(said), OVER) == ()


async def test_the_offline_writer_names_the_price_that_holds() -> None:
    caption = (await OfflineCopywriter().draft(OVER)).caption
    assert "15 EUR" in caption
    assert "12 EUR" not in caption
