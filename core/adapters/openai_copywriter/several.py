"""Several captions in one answer: each is checked by itself, and what is wrong is asked for once more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from core.adapters.openai_copywriter.answers import Wrote, finished, options_shape_for
from core.adapters.openai_copywriter.connection import Messages, NoAnswer
from core.copy import prompts
from core.copy.check import check_draft, grave
from core.copy.facts import Finding
from core.copy.spoken import languages_for
from core.copy.text import paragraphs
from core.ports.copywriter import Brief
from core.ports.model import ModelTrouble

if TYPE_CHECKING:
    from pydantic import BaseModel

Shape = TypeVar("Shape", bound="BaseModel")

_TOO_FEW = "The model did not get as many right, so the offline writer wrote this."
_INSTEAD = "{}, so the offline writer wrote this."


@dataclass(frozen=True)
class Offered:
    """Captions that may be shown; what is to be said of those that are missing, and why they are."""

    captions: tuple[str, ...] = ()
    note: str = _TOO_FEW
    trouble: ModelTrouble = ModelTrouble.PASSING


Tried = tuple[str, tuple[Finding, ...]]
"""A caption, and what is wrong with it."""


class Ask(Protocol):
    """One question to a model; raises NoAnswer."""

    async def __call__(self, purpose: str, messages: Messages, shape: "type[Shape]", /) -> "Shape": ...


async def several(ask: Ask, brief: Brief, count: int) -> Offered:
    """Up to `count` captions without a grave fault, each beginning otherwise. Never fails."""
    conversation, shape = prompts.messages(brief, count), options_shape_for(brief)
    tried: list[Tried] = []
    offered = Offered()
    try:
        tried += _tried((await ask("options", conversation, shape)).options, brief)
        if any(findings for _, findings in tried):
            captions, wrong = zip(*tried, strict=True)
            said = await ask("repair", [*conversation, *prompts.repair_options(captions, wrong)], shape)
            tried += _tried(said.options, brief)
    except NoAnswer as why:
        offered = Offered(note=_INSTEAD.format(why), trouble=why.trouble)
    return replace(offered, captions=tuple(_best(tried, brief)[:count]))


def _tried(options: Iterable[Wrote], brief: Brief) -> list[Tried]:
    """Judged as first captions in the languages of this post: only one to change may begin as its author likes."""
    first, *others = languages_for(brief)
    judged = replace(brief, previous="", language=first, also_in=tuple(others))
    return [(caption, check_draft(caption, judged)) for caption in (finished(one, brief) for one in options)]


def _best(tried: Iterable[Tried], brief: Brief) -> list[str]:
    """Captions that may be shown, the faultless first, none beginning like another or like the present one."""
    begun, best = {_opening(brief.previous)}, []
    for caption, findings in sorted(tried, key=lambda one: len(one[1])):
        if not grave(findings) and _opening(caption) not in begun:
            begun.add(_opening(caption))
            best.append(caption)
    return best


def _opening(caption: str) -> str:
    return next(iter(paragraphs(caption)), "").partition("\n")[0]
