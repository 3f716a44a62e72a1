"""The writer: ask, check against the facts, ask once more, else leave it to the offline writer."""

from dataclasses import replace

from core.adapters.openai_copywriter.answers import Wrote, finished, shape_for, words_of
from core.adapters.openai_copywriter.asking import Asking
from core.adapters.openai_copywriter.connection import Connection, NoAnswer
from core.adapters.openai_copywriter.several import several
from core.copy import prompts
from core.copy.alt_text import brief_alt_text
from core.copy.check import check_draft, grave
from core.copy.facts import Finding
from core.copy.kickers import kicker
from core.copy.offline import OfflineCopywriter
from core.copy.text import closing_tags, tags_of
from core.events.moments import is_evening
from core.hashtags.draft import NO_OTHERS, no_others
from core.ports.copywriter import Brief, Draft
from core.ports.model import UNLIMITED, Allowance, ModelCall, ModelTrouble

LONGEST_NAME = 60
"""A model's name on a card; those of compatible servers may be whole paths."""
_WRONG = "The model got {} wrong twice, so the offline writer wrote this."
_SECOND_TRY = "The model's first try got {} wrong; this is its second."

_NAMED = {
    "wrong_date": "the date",
    "wrong_weekday": "the weekday",
    "relative_day": "the day",
    "wrong_count": "the number of days",
    "wrong_time": "the time",
    "wrong_price": "the price",
    "unknown_name": "a name",
    "unknown_handle": "an account",
    "unknown_tier": "the tickets",
    "expired_tier": "the tickets",
    "unknown_age": "the age limit",
    "dead_link": "the link",
    "too_long": "the length",
    "over_target": "the length",
    "greeting": "the first line",
    "first_line": "the first line",
    "missing_call": "the tickets",
    "dead_call": "the tickets",
    "missing_language": "a language",
    "too_many_hashtags": "the hashtags",
    "missing_name": "the name",
    "missing_date": "the date",
    "missing_time": "the time",
    "missing_venue": "the venue",
    "missing_lineup": "the line-up",
}


class OpenAICopywriter:
    """Asks a model for captions. Never raises for a model's trouble: the note on the draft tells it."""

    def __init__(self, offline: OfflineCopywriter, connection: Connection) -> None:
        self._offline, self._connection = offline, connection

    async def draft(self, brief: Brief, allowance: Allowance = UNLIMITED) -> Draft:
        """The model's words when they are true, else the offline writer's with the reason as a note."""
        asking = Asking(self._connection, allowance)
        try:
            written, findings, notes = await _written(asking, brief)
        except NoAnswer as why:
            note = f"{why}, so the offline writer wrote this."
            return await self._fallback(brief, note, asking.calls, why.trouble)
        if wrong := grave(findings):
            note = _WRONG.format(_list_of(wrong))
            return await self._fallback(brief, note, asking.calls, ModelTrouble.PASSING)
        draft = _draft(finished(written, brief), brief, asking.model)
        others = (NO_OTHERS,) if no_others(brief, closing_tags(draft.caption)) else ()
        notes = (*notes, *(one.sentence for one in findings), *others)
        return replace(draft, notes=notes, calls=asking.calls)

    async def options(self, brief: Brief, count: int, allowance: Allowance = UNLIMITED) -> tuple[Draft, ...]:
        """The model's, all in one answer; what it leaves out or gets wrong is replaced by the offline writer's.

        What they cost stands with the first one.
        """
        asking = Asking(self._connection, allowance)
        offered = await several(asking.ask, brief, count)
        drafts = [_draft(caption, brief, asking.model) for caption in offered.captions]
        if len(drafts) < count:
            begun = {draft.caption.partition("\n")[0] for draft in drafts}
            spare = await self._offline.options(brief, count)
            others = [draft for draft in spare if draft.caption.partition("\n")[0] not in begun]
            note, trouble = offered.note, offered.trouble
            drafts += [
                replace(draft, notes=(note, *draft.notes), trouble=trouble) for draft in others[: count - len(drafts)]
            ]
        return tuple(replace(draft, calls=() if place else asking.calls) for place, draft in enumerate(drafts))

    async def _fallback(self, brief: Brief, note: str, calls: tuple[ModelCall, ...], trouble: ModelTrouble) -> Draft:
        draft = await self._offline.draft(brief)
        return replace(draft, notes=(note, *draft.notes), calls=calls, trouble=trouble)


async def _written(asking: Asking, brief: Brief) -> tuple[Wrote, tuple[Finding, ...], tuple[str, ...]]:
    """(what the model wrote, what is still wrong with it, notes). Raises NoAnswer."""
    conversation, shape = prompts.messages(brief), shape_for(brief)
    first = await asking.ask("caption", conversation, shape)
    findings = check_draft(finished(first, brief), brief)
    if not findings:
        return first, (), ()
    second = await asking.ask("repair", [*conversation, *prompts.repair(words_of(first, brief), findings)], shape)
    return second, check_draft(finished(second, brief), brief), (_SECOND_TRY.format(_list_of(findings)),)


def _draft(caption: str, brief: Brief, model: str) -> Draft:
    headline = kicker(brief.phase, brief.days_left, brief.language, evening=is_evening(brief.starts_local))
    return Draft(
        caption=caption,
        writer=model[:LONGEST_NAME],
        headline=headline,
        alt_text=brief_alt_text(brief, headline),
        hashtags=tags_of(caption),
    )


def _list_of(findings: tuple[Finding, ...]) -> str:
    """ "the date", "the time and the price"."""
    named = list(dict.fromkeys(_NAMED.get(finding.code, "the facts") for finding in findings))
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
