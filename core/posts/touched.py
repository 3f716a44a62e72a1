"""What a change of an event makes untrue in one post: nothing, only its picture, or its words. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import IntEnum

from core.copy.facts import check_facts
from core.copy.swap import same_words_with
from core.copy.tiers import current_price
from core.copy.times import hour, long_date
from core.copy.used import facts_in
from core.events.moments import evening_of
from core.events.moments.folding import fold
from core.ports.copywriter import Brief
from core.posts.model import Post, Revision
from core.templates.model import Template
from core.templates.scene import Scene

_MERELY_LONG = frozenset({"too_long", "too_many_hashtags"})
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n")
_SHORTEST_SENTENCE = 12


class Touch(IntEnum):
    NOTHING = 0
    PICTURE = 1
    """The words are still true, the flyer is not."""
    WORDS = 2


@dataclass(frozen=True)
class Around:
    """A post's surroundings before or after a change: what a writer is told, what a painter is told."""

    brief: Brief
    scene: Scene


def touch_of(post: Post, revision: Revision, template: Template | None, before: Around, after: Around) -> Touch:
    """template: what its flyer is painted from; None where files of one's own are shown, or nothing is painted yet."""
    if contradicts(revision.caption, before.brief, after.brief):
        return Touch.WORDS
    if not post.media and template is not None and _drawn_otherwise(template, before.scene, after.scene):
        return Touch.PICTURE
    return Touch.NOTHING


def contradicts(caption: str, before: Brief, after: Brief) -> bool:
    """Whether a caption that was true says something the new record denies, or lacks what it now has to say."""
    return bool(caption) and _is_untrue(caption, _findings(caption, before), before, after)


def updated(caption: str, before: Brief, after: Brief) -> str | None:
    """The same words with the new facts in the places of the old ones; None where that does not make it true."""
    new = same_words_with(caption, before, after)
    return None if new == caption or _is_untrue(new, _findings(caption, before), before, after) else new


def _is_untrue(caption: str, known: frozenset[tuple[str, str]], before: Brief, after: Brief) -> bool:
    """known: what was found wrong with it before anything changed, and somebody said yes to."""
    if _findings(caption, after) - known:
        return True
    return _says_old_facts(caption, before, after) or _quotes_old_description(caption, before, after)


def _findings(caption: str, brief: Brief) -> frozenset[tuple[str, str]]:
    found = check_facts(caption, brief)
    return frozenset((finding.code, finding.said) for finding in found if finding.code not in _MERELY_LONG)


def _says_old_facts(caption: str, before: Brief, after: Brief) -> bool:
    now = dict(_record(after))
    for key, value in facts_in(caption, before):
        if key == "line-up":
            named = value.split(", ")
            all_named = len(named) == len(before.lineup)
            if not set(named) <= set(after.lineup) or (all_named and set(after.lineup) - set(named)):
                return True
        elif key == "tickets":
            if not after.ticket_link:
                return True
        elif now.get(key, value) != value:
            return True
    return False


def _record(brief: Brief) -> Iterator[tuple[str, str]]:
    """The facts of a record by the names `facts_in` gives them; what is not known any more is ""."""
    yield "name", brief.name
    yield "date", long_date(evening_of(brief.starts_local), "en", year=True)
    for key, moment in (("start", brief.starts_local), ("doors", brief.doors_local), ("end", brief.ends_local)):
        yield key, hour(moment, "en") if moment else ""
    yield "venue", brief.venue
    yield "city", brief.city
    yield "price", current_price(brief)


def _quotes_old_description(caption: str, before: Brief, after: Brief) -> bool:
    if before.description == after.description:
        return False
    said, still = fold(caption), fold(after.description)
    sentences = (fold(one.strip()) for one in _SENTENCE.split(before.description))
    return any(len(one) >= _SHORTEST_SENTENCE and one in said and one not in still for one in sentences)


def _drawn_otherwise(template: Template, before: Scene, after: Scene) -> bool:
    """A field whose name is nowhere in a design is not drawn by it."""
    written = repr(template)
    differing = (field.name for field in fields(Scene) if getattr(before, field.name) != getattr(after, field.name))
    return any(re.search(rf"\b{name}\b", written) for name in differing)
