"""Whom Slack deactivates is known in no house any more, until Slack lets them in again."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from fuzz.edges import slack_signed
from fuzz.house import House, opened
from stages.world import Sandbox
from telegram import Chat, User

from bot.slack.people import recognise
from bot.telegram.people import speaker_for
from core.errors import NotAllowed

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def told(house: House, number: int, **user: Any) -> None:
    """Slack says how a person is now."""
    event = {"type": "user_change", "user": {"id": house.slack_user, "team_id": house.slack_team, **user}}
    around = {"type": "event_callback", "team_id": house.slack_team, "event_id": f"Ev{number}", "event": event}
    delivery = slack_signed(house, json.dumps(around).encode(), "application/json")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.web), base_url="http://127.0.0.1:9") as client:
        answer = await client.post(delivery.path, content=delivery.body, headers=dict(delivery.headers or {}))
    assert answer.status_code == 200


async def in_telegram(house: House) -> str:
    """Who they are there."""
    ada, chat = User(house.telegram_user, "Ada", False), Chat(house.telegram_user, "private")
    return (await speaker_for(house.services, ada, chat, "telegram:1")).member.role.value


async def in_slack(house: House) -> str:
    nobody: Any = None  # Slack is not asked about somebody who is known
    speaker = await recognise(
        house.services, nobody, team=house.slack_team, user=house.slack_user, channel=house.channel, update="slack:1"
    )
    return speaker.member.role.value


async def test_whom_slack_deactivates_is_heard_in_no_house_and_comes_back_as_who_they_were(
    database: str, sandbox_server: Sandbox, tmp_path: Path
) -> None:
    async with opened(sandbox_server, database, tmp_path) as house:
        assert await in_telegram(house) == "owner"
        await told(house, 1, deleted=True)
        for knock in (in_telegram, in_slack):
            with pytest.raises(NotAllowed, match="You are not in this team any more"):
                await knock(house)
        await told(house, 2, deleted=False)
        assert await in_telegram(house) == "owner"
        await told(house, 3, deleted=False, is_restricted=True)
        assert await in_slack(house) == "guest"
