"""A message cut into the bits that commas, bullets and line ends set apart."""

import re
from dataclasses import dataclass, replace

from core.events.extract.labels import Label, label_of

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
"""Capitals of Latin scripts, for character classes."""

_SENTENCE_END = rf"(?<=[\w)€£$ ])\.\s+(?=[{UPPER}€£$\d+])|[!?]+\s+(?=[{UPPER}]\w*\s)"
_SPLIT = re.compile(rf"\s*(?:,(?!\d)|;|\s[|·•–—]\s|\s//\s|\s-\s|{_SENTENCE_END})\s*")
_EDGE = re.compile(r"^[^\w\"“„«'(&€$£#@]+|[^\w\"”“»')!?€$£+]+$")
_PRESENTS = re.compile(r"\b(?:presents?|präsentiert|presentan?|présentent?|presentano)$", re.IGNORECASE)
_LABEL = re.compile(r"^(?P<label>[^\W\d][\w '/.&-]{1,40}?)\s*:(?:\s+|$)(?P<value>.*)$")


@dataclass(frozen=True)
class Segment:
    """One bit of a message: the line it stands on, its text, and what the label before it says it is."""

    line: int
    text: str
    label: Label | None = None
    label_text: str = ""

    def saying(self, text: str) -> "tuple[Segment, ...]":
        """The same bit with another text; nothing when that is empty."""
        plain = text.strip(" ,-:(")
        return (replace(self, text=plain),) if plain else ()


def cut(text: str) -> tuple[Segment, ...]:
    """The segments of a message in order; a known label counts for all segments of its line."""
    found: list[Segment] = []
    for number, line in enumerate(text.splitlines()):
        found.extend(_line(number, line))
    return tuple(found)


def _line(number: int, line: str) -> list[Segment]:
    labelled = _LABEL.match(_EDGE.sub("", line.strip()) + (":" if line.rstrip().endswith(":") else ""))
    if labelled is None:
        return [_placed(number, bit) for bit in _bits(line)]
    label, said = label_of(labelled["label"]), labelled["label"].strip()
    if label is None and _PRESENTS.search(said):
        return [Segment(number, labelled["value"].strip(), Label.NAME, said)]
    if label is None:
        return [Segment(number, bit) for bit in (*_bits(said), *_bits(labelled["value"]))]
    return [Segment(number, bit, label, said) for bit in _bits(labelled["value"]) or [""]]


def _placed(number: int, bit: str) -> Segment:
    """A bit in the midst of a line may say that it is a place: "..., Ort: Goldmarie, ..."."""
    labelled = _LABEL.match(bit)
    label = label_of(labelled["label"]) if labelled else None
    if labelled is None or label not in (Label.VENUE, Label.CITY):
        return Segment(number, bit)
    return Segment(number, labelled["value"].strip(), label, labelled["label"].strip())


def _bits(text: str) -> list[str]:
    bits = (_EDGE.sub("", bit.strip()) for bit in _SPLIT.split(text))
    return [bit for bit in bits if bit]
