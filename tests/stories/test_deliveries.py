"""Platforms deliver at least once and people press twice: everything happens once, and forgeries not at all."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr
from sqlalchemy import func, select
from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, Stage, connect, events, tonight
from stages.rite import Rite, opened
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.world import Sandbox

from core.approvals.model import Approval, Decision
from core.tenancy import ACROSS_WORKSPACES
from sandbox.slack.courier import sign

SENTENCE = "Techno night Fri 27 Nov 22:00, Halle 7"


async def test_two_presses_of_approve_at_once_are_one_yes(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await asyncio.gather(stage.press("Approve for", ANNOUNCEMENT), stage.press("Approve for", ANNOUNCEMENT))
    await stage.is_told("Approved. It goes out by itself.")
    await stage.is_told("approved this already")
    await stage.sees(ANNOUNCEMENT, "Approved by Ada", gone="Approve for")
    async with rite.services.db.reading() as session:
        yes = select(func.count()).select_from(Approval).where(Approval.decision == Decision.YES)
        assert await session.scalar(yes.execution_options(**ACROSS_WORKSPACES)) == 1


@ON_SQLITE
async def test_a_slack_event_delivered_twice_is_answered_once(rite: Rite, slack: SlackStage) -> None:
    await slack.say(f"@rite {SENTENCE}")
    await slack.sees("Is this right?", button="Create event")
    await slack.press("Create event")
    await slack.sees("Got it")
    for event in (await rite.sandbox.do("slack/events"))["events"]:
        await rite.sandbox.do("slack/redeliver", event_id=event["event_id"])
    await rite.sandbox.do("slack/settle")
    await slack.command("help")
    await slack.sees("What I can do")
    assert sum(message.shows("Is this right?") for message in await slack.messages()) == 0
    assert len(await events(rite)) == 1


@ON_SQLITE
async def test_a_telegram_update_delivered_twice_is_answered_once(rite: Rite, telegram: TelegramStage) -> None:
    said = await telegram.say(SENTENCE)
    await telegram.sees("Which time zone is the venue in?")
    zone = await telegram.say("Berlin")
    await telegram.sees("Is this right?", button="Create event")
    pressed = await telegram.press_update("Create event", "Is this right?")
    await telegram.sees("Got it")
    for update in (said, zone, pressed):
        await rite.sandbox.do("telegram/redeliver", update_id=update)
    await telegram.say("/privacy")
    await telegram.sees("Of you I keep", button="Erase me")
    seen = [message for message in await telegram.messages() if not message.handle["mine"]]
    assert sum(message.shows("Which time zone") for message in seen) <= 1
    assert len(await events(rite)) == 1


def mention(text: str) -> bytes:
    event = {"type": "app_mention", "user": "U0ADA00001", "channel": "C0EVENTS01", "text": text, "ts": "1.0"}
    return json.dumps({"type": "event_callback", "team_id": "T0RITE0001", "event_id": "EvX", "event": event}).encode()


@ON_SQLITE
async def test_a_forged_or_old_slack_signature_is_refused(rite: Rite, slack: SlackStage) -> None:
    body, now, old = mention(SENTENCE), str(int(time.time())), str(int(time.time()) - 400)
    secret = rite.sandbox.world.config.slack_signing_secret
    forged = (
        {"x-slack-request-timestamp": now, "x-slack-signature": sign("not the secret", now, body)},
        {"x-slack-request-timestamp": old, "x-slack-signature": sign(secret, old, body)},
        {},
    )
    async with httpx.AsyncClient(headers={"content-type": "application/json"}) as stranger:
        for headers in forged:
            answer = await stranger.post(f"{rite.settings.public_url}/slack/events", content=body, headers=headers)
            assert answer.status_code == 401
    await slack.command("help")
    await slack.sees("What I can do")
    assert not any(message.shows("Is this right?") for message in await slack.messages())


@ON_SQLITE
async def test_a_webhook_without_the_secret_is_refused_and_one_with_it_works(
    backing: tuple[str, str | None], sandbox_server: Sandbox, tmp_path: Path, unused_port: int
) -> None:
    secret: dict[str, Any] = {"telegram_webhook_secret": SecretStr("only-we-know")}
    async with opened(sandbox_server, backing[0], backing[1], tmp_path, unused_port, **secret) as rite:
        telegram = TelegramStage(rite.sandbox)
        await telegram.arrive(rite)
        update = {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}}
        async with httpx.AsyncClient() as stranger:
            for headers in ({}, {"x-telegram-bot-api-secret-token": "guessed"}):
                address = f"{rite.settings.public_url}/telegram/webhook"
                answer = await stranger.post(address, json=update, headers=headers)
                assert answer.status_code == 401
        await telegram.new_event(TONIGHT)
        await telegram.sees("Got it")
        assert len(await events(rite)) == 1
