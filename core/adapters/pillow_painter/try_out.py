"""Paint an unknown template where it can do no harm: another process, with little time, memory and nothing to write to.

The template and its sample go in as JSON; pictures come out, each with its length before it.
"""

import asyncio
import json
import resource
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from os import pathsep
from typing import Any

from core.errors import InvalidAnswer
from core.templates.check import check
from core.templates.parse import parse_template, read
from core.templates.scene import Brand, Layout, Scene

LAYOUTS = (Layout.PORTRAIT, Layout.STORY, Layout.SQUARE)
CPU_SECONDS, WALL_SECONDS = 12, 45
"""On a busy machine the second runs out first only when something hangs."""
MEMORY = 1536 * 1024 * 1024
TOO_SLOW = "It takes too long to paint. Use fewer layers, and fewer or smaller blurs and patterns."
TOO_MUCH = "It cannot be painted: it needs too much memory, or its layers do not fit together. Make it simpler."


async def try_out(content: Mapping[str, Any], sample: Scene) -> Sequence[bytes]:
    """Its pictures in every layout; raises InvalidAnswer."""
    words = {key: value for key, value in asdict(sample).items() if value and key not in ("photo", "logo")}
    asked = json.dumps({"content": content, "sample": words}).encode()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-B",
        "-m",
        __name__,
        env={"PYTHONPATH": pathsep.join(sys.path)},  # nothing of ours is its business, least of all secrets
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        out, _ = await asyncio.wait_for(process.communicate(asked), WALL_SECONDS)
    except TimeoutError as error:
        raise InvalidAnswer(TOO_SLOW) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode in (-9, -24):  # killed, or out of its seconds
        raise InvalidAnswer(TOO_SLOW)
    if process.returncode:
        raise InvalidAnswer(TOO_MUCH)
    return list(_pictures(out))


def _pictures(out: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(out):
        (length,) = struct.unpack_from(">I", out, at)
        yield out[at + 4 : at + 4 + length]
        at += 4 + length


def main() -> None:
    """The other process: reads one template, paints it, is gone."""
    from core.adapters.pillow_painter.painter import PillowPainter

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    asked = json.load(sys.stdin.buffer)
    template = check(parse_template(asked["content"], "template.toml"), "template.toml")
    scene = read(Scene, asked["sample"], "preview.toml", "the sample event")
    painter = PillowPainter()
    for layout in LAYOUTS:
        jpeg = painter.paint_now(template, layout, scene, Brand()).jpeg
        sys.stdout.buffer.write(struct.pack(">I", len(jpeg)) + jpeg)


if __name__ == "__main__":
    main()
