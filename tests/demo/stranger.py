"""A stranger's path: a fresh clone, `make demo`, and from the grey sentence to the first post live. `make stranger`.

With `--fresh` the environment is made from nothing as well; five minutes are enough for all of it.
"""

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from demo_stage import PATIENCE_MS, browsing, connect_instagram, shows
from playwright.async_api import BrowserContext, Page, expect

from provision.throwaway import free_port

ROOT = Path(__file__).parents[2]
ENOUGH_SECONDS = 300
OURS = ("RITE_", "OPENAI_", "PYTEST_", "VIRTUAL_ENV", "PYTHON", "TELEGRAM_", "SLACK_", "MAKE", "MFLAGS")
ADDRESS = re.compile(r"Sandbox: (http://127\.0\.0\.1:\d+)")


def clone(folder: Path, *, fresh: bool) -> Path:
    """What is committed here, in a folder of its own; unless fresh, with the environment that this runs in."""
    place = folder / "rite"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT.as_uri(), str(place)], check=True)  # noqa: S603, S607 - our own repository
    if not fresh:
        (place / ".venv").mkdir()
        (place / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
        (place / ".venv" / "ready").touch()
    return place


@asynccontextmanager
async def made_demo(place: Path, *, fresh: bool) -> AsyncIterator[str]:
    """`make demo` as it is typed; yields the address it prints."""
    shell = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    code = {} if fresh else {"PYTHONPATH": str(place)}  # the borrowed environment knows another checkout
    process = await asyncio.create_subprocess_exec(
        "make",
        "demo",
        f"ARGS=--port {free_port()}",
        cwd=place,
        env=shell | code,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield await _printed(process)
    finally:
        os.killpg(process.pid, signal.SIGINT)  # Ctrl-C goes to everything in the terminal
        await asyncio.wait_for(process.communicate(), 60)


async def _printed(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(2 * ENOUGH_SECONDS):
        while line := await process.stdout.readline():
            said += line.decode()
            if found := ADDRESS.search(said):
                return found.group(1)
    raise AssertionError(f"make demo printed no address:\n{said}")


async def first_post_live(context: BrowserContext, page: Page, folder: Path) -> None:
    """What the first steps on the page say, done."""
    guide, slack = page.get_by_test_id("guide"), page.get_by_test_id("pane-slack")
    await guide.get_by_role("button", name="Show me").click()
    await expect(page.get_by_test_id("slack-input")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    friday, create = (
        slack.get_by_role("button", name=re.compile(r"^Fri \d")),
        slack.get_by_role("button", name="Create event"),
    )
    await expect(friday.or_(create).first).to_be_visible(timeout=PATIENCE_MS)
    if await friday.count():  # on most days of the week "next Friday" may mean two
        await friday.last.click()
    await create.first.click()
    await shows(slack, re.compile(r"\d drafts wait for a yes"))
    await expect(guide).to_contain_text("Connect an account")
    await page.screenshot(path=folder / "stranger-1.png")
    await connect_instagram(context, slack)
    await expect(guide).to_contain_text("Press START in Telegram")
    await page.get_by_role("button", name="START", exact=True).click()
    announcement = slack.get_by_test_id("slack-message").filter(has_text="Announcement · Techno night").last
    await announcement.get_by_role("button", name=re.compile("^Approve for")).click()
    await shows(slack, re.compile("Approved by Ada Albrecht"))
    await expect(guide).to_contain_text("Press Next post")
    await page.get_by_role("button", name="Next post").click()
    post = page.get_by_test_id("instagram-media")
    await expect(post).to_have_count(1, timeout=PATIENCE_MS)
    await shows(slack, re.compile("is live on @warehouse.nights"))
    await expect(guide).to_contain_text("Break something")
    await page.screenshot(path=folder / "stranger-2.png")


async def walk(folder: Path, pictures: Path, *, fresh: bool) -> float:
    """All of it; gives the seconds from `git clone` to the post that is live."""
    began = time.monotonic()
    place = clone(folder, fresh=fresh)
    async with made_demo(place, fresh=fresh) as address, browsing(address, pictures) as (context, page, complaints):
        await first_post_live(context, page, pictures)
        assert complaints == []
        return time.monotonic() - began


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fresh", action="store_true", help="make the environment from nothing as well")
    options.add_argument("--pictures", type=Path, help="keep screenshots here")
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="rite-stranger-") as folder:
        pictures = chosen.pictures or Path(folder)
        seconds = asyncio.run(walk(Path(folder), pictures, fresh=chosen.fresh))
    sys.stdout.write(f"From a fresh clone to the first approved post live: {seconds / 60:.1f} minutes.\n")
    if seconds > ENOUGH_SECONDS:
        sys.exit("That is more than five.")


if __name__ == "__main__":
    main()
