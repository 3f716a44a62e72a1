"""A caption in several languages: one under the other, each after the first beneath a line that names it ("— DE")."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.copy.languages import LANGUAGES, language_of, written_in
from core.copy.text import is_tags, paragraphs

_HEADING = re.compile(rf"^—\s?({'|'.join(LANGUAGES)})$", re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """What a caption says in one language."""

    language: str
    text: str


@dataclass(frozen=True)
class Said:
    """A caption taken apart: its texts in the order they stand in, and the hashtags below them all."""

    sections: tuple[Section, ...]
    tags: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(section.language for section in self.sections)

    def text(self, language: str) -> str:
        """What it says in a language, "" when it does not speak it."""
        return next((section.text for section in self.sections if section.language == language), "")


def taken_apart(caption: str, language: str) -> Said:
    """The texts of a caption. `language`: of the first one, as far as its words do not tell another."""
    parts = paragraphs(caption)
    end = len(parts)
    while end and is_tags(parts[end - 1]):
        end -= 1
    groups: list[tuple[str, list[str]]] = [("", [])]
    for part in parts[:end]:
        heading, _, rest = part.partition("\n")
        if found := _HEADING.match(heading.strip()):
            groups.append((found[1].lower(), [rest.strip()] if rest.strip() else []))
        else:
            groups[-1][1].append(part)
    first, others = "\n\n".join(groups[0][1]), [(named, "\n\n".join(texts)) for named, texts in groups[1:] if texts]
    sections = [Section(named, text) for named, text in others]
    if first or not sections:
        guessed = language_of(first)
        known = guessed if guessed and guessed not in dict(others) else written_in(language)
        sections.insert(0, Section(known, first))
    return Said(tuple(sections), "\n\n".join(parts[end:]))


def put_together(sections: Iterable[Section], tags: str = "") -> str:
    """The caption: the first text as it is, the others beneath their language's name, hashtags last."""
    told = [section for section in sections if section.text]
    blocks = [section.text if not place else f"{heading(section.language)}\n\n{section.text}"
              for place, section in enumerate(told)]  # fmt: skip
    return "\n\n".join(block for block in (*blocks, tags) if block)


def heading(language: str) -> str:
    """The line above a text in another language."""
    return f"— {language.upper()}"
