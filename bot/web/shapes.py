"""Whether a delivery has the shape that its platform documents, as far as we read it.

A signature says who sent it, not that it makes sense: what does not fit is refused before anything looks into it.
"""

import re
from collections.abc import Mapping
from typing import Any

NONE = type(None)
NEEDED = "!"
"""Ends the name of what must be there; everything else may be missing, and more may be there."""

# A shape: a type, a pattern, several ways, a list of one kind, or an object with the shapes of what is read in it.


def fits(value: Any, shape: Any) -> bool:
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(one, shape[0]) for one in value)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and all(_has(value, name, inner) for name, inner in shape.items())
    return isinstance(value, shape) and not (shape is int and isinstance(value, bool))


def _has(value: Mapping[str, Any], name: str, shape: Any) -> bool:
    key = name.removesuffix(NEEDED)
    return fits(value[key], shape) if key in value else not name.endswith(NEEDED)
