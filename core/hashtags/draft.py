"""The hashtags of a draft, whoever writes it: ours as ranked, a writer's own tidied, a person's wishes first. Pure."""

from collections.abc import Iterable

from core.copy.text import closing_tags
from core.copy.wishes import Wishes, read_wishes
from core.hashtags.believable import believable
from core.hashtags.generate import generate_hashtags
from core.hashtags.optimize import optimize_hashtags
from core.hashtags.tags import same, usable
from core.ports.copywriter import Brief

NO_OTHERS = "I know no other hashtags for this event. Type hashtags to add a set of your own."


def draft_hashtags(brief: Brief, own: Iterable[str] = ()) -> tuple[str, ...]:
    """At most `brief.most_hashtags` tags for the end of a caption, with their "#".

    own: what the writer thought of by itself; what cannot be believed is left out, and ours fill what is left. The tags
    of the previous version stay unless its request speaks of hashtags.
    """
    wishes, voice = read_wishes(brief.request), read_wishes(brief.voice)
    unwanted = wishes.tags is False or (voice.tags is False and not wishes.tags)
    if brief.format == "story" or unwanted:
        return ()
    before = closing_tags(brief.previous) if brief.request else ()
    first = (*wishes.tags_in, *_base(brief, wishes, before, own))
    gone = {same(tag) for tag in wishes.tags_out}
    tags = [tag for tag in first if same(tag) not in gone]
    return optimize_hashtags(usable(tags), brief.most_hashtags).tags


def _base(brief: Brief, wishes: Wishes, before: tuple[str, ...], own: Iterable[str]) -> tuple[str, ...]:
    if brief.previous and brief.request and not (wishes.fresh_tags or wishes.tags or before):
        return ()  # somebody took them all out
    if before and not wishes.fresh_tags:
        return before
    thought = tuple(tag for tag in own if believable(tag, brief, brief.request))
    if not wishes.fresh_tags:
        return (*thought, *generate_hashtags(brief, brief.most_hashtags))
    known = {same(tag) for tag in before}
    others = generate_hashtags(brief, brief.most_hashtags, besides=before)
    return (*others[:1], *(tag for tag in thought if same(tag) not in known), *others[1:])


def no_others(brief: Brief, tags: tuple[str, ...]) -> bool:
    """Whether somebody asked for other hashtags and there are none."""
    return read_wishes(brief.request).fresh_tags and set(map(same, tags)) <= set(
        map(same, closing_tags(brief.previous))
    )
