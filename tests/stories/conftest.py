"""The two houses every story is told in."""

from collections.abc import AsyncIterator

import pytest
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage

Stage = SlackStage | TelegramStage


@pytest.fixture(params=["slack", "telegram"])
async def stage(request: pytest.FixtureRequest, rite: Rite) -> AsyncIterator[Stage]:
    """Ada, owner, in one of the houses."""
    house: Stage = SlackStage(rite.sandbox) if request.param == "slack" else TelegramStage(rite.sandbox)
    await house.arrive(rite)
    yield house
