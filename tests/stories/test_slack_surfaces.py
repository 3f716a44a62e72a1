"""Everywhere Rite is found in Slack: the menu, the Home tab, shortcuts on messages, links that people show."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, connect, events
from stages.rite import Rite
from stages.slack import SlackStage
from stages.uploads import photo

from core.calendar.feed import address_of, feed_for
from core.workspaces.members import ChatIdentity, find_member
from core.workspaces.model import Platform

pytestmark = ON_SQLITE


async def test_the_menu_and_the_home_tab_lead_everywhere_and_stay_true(rite: Rite, slack: SlackStage) -> None:
    await connect(slack)
    await slack.command("")
    await slack.press("New event", "What shall we do?")
    await slack.fill("New event", TONIGHT)
    await slack.sees(ANNOUNCEMENT, button="Edit")
    await slack.sees("Recap · Warehouse Night", button="Edit")
    await slack.command("new a payload of bass, Sat 28 Nov 22:00, Halle 7, Berlin")
    assert "payload" in str(await slack.modal("New event"))
    await slack.close()

    await slack.open_home("Waiting for you (2)", "Going out next", "Open the calendar")
    await slack.home_shows("Waiting for you (2)", picture=True)
    await slack.press_home("Look at it")
    await slack.in_direct().sees(ANNOUNCEMENT, button="Approve")
    await slack.press("Approve", ANNOUNCEMENT)
    await slack.home_shows("Waiting for you (1)", "Going out next (1)", picture=True)
    guest = slack.as_("gil")
    await guest.open_home("Waiting for somebody else (1)")
    with_buttons = str(await guest.home_shows("Going out next (1)", picture=True))
    assert "Open the calendar" in with_buttons and "New event" not in with_buttons and "Settings" in with_buttons


async def test_a_message_with_its_flyer_and_link_becomes_the_filled_form(rite: Rite, slack: SlackStage) -> None:
    link = f"{rite.sandbox.url}/tickets/cellar-session"
    ts = await slack.say(f"can we push this one? {link}", photo=photo())
    wish = {"user": "ada", "callback_id": "promote_this", "channel": slack.channel}
    await rite.sandbox.do("slack/shortcut", ts=ts, **wish)
    view = await slack.modal("New event")
    assert all(word in str(view) for word in ("Cellar Session", "Halle 7", "2026-12-04", "I have your picture"))
    assert "from the page 127.0.0.1" in str(view["blocks"][0])
    assert await slack.fill("New event", {}) == {}
    await slack.sees("Announcement · Cellar Session", button="Edit")
    (event,) = await events(rite)
    assert event.photo_key and event.ticket_link == link

    async with rite.services.db.transaction() as session:
        ada = rite.sandbox.world.person("ada").slack_id
        member = await find_member(session, ChatIdentity(Platform.SLACK, ada, "T0RITE0001"))
        assert member is not None
        feed = await feed_for(session, member, rite.services.clock.now())
    await slack.say(f"our plan: {address_of(rite.services.vault, rite.services.public_url, feed)}")
    await slack.sees("our plan", "Calendar of Warehouse Nights", "Announcement, Cellar Session")
