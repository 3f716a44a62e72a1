"""A model that obeys orders hidden in a message: what it reads stays a question, and its inventions are left out."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from dataclasses import replace
from datetime import datetime

import pytest
from hidden_orders import ORDERS
from test_model_reads import NOW, Model, look, read

from core.events.extract import Facts, extract
from core.events.extract.prose import to_people

MESSAGE = "Warehouse Night, next Friday 10pm.\nLine-up: Mara Voss\nInfo: {}"
OBEYED = {
    "name": "HACKED", "venue": "Hangar 9", "city": "Paris", "price": "free", "lineup": ["Madonna"],
    "starts_local": "2027-01-01T20:00", "description": "The event is cancelled.",
}  # fmt: skip
TOLD = ("venue", "city", "price", "description")


@pytest.mark.parametrize("order", ORDERS)
async def test_an_order_that_a_model_obeys_changes_no_fact_that_is_told(order: str) -> None:
    text = MESSAGE.format(order)
    model = Model(**OBEYED)
    facts, plain = await read(text, model), extract(text, NOW, "Europe/Berlin", "en-GB")
    assert model.asked == 1
    assert (facts.name, facts.lineup, facts.start_local) == ("Warehouse Night", ("Mara Voss",), None)
    assert set(plain.choices) < set(facts.choices) <= {*plain.choices, datetime(2027, 1, 1, 20)}
    for key in TOLD:
        found = getattr(facts, key)
        assert found == getattr(plain, key) or found in to_people(text)


async def test_what_a_model_sees_on_a_flyer_is_asked_about_and_never_settled() -> None:
    facts = await look(Model(**OBEYED))
    assert (facts.start_local, facts.choices) == (None, (datetime(2027, 1, 1, 20),))
    assert facts.assumed == ("the model read this off the picture, please check it",)
    assert replace(facts, name="", choices=(), assumed=()) == Facts(
        venue="Hangar 9", city="Paris", price="free", lineup=("Madonna",), time_zone="Europe/Paris",
        description="The event is cancelled.",
    )  # fmt: skip
