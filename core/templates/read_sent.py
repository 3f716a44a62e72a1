"""A template somebody sent: everything about it checked before anything is painted, every refusal one sentence."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.templates.archive import PREVIEW, TEMPLATE, unpack
from core.templates.bind import WORDS
from core.templates.bounds import check_bounds, check_table
from core.templates.check import check
from core.templates.model import Template
from core.templates.parse import TemplateProblem, parse_template, read
from core.templates.scene import Scene

MOST_NAMES = 40
_SAMPLE = WORDS & frozenset(Scene.__dataclass_fields__)
LONGEST_NAME = 40


@dataclass(frozen=True)
class Sent:
    """A template that may be painted; the tables are what would be kept of it."""

    content: dict[str, Any]
    sample: dict[str, Any]
    template: Template


def read_sent(data: bytes, name: str) -> Sent:
    """From the bytes of a `.toml` or a `.zip`; raises TemplateProblem naming file, layer, field and cure."""
    texts = unpack(data, name)
    file = TEMPLATE if len(texts) > 1 or data.startswith(b"PK") else name[:60]
    content = parsed(texts[TEMPLATE], file)
    sample = parsed(texts[PREVIEW], PREVIEW) if PREVIEW in texts else {}
    template = check(parse_template(content, file), file)
    check_bounds(template, file)
    _check_head(template, file)
    _check_sample(sample)
    return Sent(content, sample, template)


def parsed(text: str, file: str) -> dict[str, Any]:
    """A table of ordinary values; raises TemplateProblem."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
        raise TemplateProblem(file, "the file", "", f"is not TOML: {str(error)[:120]}") from error
    check_table(table, file)
    return table


def _check_head(template: Template, file: str) -> None:
    if not template.name.strip() or len(template.name) > LONGEST_NAME:
        raise TemplateProblem(file, "the head", "name", f"should be a name of up to {LONGEST_NAME} characters")
    if len(template.tags) > 8 or any(len(tag) > 24 for tag in template.tags):
        raise TemplateProblem(file, "the head", "tags", "up to 8 tags of up to 24 characters are fine")


def _check_sample(sample: Mapping[str, Any]) -> None:
    """Words alone: a sample brings no pictures."""
    if not sample:
        return
    for field in sample:
        if field not in _SAMPLE:
            known = ", ".join(sorted(_SAMPLE))
            raise TemplateProblem(PREVIEW, "the sample event", field, f"is not known there; known are {known}")
    scene = read(Scene, sample, PREVIEW, "the sample event")
    if len(scene.lineup) > MOST_NAMES:
        raise TemplateProblem(PREVIEW, "the sample event", "lineup", f"has more than {MOST_NAMES} names")
    if scene.days_left is not None and not 0 <= scene.days_left <= 9999:
        raise TemplateProblem(PREVIEW, "the sample event", "days_left", "should be between 0 and 9999")
