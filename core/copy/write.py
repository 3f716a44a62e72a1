"""A whole caption from the record: its text in each language, and one row of hashtags below them all."""

from collections.abc import Sequence
from dataclasses import replace

from core.copy.compose import compose
from core.copy.sections import Section, put_together
from core.copy.style import Style
from core.copy.text import caption_of
from core.ports.copywriter import Brief


def written(brief: Brief, style: Style, languages: Sequence[str]) -> str:
    """The caption in these languages, one under the other."""
    told = [compose(brief, replace(style, language=language)) for language in languages]
    sections = [
        Section(language, caption_of(part for part in parts if part.kind != "tags"))
        for language, parts in zip(languages, told, strict=True)
    ]
    return put_together(sections, caption_of(part for part in told[0] if part.kind == "tags"))
