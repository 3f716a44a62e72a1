"""The plain text of captions: paragraphs, hashtags, emoji."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 2200
TAG = re.compile(r"(?<![\w&])#\w+")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u231a-\u23ff\ufe0f\u200d\U000e0020-\U000e007f]+ ?"
)


@dataclass(frozen=True)
class Part:
    """One paragraph of a caption; kind: "opening", "facts", "tickets", ... (core/copy/compose.py), or "tags"."""

    kind: str
    text: str


def caption_of(parts: Iterable[Part]) -> str:
    """The parts as paragraphs."""
    return "\n\n".join(part.text for part in parts)


def paragraphs(caption: str) -> list[str]:
    """The paragraphs of a caption, none of them empty."""
    return [one.strip() for one in re.split(r"\n\s*\n", caption) if one.strip()]


def tags_of(caption: str) -> tuple[str, ...]:
    """All hashtags of a caption, in order, each once."""
    return tuple(dict.fromkeys(TAG.findall(caption)))


def closing_tags(caption: str) -> tuple[str, ...]:
    """The hashtags that stand in rows of their own, as a caption ends with; those inside sentences are words."""
    return tuple(dict.fromkeys(tag for one in paragraphs(caption) if is_tags(one) for tag in TAG.findall(one)))


def without_tags(caption: str) -> str:
    return TAG.sub(" ", caption)


def is_tags(paragraph: str) -> bool:
    """Whether a paragraph is hashtags and nothing else."""
    return bool(TAG.search(paragraph)) and not TAG.sub("", paragraph).strip(" .·,\n")


def without_emoji(text: str) -> str:
    """The text without pictographs, and without the blanks they leave."""
    lines = (re.sub(r"[ \t]{2,}", " ", _EMOJI.sub("", line)).strip() for line in text.splitlines())
    return "\n".join(lines)
