"""The writer: ask, check against the facts, ask once more, else leave it to the offline writer."""

from dataclasses import replace

from core.adapters.openai_copywriter.asking import Asking
from core.adapters.openai_copywriter.connection import Connection, NoAnswer
from core.adapters.openai_copywriter.shapes import Written
from core.copy import prompts
from core.copy.alt_text import brief_alt_text
from core.copy.facts import Finding, check_facts
from core.copy.kickers import kicker
from core.copy.offline import OfflineCopywriter
from core.copy.text import closing_tags, is_tags, paragraphs, tags_of
from core.events.moments import is_evening
from core.hashtags.draft import NO_OTHERS, draft_hashtags, no_others
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
        if findings:
            note = _WRONG.format(_list_of(findings))
            return await self._fallback(brief, note, asking.calls, ModelTrouble.PASSING)
        headline = kicker(brief.phase, brief.days_left, brief.language, evening=is_evening(brief.starts_local))
        caption = _finished(written, brief)
        return Draft(
            caption=caption,
            writer=asking.model[:LONGEST_NAME],
            headline=headline,
            alt_text=brief_alt_text(brief, headline),
            hashtags=tags_of(caption),
            notes=(*notes, NO_OTHERS) if no_others(brief, closing_tags(caption)) else notes,
            calls=asking.calls,
        )

    async def _fallback(self, brief: Brief, note: str, calls: tuple[ModelCall, ...], trouble: ModelTrouble) -> Draft:
        draft = await self._offline.draft(brief)
        return replace(draft, notes=(note, *draft.notes), calls=calls, trouble=trouble)


async def _written(asking: Asking, brief: Brief) -> tuple[Written, tuple[Finding, ...], tuple[str, ...]]:
    """(what the model wrote, what is still wrong with it, notes). Raises NoAnswer."""
    conversation = prompts.messages(brief)
    first = await asking.ask("caption", conversation, Written)
    findings = check_facts(_finished(first, brief), brief)
    if not findings:
        return first, (), ()
    second = await asking.ask("repair", [*conversation, *prompts.repair(first.caption, findings)], Written)
    return second, check_facts(_finished(second, brief), brief), (_SECOND_TRY.format(_list_of(findings)),)


def _finished(written: Written, brief: Brief) -> str:
    """The caption with its hashtags as last paragraph; which these are is not the model's to decide alone."""
    words = [one for one in paragraphs(written.caption) if not is_tags(one)]
    own = (*written.hashtags, *closing_tags(written.caption))
    tags = draft_hashtags(brief, own)
    return "\n\n".join([*words, *([" ".join(tags)] if tags else [])])


def _list_of(findings: tuple[Finding, ...]) -> str:
    """ "the date", "the time and the price"."""
    named = list(dict.fromkeys(_NAMED.get(finding.code, "the facts") for finding in findings))
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
