"""JSON as strangers send it: read within limits, and without characters that no database keeps."""

import json
import math
import re
from typing import Any

DEEPEST = 40
LONGEST_NUMBER = 18
"""Digits; what has more is no number of anybody's, and too large for a database."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
INSTEAD = "\ufffd"


def read_json(text: str | bytes) -> Any:
    """The value; raises ValueError for anything that is none, or none that anybody has reason to send."""
    try:
        return _clean(json.loads(text, parse_int=_int, parse_float=_float, parse_constant=_constant), 0)
    except RecursionError as error:
        raise ValueError("That is nested too deeply.") from error


def storable(text: str) -> str:
    """A text with what no database keeps replaced."""
    return _UNSTORABLE.sub(INSTEAD, text)


def _clean(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise ValueError("That is nested too deeply.")
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _clean(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner, depth + 1) for inner in value]
    return value


def _int(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("That number is too long.")
    return int(digits)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("That number is too large.")
    return number


def _constant(name: str) -> float:
    raise ValueError(f"{name} is no number.")
