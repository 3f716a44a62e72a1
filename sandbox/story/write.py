"""A story as a file that pytest replays."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sandbox.story.record import Step

WIDTH = 118
EXCUSE = "# ruff: noqa: E501 - people's words are as long as they are\n"
FILE = "test_saved_story.py"
HEAD = '''"""Saved from the sandbox's page on {day}. In tests/stories, pytest does it again."""

{excuse}from stages.saved import Step, replayed

BEGAN = "{began}"
STORY = [
'''
TAIL = """]
LIVE = [
{live}
]

test_what_was_done_on_the_page_happens_again = replayed(BEGAN, STORY, LIVE)
"""


def written(began: datetime, steps: Sequence[Step], live: Sequence[str]) -> str:
    """The file's text, laid out as the repository's formatter does."""
    lines = "".join(f"{_call('Step', _arguments(step), 4)},\n" for step in steps)
    excuse = EXCUSE if any(len(line) > WIDTH + 2 for line in lines.split("\n")) else ""
    head = HEAD.format(excuse=excuse, day=f"{began:%d %B %Y}".lstrip("0"), began=began.isoformat())
    return head + lines + TAIL.format(live="\n".join(f"    {_text(one)}," for one in live))


def _arguments(step: Step) -> list[str]:
    deed = step.deed
    parts = [_text(deed.who), _text(deed.does), *map(_text, deed.what)]
    if deed.more:
        parts.append(f"more={_dict(deed.more)}")
    if step.sees:
        parts.append(_call("sees=", [_text(one) for one in step.sees], 8, "[]").lstrip())
    return parts


def _dict(more: Mapping[str, Any]) -> str:
    pairs = [f"{_text(name)}: {_text(value)}" for name, value in more.items()]
    return _call("", pairs, 8, "{}").lstrip()


def _call(name: str, parts: Sequence[str], indent: int, braces: str = "()") -> str:
    """On one line where there is room."""
    line = f"{' ' * indent}{name}{braces[0]}{', '.join(parts)}{braces[1]}"
    if len(line) < WIDTH and "\n" not in line:
        return line
    inner = "".join(f"{' ' * (indent + 4)}{part},\n" for part in parts)
    return f"{' ' * indent}{name}{braces[0]}\n{inner}{' ' * indent}{braces[1]}"


def _text(value: Any) -> str:
    """As Python: what JSON writes, but for its names of three values."""
    names = {True: "True", False: "False", None: "None"}
    if isinstance(value, bool | None):
        return names[value]
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(key)}: {_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    return json.dumps(value, ensure_ascii=False)
