"""From what a model wrote, in one language or in several, to the text of a caption."""

from core.adapters.openai_copywriter.shapes import Options, OptionsInLanguages, Written, WrittenInLanguages
from core.copy.languages import languages_named
from core.copy.sections import Section, put_together, taken_apart
from core.copy.spoken import languages_for
from core.copy.text import closing_tags, is_tags, paragraphs
from core.hashtags.draft import draft_hashtags
from core.ports.copywriter import Brief

Wrote = Written | WrittenInLanguages


def shape_for(brief: Brief) -> type[Written] | type[WrittenInLanguages]:
    """What is asked for: one text, or one for each language."""
    return WrittenInLanguages if len(languages_for(brief)) > 1 else Written


def options_shape_for(brief: Brief) -> type[Options] | type[OptionsInLanguages]:
    """The same for several captions."""
    return OptionsInLanguages if len(languages_for(brief)) > 1 else Options


def words_of(wrote: Wrote, brief: Brief) -> str:
    """The caption without hashtags; several languages in the order that is wanted, each once."""
    if isinstance(wrote, Written):
        return _without_tags(wrote.caption)
    wanted = languages_for(brief)
    told: dict[str, str] = {}
    for one in wrote.captions:
        if language := _code(one.language):
            told.setdefault(language, taken_apart(one.caption, language).sections[0].text)
    ordered = [language for language in wanted if language in told]
    return put_together(Section(language, _without_tags(told[language])) for language in ordered)


def finished(wrote: Wrote, brief: Brief) -> str:
    """The caption with its hashtags as last paragraph; which these are is not the model's to decide alone."""
    captions = [wrote.caption] if isinstance(wrote, Written) else [one.caption for one in wrote.captions]
    own = (*wrote.hashtags, *(tag for caption in captions for tag in closing_tags(caption)))
    return "\n\n".join(one for one in (words_of(wrote, brief), " ".join(draft_hashtags(brief, own))) if one)


def _code(named: str) -> str:
    """ "de", "de-AT" and "German" are one; "" for a language we do not write."""
    try:
        return next(iter(languages_named(named.split("-")[0])), "")
    except ValueError:
        return ""


def _without_tags(caption: str) -> str:
    return "\n\n".join(one for one in paragraphs(caption) if not is_tags(one))
