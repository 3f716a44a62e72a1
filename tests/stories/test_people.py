"""Who may do what, and how people come in."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, connect, events, tonight
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage

from core.workspaces.model import Role
from rite.invite import invite_token

pytestmark = ON_SQLITE

GENERAL = "C0GENERAL1"


async def test_a_stranger_in_telegram_gets_one_polite_sentence(rite: Rite, telegram: TelegramStage) -> None:
    gil = telegram.as_("gil")
    await gil.say("Techno night Fri 27 Nov 22:00, Halle 7")
    await gil.sees("I don't know you yet. Ask an owner of your team for an invite link")
    await telegram.command("help")
    await telegram.sees("What I can do")
    assert len([message for message in await gil.messages() if not message.handle["mine"]]) == 1
    assert await events(rite) == []


async def test_an_invite_link_works_once(rite: Rite, telegram: TelegramStage) -> None:
    token = await invite_token(rite.services, Role.EDITOR, "")
    ben, gil = telegram.as_("ben"), telegram.as_("gil")
    await ben.say(f"/start {token}")
    await ben.sees("Hi Ben, I'm Rite. You work with Warehouse Nights here.")
    await gil.say(f"/start {token}")
    await gil.sees("This link was used already or is older than a week. Ask for a new one.")
    await gil.say("/start made-up-token")
    await gil.sees("This link was used already or is older than a week. Ask for a new one.")


async def test_guests_look_editors_write_and_owners_approve(rite: Rite, slack: SlackStage) -> None:
    await connect(slack)
    await rite.sandbox.do("slack/invite", channel=GENERAL)
    ada = slack.in_(GENERAL)
    ben, gil = ada.as_("ben"), ada.as_("gil")
    await ada.sees("Thanks for the invite")
    await tonight(ben)
    await ben.sees(ANNOUNCEMENT, "Waits for one yes from Ada")
    await gil.press("Approve for", ANNOUNCEMENT)
    await gil.is_told("Only approvers can release posts: Ada.")
    await gil.press("Skip", ANNOUNCEMENT)
    await gil.is_told("Guests can look and comment. Ask an owner to make you an editor.")
    await gil.command("new")
    await gil.is_told("Guests can look and comment. Ask an owner to make you an editor.")
    assert len(await events(rite)) == 1
    await ben.press("Approve for", ANNOUNCEMENT)
    await ben.is_told("Only approvers can release posts: Ada.")
    await ben.command("connect")
    await ben.is_told("Only an owner can connect, disconnect or choose")
    await ben.command("settings")
    await ben.is_told("Only an owner changes the settings.")
    await ada.press("Approve for", ANNOUNCEMENT)
    await ben.sees(ANNOUNCEMENT, "Approved by Ada", button="Take back")
    await ben.press("Take back", ANNOUNCEMENT)
    await ben.is_told("Only approvers can release posts: Ada.")


async def test_with_two_approvers_nobody_approves_their_own_post(rite: Rite, telegram: TelegramStage) -> None:
    cy = telegram.as_("cy")
    await cy.arrive(rite, Role.APPROVER)
    await connect(telegram)
    await tonight(telegram)
    await telegram.sees(ANNOUNCEMENT, "Waits for one yes from Cy Cordes")
    await telegram.press("Approve for", ANNOUNCEMENT)
    await telegram.is_told("You wrote this one, so somebody else says yes: Cy Cordes.")
    await cy.press("Approve for", ANNOUNCEMENT)
    await telegram.sees(ANNOUNCEMENT, "Approved by Cy Cordes", gone="Approve for")


async def test_in_a_channel_without_the_bot_it_says_how_to_invite_it(rite: Rite, slack: SlackStage) -> None:
    ada = slack.in_(GENERAL)
    await ada.command("new")
    await ada.is_told("I'm not in this channel yet. Type /invite @Rite here, then try again.")
    await ada.command("connect")
    await ada.command("stop")
    await ada.is_told("Nothing was going to go out by itself.")


async def test_a_blocked_chat_does_not_disturb_the_others(rite: Rite, telegram: TelegramStage) -> None:
    cy = telegram.as_("cy")
    await cy.arrive(rite, Role.APPROVER)
    await rite.sandbox.do("telegram/block", user="cy")
    await tonight_without_account(telegram)
    await rite.sandbox.do("telegram/unblock", user="cy")
    await cy.command("events")
    await cy.sees("Warehouse Night")


async def tonight_without_account(stage: TelegramStage) -> None:
    await stage.new_event(TONIGHT)
    await stage.sees(ANNOUNCEMENT, button="Connect Instagram", picture=True)
