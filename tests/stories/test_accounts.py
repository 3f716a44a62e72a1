"""Several Instagram accounts, two ways to connect them, and how one leaves and comes back."""

from datetime import timedelta

import pytest
from stages.browser import consent
from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, Stage, connect, fresh_link, go_to_next_post, tonight
from stages.rite import Rite
from stages.slack import SlackStage

from bot.connect import LABELS
from core.ports.access import Product

WAREHOUSE, HALLE = "warehouse.nights", "halle7.berlin"
THROUGH_FACEBOOK = LABELS[Product.FACEBOOK]


async def live_on(rite: Rite) -> list[str]:
    return [medium["account"] for medium in await rite.sandbox.published()]


@ON_SQLITE
@pytest.mark.thorough("telegram")
async def test_one_event_goes_out_from_the_account_it_was_given_and_then_from_another(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await connect(stage, HALLE)
    await stage.new_event({**TONIGHT, "Account": f"@{HALLE}"})
    await stage.sees("Publishes to", f"@{HALLE}", button="Change account")
    await stage.press("Approve for", ANNOUNCEMENT, f"@{HALLE}")
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")

    await stage.press("Change account", "Publishes to", f"@{HALLE}")
    if isinstance(stage, SlackStage):
        await stage.fill("Change account", {"Account": f"@{WAREHOUSE}"})
    else:
        await stage.press(f"@{WAREHOUSE}", "publish it from now on?")
    await stage.sees(f"It publishes to @{WAREHOUSE} now. What was approved needs a fresh yes.")
    await stage.press("Approve for", ANNOUNCEMENT, f"@{WAREHOUSE}", "Version 2")
    await stage.sees(ANNOUNCEMENT, f"@{WAREHOUSE}", "Approved by Ada")
    await go_to_next_post(rite)
    await stage.sees(ANNOUNCEMENT, "Live", f"@{WAREHOUSE}", button="See it")
    assert await live_on(rite) == [WAREHOUSE]


@ON_SQLITE
async def test_an_account_leaves_and_comes_back_and_nothing_is_lost(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.press("Approve for", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")
    await stage.command("accounts")
    card = await stage.sees("Instagram accounts", "connected through Instagram's login", "60 days of access left")
    assert card.buttons == ["Reconnect", "Disconnect", "Connect another"]

    await stage.press("Disconnect", "Instagram accounts")
    await stage.press(f"Disconnect @{WAREHOUSE}", "I forget how to get in. 1 approved post will be held.")
    await stage.sees(f"@{WAREHOUSE} is disconnected. 1 approved post is held.", "Its events and posts are kept.")
    await stage.sees(f"disconnected @{WAREHOUSE}. 1 approved post is held.", button="Reconnect")
    await stage.sees(ANNOUNCEMENT, "Held", "press Resume", button="Resume")

    used = [link for message in await stage.messages() for link in message.links.values()]
    await stage.press("Reconnect", f"disconnected @{WAREHOUSE}. 1 approved post")
    assert f"@{WAREHOUSE} is connected" in (await consent(await fresh_link(stage, used))).text
    await stage.press("Resume", ANNOUNCEMENT, "Held")
    await stage.sees(ANNOUNCEMENT, "Approved, goes out", "Approved by Ada", button="Stop")
    await go_to_next_post(rite)
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    assert await live_on(rite) == [WAREHOUSE]


@ON_SQLITE
@pytest.mark.thorough("telegram")
async def test_pages_on_facebook_are_connected_at_once_and_publish(rite: Rite, stage: Stage) -> None:
    await stage.command("connect")
    page = await consent(await fresh_link(stage, [], THROUGH_FACEBOOK), HALLE, WAREHOUSE)
    assert f"@{HALLE} and @{WAREHOUSE} are connected" in page.text
    await stage.sees(f"@{WAREHOUSE} is connected. What you approve goes out there.")
    await stage.command("accounts")
    await stage.press(f"Make default @{WAREHOUSE}", "Instagram accounts", "2 accounts", "through Facebook's login")
    card = await stage.sees(f"New events publish to @{WAREHOUSE} from now on.")
    assert "days of access" not in card.text  # a Page's token has no end of its own

    await tonight(stage)
    await stage.press("Approve for", ANNOUNCEMENT, f"@{WAREHOUSE}")
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")
    await go_to_next_post(rite)
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    assert await live_on(rite) == [WAREHOUSE]


@ON_SQLITE
async def test_an_end_of_access_that_renewing_cannot_prevent_is_told_in_time(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await rite.sandbox.fault("instagram", "refresh", "outage", times=99)
    await rite.sandbox.move_to(rite.clock.now() + timedelta(days=50))
    await stage.sees(f"Instagram access to @{WAREHOUSE} ends in 10 days.", button="Reconnect")
    await rite.sandbox.http.delete("/faults")
    used = [link for message in await stage.messages() for link in message.links.values()]
    await stage.press("Reconnect", "ends in 10 days")
    assert f"@{WAREHOUSE} is connected" in (await consent(await fresh_link(stage, used))).text


@ON_SQLITE
async def test_only_owners_get_buttons_and_the_home_tab_leads_there(rite: Rite, slack: SlackStage) -> None:
    await connect(slack)
    ben = slack.as_("ben")
    await ben.command("accounts")
    card = await ben.sees("Instagram accounts", f"@{WAREHOUSE}", "Owners connect and disconnect accounts.")
    assert card.buttons == []
    await slack.open_home("Settings")
    await slack.press_home("Instagram accounts")
    await slack.in_direct().sees("Instagram accounts", f"@{WAREHOUSE}", button="Reconnect")
