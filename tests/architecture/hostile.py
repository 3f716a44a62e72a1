"""What people may call things so that everything breaks."""

import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import calendar_cards
import cards

NAMES = {
    "80 emoji": "👩‍👩‍👧‍👦🪩" * 40,
    "right to left": "\u202eשלום עולם\u202c مرحبا بالعالم \u2066x\u2069 ",
    "mentions": "<!channel> <!here|x> <@U0ADA> <#C0ALL> <https://evil.example|Approve> @everyone ",
    "5,000 characters": "x" * 5_000,
    "templates": "{name} {0} {} %s %(n)d ${amount} {{ ",
    "nothing to see": "\u200b\u00ad\u2060 ",
}
_WILD = re.compile(r"^WILD = .*$", re.MULTILINE)


@cache
def named(name: str) -> Any:
    """The module `cards`, with this wherever a person may have typed something."""
    module = _renamed(cards, name)
    module.calendar_cards = _renamed(calendar_cards, name).calendar_cards
    return module


def _renamed(original: ModuleType, name: str) -> Any:
    path = Path(str(original.__file__))
    source, found = _WILD.subn(lambda _: f"WILD = {name!r}", path.read_text(encoding="utf-8"))
    assert found == 1
    module = ModuleType(f"{original.__name__} with another name")
    exec(compile(source, path, "exec"), vars(module))  # noqa: S102 - our own source
    return module
