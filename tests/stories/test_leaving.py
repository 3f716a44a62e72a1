"""Somebody takes the app away on Instagram, or wants to be forgotten: it happens here too, and people are told."""

import re
import time
from datetime import timedelta

import httpx
from sqlalchemy import func, select
from stages.browser import consent
from stages.evening import ANNOUNCEMENT, CONNECT, ON_SQLITE, Stage, connect, tonight
from stages.rite import Rite
from stages.slack import SlackStage
from stages.world import PATIENCE_SECONDS

from core.accounts.model import Account, AccountStatus
from core.callbacks.model import Comment, Delivery
from core.containers.model import Container
from core.insights.account_model import AccountDay, Audience
from core.insights.model import Insight
from core.posts.model import Post, PublishCall
from core.tenancy import ACROSS_WORKSPACES
from sandbox.instagram.signing import signed_request

pytestmark = ON_SQLITE

USERNAME = "warehouse.nights"
OURS = "27640875392278831"


async def account(rite: Rite) -> Account:
    async with rite.services.db.reading() as session:
        found = await session.execute(select(Account).execution_options(**ACROSS_WORKSPACES))
        return found.scalar_one()


async def kept(rite: Rite) -> dict[str, int]:
    """How many rows tell something of the person."""
    async with rite.services.db.reading() as session:
        return {
            table.__tablename__: await session.scalar(
                select(func.count()).select_from(table).execution_options(**ACROSS_WORKSPACES)
            )
            or 0
            for table in (AccountDay, Audience, Comment, Container, Delivery, Insight, PublishCall)
        }


async def test_taking_the_app_away_disconnects_holds_and_tells(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.press("Approve for", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")
    answer = await rite.sandbox.do("instagram/deauthorize", username=USERNAME)
    assert answer["ok"] is True
    await stage.sees("took my access to @warehouse.nights back", "1 approved post is held", button="Reconnect")
    await stage.sees(ANNOUNCEMENT, "Held", button="Resume")
    gone = await account(rite)
    assert (gone.status, gone.token_sealed, gone.username) == (AccountStatus.DISCONNECTED, None, USERNAME)

    await reconnect(stage)
    assert (await account(rite)).status is AccountStatus.CONNECTED


async def reconnect(stage: Stage) -> None:
    """By a link of its own: the one before works no more."""
    used = (await stage.sees("Connect", button=CONNECT)).links[CONNECT]
    await stage.command("connect")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (fresh := (await stage.sees("Connect", button=CONNECT)).links[CONNECT]) == used:
        assert time.monotonic() < deadline, "no fresh link came"
    assert (await consent(fresh)).status_code == 200


async def test_an_old_or_repeated_or_forged_request_takes_nothing_away(rite: Rite, slack: SlackStage) -> None:
    await connect(slack)
    issued = int(rite.clock.now().timestamp())
    secret = rite.sandbox.world.config.instagram_app_secret
    payload = {"algorithm": "HMAC-SHA256", "user_id": OURS, "issued_at": issued, "expires": issued + 3600}
    old = {"issued_at": issued - 7200, "expires": issued - 3600}
    async with httpx.AsyncClient(base_url=rite.settings.public_url) as meta:

        async def send(signed: str, path: str = "/instagram/deauthorize") -> int:
            return (await meta.post(path, data={"signed_request": signed})).status_code

        for signed in ("", "x.y", signed_request("not the secret", payload), signed_request(secret, payload | old)):
            assert await send(signed) == 403
            assert await send(signed, "/instagram/data-deletion") == 403
        assert await send(signed_request(secret, payload | {"user_id": "1"})) == 200
        assert (await account(rite)).status is AccountStatus.CONNECTED

        await rite.sandbox.move_to(rite.clock.now() + timedelta(minutes=1))
        real = signed_request(secret, payload | {"issued_at": issued + 60})
        assert await send(real) == 200
        await slack.sees("took my access to @warehouse.nights back", "No post was waiting")
        await rite.sandbox.move_to(rite.clock.now() + timedelta(minutes=1))
        await reconnect(slack)
        assert await send(real) == 200
        assert await send(signed_request(secret, payload)) == 200  # late news of before
    assert (await account(rite)).status is AccountStatus.CONNECTED


async def test_who_wants_to_be_forgotten_is_forgotten_and_can_look_it_up(rite: Rite, slack: SlackStage) -> None:
    await connect(slack)
    await tonight(slack)
    await slack.press("Approve for", ANNOUNCEMENT)
    await slack.press("Post now", ANNOUNCEMENT, "Approved by Ada")
    await slack.sees(ANNOUNCEMENT, "Live", button="See it")
    (medium,) = await rite.sandbox.published()
    await rite.sandbox.do("instagram/comment", media_id=medium["id"], username="fan", text="nice")
    await slack.sees("nice")
    await rite.sandbox.move_to(rite.clock.now() + timedelta(hours=2))
    await slack.sees(ANNOUNCEMENT, "So far")
    await rite.idle()
    assert all((await kept(rite)).values())

    answer = await rite.sandbox.do("instagram/delete_data", username=USERNAME)

    assert answer["problems"] == []
    assert await kept(rite) == dict.fromkeys(await kept(rite), 0)
    gone = await account(rite)
    assert USERNAME not in repr(vars(gone)) and OURS not in repr(vars(gone))
    assert gone.token_sealed is None
    async with rite.services.db.reading() as session:
        posts = (await session.execute(select(Post).execution_options(**ACROSS_WORKSPACES))).scalars().all()
    assert len(posts) == 2 and not any(post.media_id or post.permalink for post in posts)
    await slack.sees("asked to be forgotten", button="Reconnect")

    url, code = re.findall(r'"(https?://[^"]+|[0-9a-f]{20})"', answer["body"])
    async with httpx.AsyncClient() as browser:
        shown = await browser.get(url)
        assert shown.status_code == 200
        assert "was received on Sunday 22 November 2026" in shown.text and "accounts: 1" in shown.text
        assert code in url and (await browser.get(url + "0")).status_code == 404
    again = await rite.sandbox.do("instagram/delete_data", username=USERNAME)
    assert again["problems"] == []
