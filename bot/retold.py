"""What core says, in the reader's language.

Core speaks English: its errors, remedies and stored reasons are read by logs, and later by people of other languages.
The catalogues hold its sentences under the context "core" (provision/core_texts.py finds them in its source). A
sentence is recognised by what its template says literally; what stood in the places is told again, too. What nobody
knows stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from string import Formatter

from bot.language import ENGLISH, said_by_core, texts
from bot.retold_values import parted, retold_value
from bot.words import spoken_list

LIST = "list"
"""How the places begin that hold a list of names: "Ada, Ben and Cy"."""
WEAK = 8
"""A template that says less is recognised only with all that stands in its places: "{listed} from {source}"."""
_LONGEST = 1000
"""Longer texts are no sentence of core's."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?:]) (?=\S)")

Told = tuple[int, str]
"""How many of its characters were recognised, and the text as far as they go."""


def retold(sentence: str) -> str:
    """One or more sentences of core's in the reader's language; in English they stay what they are."""
    language = texts()
    return sentence if language == ENGLISH or not sentence else _told(language, sentence)


@lru_cache(maxsize=2048)
def _told(language: str, sentence: str) -> str:
    return _retelling(language).told(sentence)


@cache
def _retelling(language: str) -> "Retelling":
    return Retelling(said_by_core(language))


class Retelling:
    """Knows sentences and templates in English, each with what it is in another language."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._templates = {text: max(_literals(text), key=len) for text in known if places_of(text)}
        """With the longest thing each says literally: most are told apart by that alone."""

    def told(self, text: str) -> str:
        return self._told(text, {})[1] if len(text) <= _LONGEST else text

    def _told(self, text: str, before: dict[str, Told]) -> Told:
        """The way of telling it that recognises most; before: the parts of the same text that were told already."""
        if text not in before:
            before[text] = self._best(text, before)
        return before[text]

    def _best(self, text: str, before: dict[str, Told]) -> Told:
        if not text.strip():
            return 0, text
        if (known := self._exactly(text)) is not None:
            return len(text), known
        ways = [*self._in_two(text, before), *self._by_template(text, before), retold_value(text)]
        return max(ways, key=lambda way: way[0])

    def _exactly(self, text: str) -> str | None:
        """Also where a word of core's begins a sentence, or names what comes after a colon: "Spotlight: Mara Voss"."""
        known = self._known.get(text)
        if known is None and text.endswith(":") and (label := self._exactly(text[:-1])):
            return f"{label}:"
        if known is None and text[:1].isupper() and (lower := self._known.get(text[0].lower() + text[1:])):
            return lower[0].upper() + lower[1:]
        return known

    def _in_two(self, text: str, before: dict[str, Told]) -> Iterator[Told]:
        """Sentences that were put one after the other."""
        for end in _SENTENCE_ENDS.finditer(text):
            (first, one), (second, other) = (
                self._told(part, before) for part in (text[: end.start()], text[end.end() :])
            )
            yield first + second, f"{one} {other}"

    def _by_template(self, text: str, before: dict[str, Told]) -> Iterator[Told]:
        for template, literal in self._templates.items():
            if literal in text and (found := _pattern(template).fullmatch(text)):
                told = {place: self._placed(place, value, before) for place, value in found.groupdict().items()}
                letters = sum(map(len, _literals(template)))
                if letters >= WEAK or all(recognised for recognised, _ in told.values()):
                    values = {place: value for place, (_, value) in told.items()}
                    recognised = letters + sum(count for count, _ in told.values())
                    yield recognised, self._known[template].format(**values)

    def _placed(self, place: str, value: str, before: dict[str, Told]) -> Told:
        if not place.startswith(LIST):
            return self._told(value, before)
        names, last = parted(value)
        told = [self._told(name, before) for name in names]
        return min(count for count, _ in told), spoken_list([name for _, name in told], last)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What a template can become: its literal parts, and anything in its places."""
    pattern = ""
    for literal, place, _, _ in Formatter().parse(template):
        pattern += re.escape(literal)
        if place is not None:
            pattern += f"(?P={place})" if f"(?P<{place}>" in pattern else f"(?P<{place}>.*?)"
    return re.compile(pattern, re.DOTALL)


def _literals(template: str) -> list[str]:
    return [literal for literal, _, _, _ in Formatter().parse(template)]


def places_of(template: str) -> frozenset[str]:
    """The names in its braces; none where the braces are text, as in an example of JSON."""
    try:
        places = [place for _, place, _, _ in Formatter().parse(template) if place is not None]
    except ValueError:
        return frozenset()
    return frozenset(places) if all(place.isidentifier() for place in places) else frozenset()
