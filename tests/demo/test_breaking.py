"""Everything in *Break it*, chosen on the page: each ends in a card with cause and cure, and in words of Rite's."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from demo_stage import PATIENCE_MS, browsing, connect_instagram, consent_in_the_browser, running_demo, shows
from playwright.async_api import BrowserContext, Locator, Page, expect

pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="module"), pytest.mark.thorough]

FAR = 45
"""Days ahead: a plan of ten posts, one for each round."""
A_MOMENT_MS = 4_000
HOURS = 8
LIVE = r"is live on @warehouse\.nights"


@dataclass
class Broken:
    """The demo's page, and what was chosen in Break it so far."""

    context: BrowserContext
    page: Page
    slack: Locator
    complaints: list[str]

    async def choose(self, *keys: str) -> None:
        for key in keys:
            await self.page.get_by_test_id("break-it").select_option(key)
            await expect(self.card(key)).to_contain_text(re.compile("What happens: .+What mends it: ", re.S))

    def card(self, key: str) -> Locator:
        return self.page.locator(f"[data-fault='{key}']")

    async def press(self, name: str) -> None:
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def said(self, words: str) -> int:
        return await self.slack.get_by_test_id("slack-message").filter(has_text=re.compile(words)).count()

    async def comes_to_this(self, words: str, before: int) -> None:
        """Slack shows one message more with these words; hours may pass until then."""
        found = self.slack.get_by_test_id("slack-message").filter(has_text=re.compile(words))
        for _ in range(HOURS):
            if await comes(found.nth(before), A_MOMENT_MS):
                return
            await self.press("+1 hour")
        await expect(found.nth(before)).to_be_attached()

    async def try_again(self) -> None:
        """On the newest card that says what went wrong."""
        await self.slack.get_by_role("button", name="Try again", exact=True).last.click()

    async def ends(self, *keys: str) -> None:
        """The cards say that it happened; then it is mended and they are gone."""
        for key in keys:
            await expect(self.card(key)).to_have_class(re.compile("struck"))
        if await self.page.get_by_role("button", name="Mend it").count():
            await self.press("Mend it")
        else:
            for key in keys:
                await self.card(key).get_by_role("button", name="Put away").click()
        await expect(self.page.get_by_test_id("broken-card")).to_have_count(0)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def broken(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Broken]:
    folder: Path = tmp_path_factory.mktemp("demo")
    async with running_demo(folder) as address, browsing(address, folder) as (context, page, complaints):
        here = Broken(context, page, page.get_by_test_id("pane-slack"), complaints)
        await plan(here)
        yield here


async def plan(here: Broken) -> None:
    """An event with a plan of ten posts, hashtags in the first comment, an account."""
    day = datetime.now(UTC) + timedelta(days=FAR)
    event = f"Techno night {day:%a %d %b %Y} 22:00, Halle 7, Berlin, early bird 12 EUR, with Mara, Jonas, Kim"
    box = here.page.get_by_test_id("slack-input")
    await box.fill("/rite hashtags")
    await box.press("Enter")
    await here.slack.get_by_role("button", name="How many and where").click()
    modal = here.page.get_by_role("dialog")
    await modal.get_by_label("Where they stand").select_option("In the first comment")
    await modal.get_by_role("button", name="Save").click()
    await expect(modal).to_have_count(0)
    await box.fill(f"/rite new {event}")
    await box.press("Enter")
    await expect(modal.get_by_label("Venue", exact=True)).to_have_value("Halle 7", timeout=PATIENCE_MS)
    await modal.get_by_role("button", name="Create event").click()
    await shows(here.slack, re.compile(r"10 drafts wait for a yes"))
    await connect_instagram(here.context, here.slack)
    await shows(here.slack, re.compile("@warehouse.nights is connected"))


OFFLINE = "offline writer"
MODEL = [
    ("ai-refuse", OFFLINE),
    ("ai-cut_off", OFFLINE),
    ("ai-breaks_off", OFFLINE),
    ("ai-chats", OFFLINE),
    ("ai-fences", "gpt-5.4-mini"),
    ("ai-no_choices", OFFLINE),
    ("ai-uncounted", "gpt-5.4-mini"),
    ("ai-stall", OFFLINE),
    ("ai-429", OFFLINE),
    ("ai-429_bare", OFFLINE),
    ("ai-no_credit", OFFLINE),
    ("ai-500", OFFLINE),
    ("ai-unknown_model", OFFLINE),
    ("ai-lies", OFFLINE),
]


async def test_whatever_the_model_does_words_come_and_say_who_wrote_them(broken: Broken) -> None:
    campaign = broken.slack.locator(".slack-conversation").filter(has_text="Teaser · Techno night").first
    box = campaign.get_by_test_id("slack-thread-input")
    offers = campaign.get_by_test_id("slack-message").filter(has_text="2 options · Teaser").filter(has_text="Option 2")
    for number, (key, writer) in enumerate(MODEL):
        await broken.choose(key)
        await box.fill("Teaser: 2 options")
        await box.press("Enter")
        await expect(offers.nth(number), key).to_contain_text(re.compile(f"Written by .*{writer}"), timeout=PATIENCE_MS)
        await broken.ends(key)
    assert broken.complaints == []


CHATS = [
    ("slack", "slack-wait"),
    ("slack", "slack-outage"),
    ("slack", "slack-twice"),
    ("telegram", "tg-wait"),
    ("telegram", "tg-lost"),
    ("telegram", "tg-outage"),
]
MOST_ASKS = 4
"""An answer to one person is tried twice; who got none asks again."""


async def comes(place: Locator, patience_ms: float) -> bool:
    try:
        await expect(place).to_be_attached(timeout=patience_ms)
    except AssertionError:
        return False
    return True


async def test_whatever_a_chat_does_who_asks_is_answered(broken: Broken) -> None:
    telegram = broken.page.get_by_test_id("pane-telegram")
    await telegram.get_by_role("button", name="START").click()
    await shows(telegram, re.compile("You work with Warehouse Nights"))
    for house, key in CHATS:
        pane = broken.page.get_by_test_id(f"pane-{house}")
        answers = pane.get_by_test_id(f"{house}-message").filter(has_text=re.compile("What is planned|See what"))
        before = await answers.count()
        await broken.choose(key)
        for asked in range(MOST_ASKS):
            box = broken.page.get_by_test_id(f"{house}-input")
            await box.fill("@Rite help" if house == "slack" else "/help")
            await box.press("Enter")
            patience = PATIENCE_MS if asked + 1 == MOST_ASKS else 2 * A_MOMENT_MS
            if await comes(answers.nth(before), patience):
                break
        await expect(answers.nth(before), key).to_be_attached()
        await broken.ends(key)
    assert broken.complaints == []


ROUNDS = [
    (("throttle",), r"is paused until .+ call budget"),
    (("slide", "comment-lost"), LIVE),
    (("container-lost", "unreadable", "not-ready", "lost"), LIVE),
    (("server", "forgets", "done-500"), LIVE),
    (("outage", "stalled", "done-spam"), LIVE),
    (("gateway", "late"), LIVE),
    (("quota",), r"quota|posts in 24 hours|allows"),
]
AGAIN = [
    ("picture", r"did not go out\..+did not take the picture\..+needs another picture"),
    ("container-fails", r"did not go out\..+could not use what I sent|did not go out\..+did not take the picture"),
    ("blocked", r"did not go out\..+unusual activity.+Publish nothing for some hours"),
    ("restricted", r"did not go out\..+restrict.+Instagram app"),
    ("expired", r"did not go out\..+Reconnect the account"),
]


async def test_whatever_instagram_does_the_card_says_so_and_nothing_is_doubled(broken: Broken) -> None:
    await broken.slack.get_by_role("button", name=re.compile("^Approve all")).last.click()
    await broken.slack.get_by_role("alertdialog").get_by_role("button", name=re.compile("^Approve all")).click()
    await shows(broken.slack, re.compile("Approved by Ada Albrecht"))
    for keys, words in ROUNDS:
        before = await broken.said(words)
        await broken.choose(*keys)
        await broken.press("Next post")
        await broken.comes_to_this(words, before)
        await broken.ends(*keys)
    for number, (key, words) in enumerate(AGAIN):
        before = await broken.said(words)
        await broken.choose(key)
        await (broken.press("Next post") if number == 0 else broken.try_again())
        await broken.comes_to_this(words, before)
        await broken.ends(key)
    links = broken.slack.get_by_text(re.compile("Connect, about a minute"))
    used, before = await links.count(), await broken.said("goes out after all")
    await broken.slack.get_by_role("button", name="Reconnect").last.click()
    await expect(links.nth(used)).to_be_attached()
    await consent_in_the_browser(broken.context, broken.slack)
    await broken.comes_to_this("goes out after all", before)
    assert broken.complaints == []
