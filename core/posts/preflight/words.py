"""Captions, alt texts, first comments."""

import re
from collections.abc import Iterator

from core.posts.limits import LIMITS, LONGEST_ALT_TEXT, LONGEST_CAPTION, LONGEST_COMMENT, MOST_MENTIONS, Limits
from core.posts.model import Format
from core.posts.preflight.planned import Finding, Planned

_HASHTAG = re.compile(r"#\w")
"""Also inside a word: better one counted too many than a refusal."""
_MENTION = re.compile(r"(?<!\w)@[\w.]")
WITH_ALT_TEXT = (Format.FEED, Format.CAROUSEL)


def words(planned: Planned) -> Iterator[Finding]:
    if planned.format is not Format.STORY:  # a story's caption stays with us
        yield from caption(planned.caption, planned.limits)
    yield from _comment(planned)
    yield from _alt_texts(planned)


def caption(text: str, limits: Limits = LIMITS) -> Iterator[Finding]:
    """The rules of captions alone, for whoever is just writing one."""
    if len(text) > LONGEST_CAPTION:
        yield Finding(
            f"Instagram takes {LONGEST_CAPTION:,} characters, this has {len(text):,}. Please shorten it.", "caption"
        )
    yield from _hashtags(text, "caption", "This", limits)
    if (count := len(_MENTION.findall(text))) > MOST_MENTIONS:
        yield Finding(
            f"Instagram takes at most {MOST_MENTIONS} mentions, this has {count}. Please leave some out.", "caption"
        )
    if text.lstrip().startswith("@"):
        sentence = (
            "It begins with “@”: the person is told, and readers see the name first. Put a word there if not meant."
        )
        yield Finding(sentence, "caption", blocks=False)


def _hashtags(text: str, field: str, name: str, limits: Limits) -> Iterator[Finding]:
    count = len(_HASHTAG.findall(text))
    if count > limits.hashtags_most:
        sentence = f"Instagram takes at most {limits.hashtags_most} hashtags. {name} has {count}; leave some out."
        yield Finding(sentence, field)
    elif count > limits.hashtags_warn:
        sentence = (
            f"{name} has {count} hashtags; Instagram's own app allows {limits.hashtags_warn}, "
            "and the others may have no effect. Keep the most telling ones."
        )
        yield Finding(sentence, field, blocks=False)


def _comment(planned: Planned) -> Iterator[Finding]:
    text = planned.details.first_comment
    if not text:
        return
    if planned.format is Format.STORY:
        yield Finding("A story has no comments; please leave the first comment out.", "first_comment")
    elif not planned.may_comment:
        sentence = "The account was connected without the right to comment, so the first comment will be missing."
        yield Finding(f"{sentence} Reconnect it and leave that box ticked.", "first_comment", blocks=False)
    if len(text) > LONGEST_COMMENT:
        sentence = f"A comment may have {LONGEST_COMMENT:,} characters, this one has {len(text):,}. Please shorten it."
        yield Finding(sentence, "first_comment")
    yield from _hashtags(text, "first_comment", "The first comment", planned.limits)


def _alt_texts(planned: Planned) -> Iterator[Finding]:
    asked = {slide: text for slide, text in enumerate(planned.details.alt_texts, start=1) if text}
    if planned.format not in WITH_ALT_TEXT:
        if asked:
            yield Finding("Only pictures in the feed take an alt text; please leave it out.", "alt_texts")
        return
    for slide, text in ({1: planned.alt_text} | asked).items():
        if len(text) > LONGEST_ALT_TEXT:
            most = LONGEST_ALT_TEXT
            sentence = f"The alt text of picture {slide} has {len(text):,} characters; please stay within {most:,}."
            yield Finding(sentence, "alt_texts")
    for slide in asked:
        file = planned.file(slide)
        if slide > planned.count:
            sentence = f"There is an alt text for picture {slide}, but no such picture; please leave it out."
            yield Finding(sentence, "alt_texts")
        elif file and file.video:
            yield Finding(f"Number {slide} is a video, and videos take no alt text; leave it out.", "alt_texts")
