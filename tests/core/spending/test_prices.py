"""What a call costs: to the millionth, by the price of the model that is billed, or unknown."""

from datetime import UTC, datetime

import pytest

from bot.cards.spending import cost_in_words
from bot.words import dollars
from core.ports.model import ModelCall
from core.spending.month import month_of
from core.spending.prices import Tariff, read_rates
from core.spending.queries import Cost

RATES = read_rates("gpt-9-mini=0.5/2/0.05, gpt-9=2/8, meta/llama:8b=0/0")


def call(model: str, into: int | None = 1_000, out: int | None = 100, cached: int = 0) -> ModelCall:
    return ModelCall(purpose="caption", model=model, input_tokens=into, output_tokens=out, cached_tokens=cached)


@pytest.mark.parametrize(
    ("asked", "price"),
    [
        (call("gpt-9-mini"), 700),
        (call("gpt-9-mini", cached=800), 340),
        (call("gpt-9-mini", into=1, out=0), 1),
        (call("gpt-9"), 2_800),
        (call("gpt-9", cached=1_000), 2_800),
        (call("gpt-9-mini-2026-03-17"), 700),
        (call("gpt-9-mini-0317"), 700),
        (call("meta/llama:8b"), 0),
        (call("gpt-9-nano"), None),
        (call("gpt-9-mini", into=None), None),
        (call("gpt-9-mini", out=None), None),
    ],
    ids=str,
)
def test_a_call_has_its_price(asked: ModelCall, price: int | None) -> None:
    assert Tariff(rates=RATES).price(asked) == price


def test_a_server_that_answers_under_another_name_is_billed_by_the_one_that_was_asked() -> None:
    assert Tariff("gpt-9-mini", RATES).price(call("deployment-7")) == 700
    assert Tariff("gpt-9-mini", RATES).price(call("gpt-9")) == 2_800


@pytest.mark.parametrize("text", ["gpt-9", "gpt-9=", "gpt-9=1", "=1/2", "gpt-9=1/2/3/4", "a=1/x", "a=-1/2", "a=nan/2"])
def test_a_price_that_cannot_be_read_is_told_with_what_it_should_look_like(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no price; it looks like model=input/output/cached"):
        read_rates(text)


@pytest.mark.parametrize(
    ("now", "zone", "starts", "ends", "key"),
    [
        ("2026-11-30T22:59", "Europe/Berlin", "2026-10-31T23:00", "2026-11-30T23:00", "2026-11"),
        ("2026-11-30T23:00", "Europe/Berlin", "2026-11-30T23:00", "2026-12-31T23:00", "2026-12"),
        ("2026-11-01T03:00", "America/New_York", "2026-10-01T04:00", "2026-11-01T04:00", "2026-10"),
        ("2026-11-02T03:00", "America/New_York", "2026-11-01T04:00", "2026-12-01T05:00", "2026-11"),
        ("2026-03-31T12:00", "Pacific/Auckland", "2026-03-31T11:00", "2026-04-30T12:00", "2026-04"),
    ],
)
def test_a_month_is_the_calendar_s_on_the_team_s_clocks(now: str, zone: str, starts: str, ends: str, key: str) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    month = month_of(at(now), zone)
    assert (month.starts_at, month.ends_at, month.key) == (at(starts), at(ends), key)


def test_small_sums_keep_their_figures() -> None:
    sums = (0, 1, 420, 4_200, 10_000, 42_000, 420_000, 12_300_000, 1_234_567_890)
    assert list(map(dollars, sums)) == [
        "$0.00", "$0.000001", "$0.00042", "$0.0042", "$0.01", "$0.042", "$0.42", "$12.30", "$1,234.57",
    ]  # fmt: skip


def test_what_is_unknown_is_said_and_never_nought() -> None:
    assert cost_in_words(Cost()) == ""
    assert cost_in_words(Cost(calls=1, tokens=120, unpriced=1)) == "1 call (120 tokens), price unknown"
    assert cost_in_words(Cost(calls=1, tokens=120, price=4_200)) == "$0.0042 for 1 call (120 tokens)"
    some = Cost(calls=3, tokens=1_200, price=4_200, unpriced=1)
    assert cost_in_words(some) == "$0.0042 for 3 calls (1,200 tokens), 1 of them of unknown price"
