"""A friendly word under a card is not a request: "looks great" must not undo anybody's yes. Pure."""

import re

_APPROVING = """
a all amazing and approved awesome beautiful bravo brilliant cool excellent fantastic fine good great happy i is it its
like lgtm looking looks love lovely much nice nicely ok okay perfect perfekt pretty really sehr schön sieht aus gut
super sweet thank thanks that the this toll very well wonderful wow yeah yes yep danke gracias genial merci parfait
bien grazie bello bella
"""
_WORDS = frozenset(_APPROVING.split())
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 60


def only_praise(text: str) -> bool:
    """Whether a reply holds nothing but approving words and signs."""
    words = _WORD.findall(text.casefold().replace("'", "").replace("’", ""))
    return len(text) <= _LONGEST and all(word in _WORDS for word in words)
