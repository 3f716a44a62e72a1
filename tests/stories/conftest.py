"""The two houses every story is told in."""

import socket
from collections.abc import AsyncIterator

import pytest
from stages.evening import Stage, nothing_went_wrong
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage


@pytest.fixture(params=["slack", "telegram"])
async def stage(request: pytest.FixtureRequest, rite: Rite) -> AsyncIterator[Stage]:
    """Ada, owner, in one of the houses."""
    house: Stage = SlackStage(rite.sandbox) if request.param == "slack" else TelegramStage(rite.sandbox)
    await house.arrive(rite)
    yield house
    await nothing_went_wrong(rite)


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
