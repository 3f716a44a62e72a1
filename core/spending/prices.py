"""What a model costs: prices as they are set, and the price of one call. Pure.

Providers price a million tokens in US dollars, so the same figure is the price of one token in millionths of a dollar.
A price nobody set is unknown, never nought.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from core.ports.model import ModelCall

MILLION = 1_000_000
DATED = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{4,8})$")
"""Providers answer "gpt-9-mini-2026-03-17" to a question for "gpt-9-mini"."""
LOOKS_LIKE = "it looks like model=input/output/cached, in US dollars for a million tokens: gpt-9-mini=0.5/2/0.05"


@dataclass(frozen=True)
class Rate:
    """What a million tokens of each kind cost, in US dollars."""

    input: Decimal
    output: Decimal
    cached: Decimal


@dataclass(frozen=True)
class Tariff:
    """What whoever runs Rite has set: the model that is asked, prices by model, a month's budget for each workspace.

    model: "" where none is set up. budget: in millionths of a US dollar; None: there is none.
    """

    model: str = ""
    rates: Mapping[str, Rate] = field(default_factory=dict)
    budget: int | None = None

    def price(self, call: ModelCall) -> int | None:
        """In millionths of a US dollar, rounded up; None when it is unknown what the model costs or what it used."""
        rate = self._rate(call.model)
        if rate is None or call.input_tokens is None or call.output_tokens is None:
            return None
        cached = min(call.cached_tokens, call.input_tokens)
        exact = (call.input_tokens - cached) * rate.input + cached * rate.cached + call.output_tokens * rate.output
        return int(exact.to_integral_value(ROUND_CEILING))

    def knows(self, model: str) -> bool:
        """Whether the price of a model is set."""
        return self._rate(model) is not None

    def _rate(self, model: str) -> Rate | None:
        """By the name that answered, with or without its date; else by the one that was asked: it is what is billed."""
        names = (model, DATED.sub("", model), self.model)
        return next((self.rates[name] for name in names if name in self.rates), None)


def read_rates(text: str) -> dict[str, Rate]:
    """ "gpt-9=2/8/0.2, gpt-9-mini=0.5/2" -> prices by model. Raises ValueError with what it should look like."""
    return dict(_read_rate(one.strip()) for one in text.split(",") if one.strip())


def _read_rate(text: str) -> tuple[str, Rate]:
    name, _, told = text.rpartition("=")
    figures = [_figure(one, text) for one in told.split("/")]
    if not name.strip() or len(figures) not in (2, 3):
        raise ValueError(f"“{text[:60]}” is no price; {LOOKS_LIKE}")
    into, out, *cached = figures
    return name.strip(), Rate(into, out, cached[0] if cached else into)


def _figure(text: str, whole: str) -> Decimal:
    try:
        figure = Decimal(text.strip())
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite() or figure < 0:
        raise ValueError(f"“{whole[:60]}” is no price; {LOOKS_LIKE}")
    return figure
