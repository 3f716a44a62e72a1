"""The two houses every story is told in."""

from collections.abc import AsyncIterator

import pytest
from stages.evening import Stage, nothing_went_wrong
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage

from provision.throwaway import free_port


@pytest.fixture(params=["slack", "telegram"])
async def stage(request: pytest.FixtureRequest, rite: Rite) -> AsyncIterator[Stage]:
    """Ada, owner, in one of the houses."""
    house: Stage = SlackStage(rite.sandbox) if request.param == "slack" else TelegramStage(rite.sandbox)
    await house.arrive(rite)
    yield house
    await nothing_went_wrong(rite)


@pytest.fixture
def unused_port() -> int:
    return free_port()


@pytest.fixture
async def slack(rite: Rite) -> AsyncIterator[SlackStage]:
    """Ada, owner, in Slack's #events."""
    yield SlackStage(rite.sandbox)
    await nothing_went_wrong(rite)


@pytest.fixture
async def telegram(rite: Rite) -> AsyncIterator[TelegramStage]:
    """Ada, owner, in her private chat with the bot."""
    house = TelegramStage(rite.sandbox)
    await house.arrive(rite)
    yield house
    await nothing_went_wrong(rite)
