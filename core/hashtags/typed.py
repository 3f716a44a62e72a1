"""Hashtags as people type them: with or without "#", in a row or with commas. Pure."""

import re

from core.errors import InvalidAnswer
from core.hashtags.tags import LeftOut, bare, same, why_not

MOST_IN_SET = 20


def read_tags(text: str, field: str = "tags") -> tuple[str, ...]:
    """ "#techno rave", "deep house, techno" -> tags with their "#", each once.

    Raises InvalidAnswer that names every tag of no use with its reason, so that nothing vanishes behind one's back.
    """
    parts = re.split(r"[,;]", text) if re.search(r"[,;]", text) else re.split(r"[\s#]+", text)
    written = [one for part in parts for one in _ones(part) if bare(one)]
    if not written:
        raise InvalidAnswer("I see no hashtag in that. Write them like #techno #berlin.", field=field)
    wrong = {same(one): LeftOut(f"#{bare(one)}"[:31], why) for one in written if (why := why_not(one))}
    if wrong:
        told = "; ".join(f"{one.tag}: {one.why}" for one in wrong.values())
        raise InvalidAnswer(f"Please leave out {told}.", field=field)
    first: dict[str, str] = {}
    for one in written:
        first.setdefault(same(one), f"#{bare(one)}")
    return tuple(first.values())


def _ones(part: str) -> list[str]:
    """Between two commas stand words of one tag, unless there are several "#"."""
    return part.split("#") if part.count("#") > 1 else [part]
