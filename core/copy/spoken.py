"""Which languages a post speaks: its campaign's, until somebody asks for others in words."""

from core.copy.languages import LANGUAGES, written_in
from core.copy.sections import taken_apart
from core.copy.wishes import Wishes, read_wishes
from core.ports.copywriter import Brief


def languages_for(brief: Brief) -> tuple[str, ...]:
    """The languages of the caption that is to be written, the first one first; those of a caption to change stay."""
    main = written_in(brief.language)
    if not brief.previous:
        wishes = read_wishes(brief.request)
        return after(tuple(dict.fromkeys((main, *(one for one in brief.also_in if one in LANGUAGES)))), wishes)
    return after(taken_apart(brief.previous, main).languages, read_wishes(brief.request))


def after(languages: tuple[str, ...], wishes: Wishes) -> tuple[str, ...]:
    """The languages a caption has once the wishes are heeded; never none."""
    asked = (wishes.language,) if wishes.language else languages
    kept = tuple(one for one in dict.fromkeys((*asked, *wishes.also)) if one not in wishes.dropped)
    return kept or languages[:1]
