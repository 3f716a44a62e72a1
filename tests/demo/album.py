"""Pictures for docs/pictures, each of one thing on a page."""

from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page

COLOURS = 128
"""A screenshot needs no more, and weighs a third."""
HIGHEST = 1600
"""Pixels: a page longer than this is shown from its top."""


class Album:
    """Takes pictures into a folder."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self._folder = page, folder

    async def take(self, name: str, thing: Locator) -> None:
        await thing.scroll_into_view_if_needed()
        await self.page.mouse.move(0, 0)  # nothing lies over it
        await self.page.wait_for_timeout(600)
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{name}.png"
        await thing.screenshot(path=file, animations="disabled")
        with Image.open(file) as taken:
            top = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, HIGHEST)))
            top.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)

    async def say(self, box: str, words: str) -> None:
        """Type into the box with this test id, and send."""
        field = self.page.get_by_test_id(box)
        await field.fill(words)
        await field.press("Enter")
