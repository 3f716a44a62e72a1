"""Who is measured: the floor, ours, and the peers that can be had here."""

from collections.abc import Callable
from pathlib import Path

from bench.peer_packages import NotToBeHad, from_npm
from bench.processes import python
from bench.render.engine import Engine
from provision import chromium as browser
from provision.errors import ProvisioningFailed

HERE = Path(__file__).parent
SATORI, RESVG, SHARP, NAPI_CANVAS, NODE_CANVAS = "0.63.2", "2.6.2", "0.35.5", "1.1.1", "3.2.3"


def floor(stock: Path) -> Engine:
    return Engine("floor", python("-m", "bench.render.engines.floor"), block=40)


def ours(stock: Path) -> Engine:
    return Engine("ours", python("-m", "bench.render.engines.ours"), block=40)


def plain_pillow(stock: Path) -> Engine:
    return Engine("plain Pillow", python("-m", "bench.render.engines.plain_pillow"), block=4)


def napi_canvas(stock: Path) -> Engine:
    folder = from_npm("@napi-rs/canvas", NAPI_CANVAS)
    return _node("@napi-rs/canvas", "canvas.cjs", folder, block=10, CANVAS="@napi-rs/canvas")


def node_canvas(stock: Path) -> Engine:
    folder = from_npm("canvas", NODE_CANVAS)
    return _node("node-canvas", "canvas.cjs", folder, block=6, CANVAS="canvas")


def sharp_svg(stock: Path) -> Engine:
    folder = from_npm("sharp", SHARP)
    return _node("sharp + SVG", "sharp_svg.cjs", folder, block=4, FONTCONFIG_FILE=str(stock / "fonts.conf"))


def satori(stock: Path) -> Engine:
    folder = from_npm("satori", SATORI, f"@resvg/resvg-js@{RESVG}", f"sharp@{SHARP}")
    return _node("Satori + resvg", "satori_resvg.cjs", folder, block=2)


def chromium(stock: Path) -> Engine:
    return _browser("Chromium, warm page", block=8)


def chromium_new_page(stock: Path) -> Engine:
    return _browser("Chromium, new page", block=4, FRESH="1")


def _node(name: str, script: str, folder: Path, block: int, **variables: str) -> Engine:
    return Engine(name, ("node", HERE / script), {"NODE_PATH": str(folder / "node_modules"), **variables}, block)


def _browser(name: str, block: int, **variables: str) -> Engine:
    try:
        program = browser.find_or_install()
    except ProvisioningFailed as failed:
        raise NotToBeHad(str(failed)) from failed
    command = python("-m", "bench.render.engines.chromium")
    return Engine(name, command, {"CHROMIUM": str(program), **variables}, block, alone=False)


LINE_UP: dict[str, Callable[[Path], Engine]] = {
    "floor": floor,
    "ours": ours,
    "napi": napi_canvas,
    "chromium": chromium,
    "chromium-new-page": chromium_new_page,
    "node-canvas": node_canvas,
    "sharp": sharp_svg,
    "pillow": plain_pillow,
    "satori": satori,
}
"""By the words of `--only`. Each raises NotToBeHad."""
