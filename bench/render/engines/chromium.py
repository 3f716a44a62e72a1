"""Headless Chromium through Playwright: one warm page that gets new words, or a new page for every flyer."""

import json
import os
from html import escape
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.render.engines.serving import FOLDER, main

_FACES = "".join(
    f"@font-face {{ font-family: '{key}'; src: url('file://{file}'); }}"
    for key, file in json.loads((FOLDER / "fonts.json").read_text(encoding="utf-8")).items()
)
_SHELL = f"<!doctype html><meta charset=utf-8><style>{_FACES} body {{ margin: 0 }} * {{ position: absolute }}</style>"
_SHOWN = """async (html) => {
  document.body.innerHTML = html;
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode()));
}"""
_AS_ROOT = ["--no-sandbox", "--allow-file-access-from-files", "--hide-scrollbars"]


def body(drawing: dict[str, Any], photo: str) -> str:
    """The flyer as elements at fixed places."""
    width, height = drawing["size"]
    whole = f"left:0;top:0;width:{width}px;height:{height}px"
    parts = [f"<div style='{whole};background:{drawing['ground']}'></div>"]
    if "crop" in drawing:
        parts.append(_photo(drawing, photo))
        stops = ",".join(f"{colour} {place * 100}%" for place, colour in drawing["veil"])
        parts.append(f"<div style='{whole};background:linear-gradient({stops})'></div>")
    for box in drawing["boxes"]:
        x, y, wide, tall = box["at"]
        place = f"left:{x}px;top:{y}px;width:{wide}px;height:{tall}px"
        parts.append(f"<div style='{place};background:{box['fill']};border-radius:{box['radius']}px'></div>")
    parts += [_line(line) for line in drawing["lines"]]
    x, y, wide, tall = drawing["logo"]
    parts.append(f"<img src='logo.png' style='left:{x}px;top:{y}px;width:{wide}px;height:{tall}px'>")
    return "".join(parts)


def _photo(drawing: dict[str, Any], file: str) -> str:
    width, height = drawing["size"]
    if file == "cropped.jpg":
        return f"<img src='{file}' style='left:0;top:0;width:{width}px;height:{height}px'>"
    left, top, wide, _ = drawing["crop"]
    scale = width / wide
    image = f"left:{-left * scale}px;top:{-top * scale}px;width:{4000 * scale}px"
    return (
        f"<div style='left:0;top:0;width:{width}px;height:{height}px;overflow:hidden'>"
        f"<img src='{file}' style='{image}'></div>"
    )


def _line(line: dict[str, Any]) -> str:
    top = line["baseline"] - line["rise"] * line["size"]
    lights = [f"0 {down}px {2 * radius}px {colour}" for down, radius, colour in _lights(line)]
    shadow = f"text-shadow:{','.join(lights)};" if lights else ""
    return (
        f"<div style=\"left:{line['x']}px;top:{top}px;font:{line['size']}px '{line['font']}';line-height:1;"
        f'letter-spacing:{line["spacing"]}px;color:{line["fill"]};{shadow}white-space:nowrap">{escape(line["text"])}</div>'
    )


def _lights(line: dict[str, Any]) -> list[list[Any]]:
    return [line[light] for light in ("shadow", "glow") if light in line]


class Chromium:
    """Pictures taken of pages. `fresh`: every flyer gets a page of its own, as services do it."""

    def __init__(self, fresh: bool) -> None:
        self._fresh = fresh
        self._seen = 0
        (FOLDER / "shell.html").write_text(_SHELL + "<body>", encoding="utf-8")
        self._browser = sync_playwright().start().chromium.launch(executable_path=os.environ["CHROMIUM"], args=_AS_ROOT)
        self._page = self._open("shell.html")

    def __call__(self, flyer: str, event: dict[str, Any], photo: bytes, cold: bool) -> bytes:
        self._seen += 1
        # another address is another file to a browser
        html = body(event, f"photo.jpg?{self._seen}" if cold else "cropped.jpg")
        page = self._open("shell.html") if self._fresh else self._page
        page.evaluate(_SHOWN, html)
        picture = page.screenshot(type="jpeg", quality=92)
        if self._fresh:
            page.close()
        return picture

    def _open(self, name: str) -> Page:
        page = self._browser.new_page(viewport={"width": 1080, "height": 1350})
        page.goto(f"file://{FOLDER / name}")
        return page


if __name__ == "__main__":
    main(Chromium(fresh=os.environ.get("FRESH") == "1"))
