"""How an engine in Python is spoken to: lines of JSON in, a line for each back; or one flyer and an end.

An order: {"flyer": "complex", "cold": false, "first": 0, "count": 20, "to": "picture.jpg" or null}. It paints these
events; "to" takes the last one. "cold" means a photo nobody has seen before each time.
"""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any, Protocol

FOLDER = Path(sys.argv[1])


class Engine(Protocol):
    """Paints one event of a flyer into a JPEG; `photo` is the upload, another one each time when it is cold."""

    def __call__(self, flyer: str, event: dict[str, Any], photo: bytes, cold: bool) -> bytes: ...


@cache
def events(flyer: str, kind: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((FOLDER / f"{flyer}.{kind}").read_text(encoding="utf-8"))
    return told


@cache
def photo() -> bytes:
    return (FOLDER / "photo.jpg").read_bytes()


@cache
def logo() -> bytes:
    return (FOLDER / "logo.png").read_bytes()


def serve(engine: Engine, kind: str) -> None:
    """Do what is ordered until the orders end."""
    seen = 0
    for line in sys.stdin:
        order = json.loads(line)
        told = events(order["flyer"], kind)
        picture = b""
        for number in range(order["first"], order["first"] + order["count"]):
            seen += 1
            # what stands behind the end of a JPEG is not read, but makes it another file
            shown = photo() + seen.to_bytes(4, "big") if order["cold"] else photo()
            picture = engine(order["flyer"], told[number % len(told)], shown, order["cold"])
        if order["to"]:
            Path(order["to"]).write_bytes(picture)
        sys.stdout.write(json.dumps({"painted": order["count"]}) + "\n")
        sys.stdout.flush()


def main(engine: Engine, kind: str = "json") -> None:
    """Serve; or with `once FLYER FILE` behind the folder, paint the first event into a file.

    Peers are told drawings; we take "scenes.json" and find out by ourselves where everything goes.
    """
    if sys.argv[2:3] == ["once"]:
        _, _, _, name, file = sys.argv
        Path(file).write_bytes(engine(name, events(name, kind)[0], photo(), True))
    else:
        serve(engine, kind)
