"""The model's budget in the settings: how people write it, and that nobody is asked who has no model."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from builders import NOW, person

from bot.flows import settings
from bot.flows.form import Reading
from core.errors import InvalidAnswer
from core.spending.prices import Tariff
from core.workspaces.model import Role

FIELD = settings.FORM.field("budget")
READING = Reading(NOW, "Europe/Berlin", "en")


@pytest.mark.parametrize(
    ("written", "millionths"),
    [
        ("20", 20_000_000),
        ("$20.50", 20_500_000),
        ("20,5 USD", 20_500_000),
        ("0", 0),
        ("0.01", 10_000),
        ("usual", None),
        ("Usual ", None),
    ],
)
def test_an_amount_is_read_and_shown_again(written: str, millionths: int | None) -> None:
    assert FIELD.parse(written, READING) == millionths
    assert FIELD.parse(settings._written(millionths), READING) == millionths


@pytest.mark.parametrize("written", ["plenty", "-5", "1,000", "20 EUR", "1e3", "1000001", "0.001"])
def test_what_is_no_amount_is_asked_again(written: str) -> None:
    with pytest.raises(InvalidAnswer, match="That is no amount of US dollars"):
        FIELD.parse(written, READING)


@pytest.mark.parametrize(("model", "asked"), [("gpt-9", True), ("", False)])
async def test_who_has_no_model_is_not_asked_what_it_may_cost(model: str, asked: bool) -> None:
    session: Any = SimpleNamespace(info={"tariff": Tariff(model)})
    owner: Any = SimpleNamespace(member=person("Ada", Role.OWNER, UUID(int=1)))
    form = await settings.FORM.fitted(session, owner, "")
    assert ("budget" in {field.key for field in form.fields}) is asked


def test_the_present_budget_is_one_press_away_where_questions_are_asked() -> None:
    assert FIELD.suggest is not None
    assert [option.value for option in FIELD.suggest({"budget": "20"}, READING)] == ["20", "usual"]
    assert [option.value for option in FIELD.suggest({"budget": "usual"}, READING)] == ["usual"]
