"""The writer: ask, check against the facts, ask once more, else leave it to the offline writer."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from core.copy import prompts
from core.copy.alt_text import brief_alt_text
from core.copy.facts import Finding, check_facts
from core.copy.hashtags import hashtags, tidy_tags
from core.copy.kickers import kicker
from core.copy.offline import OfflineCopywriter
from core.copy.text import is_tags, paragraphs, tags_of
from core.copy.wishes import read_wishes
from core.events.moments import is_evening
from core.ports.copywriter import Brief, Draft

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletionMessageParam

    from core.adapters.openai_copywriter.wire import Answer, Model

TIMEOUT_SECONDS = 20.0
MAX_RETRIES = 2
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

    def __init__(
        self,
        offline: OfflineCopywriter,
        *,
        api_key: str,
        base_url: str | None,
        model: str,
        timeout: float = TIMEOUT_SECONDS,
        max_retries: int = MAX_RETRIES,
        http_client: "httpx2.AsyncClient | None" = None,
    ) -> None:
        """timeout: seconds one attempt may take. http_client: for tests; the SDK makes its own otherwise."""
        self._offline = offline
        self._settings = (api_key, base_url, model, timeout, max_retries, http_client)
        self._model: Model | None = None

    async def draft(self, brief: Brief) -> Draft:
        """The model's words when they are true, else the offline writer's with the reason as a note."""
        from core.adapters.openai_copywriter.trouble import NoCaption

        try:
            answer, findings, notes = await self._written(brief)
        except NoCaption as why:
            return await self._fallback(brief, str(why), 0)
        if findings:
            return await self._fallback(brief, _WRONG.format(_list_of(findings)), answer.tokens)
        headline = kicker(brief.phase, brief.days_left, brief.language, evening=is_evening(brief.starts_local))
        caption = _finished(answer, brief)
        return Draft(
            caption=caption,
            writer=answer.model,
            headline=headline,
            alt_text=brief_alt_text(brief, headline),
            hashtags=tags_of(caption),
            notes=notes,
            tokens=answer.tokens,
        )

    async def close(self) -> None:
        """Let go of the connections, if any were made."""
        if self._model is not None:
            await self._model.close()
            self._model = None

    async def _written(self, brief: Brief) -> "tuple[Answer, tuple[Finding, ...], tuple[str, ...]]":
        """(the answer, what is still wrong with it, notes). Raises NoCaption."""
        conversation = prompts.messages(brief)
        first = await self._ask(conversation)
        findings = check_facts(_finished(first, brief), brief)
        if not findings:
            return first, (), ()
        second = await self._ask([*conversation, *prompts.repair(first.caption, findings)])
        second = replace(second, tokens=first.tokens + second.tokens)
        return second, check_facts(_finished(second, brief), brief), (_SECOND_TRY.format(_list_of(findings)),)

    async def _ask(self, messages: list[dict[str, str]]) -> "Answer":
        return await self._open().ask(cast("list[ChatCompletionMessageParam]", messages))

    def _open(self) -> "Model":
        """The SDK takes half a second and much memory to load, so it is loaded by the first caption."""
        from core.adapters.openai_copywriter.wire import Model

        if self._model is None:
            api_key, base_url, model, timeout, max_retries, http_client = self._settings
            self._model = Model(
                api_key=api_key,
                base_url=base_url,
                model=model,
                timeout=timeout,
                max_retries=max_retries,
                http_client=http_client,
            )
        return self._model

    async def _fallback(self, brief: Brief, note: str, tokens: int) -> Draft:
        draft = await self._offline.draft(brief)
        return replace(draft, notes=(note, *draft.notes), tokens=tokens)


def _finished(answer: "Answer", brief: Brief) -> str:
    """The caption with its hashtags as last paragraph; a story has none, and neither has who asked for none."""
    words = [one for one in paragraphs(answer.caption) if not is_tags(one)]
    unwanted = read_wishes(brief.request).tags is False or read_wishes(brief.voice).tags is False
    if brief.format == "story" or unwanted:
        return "\n\n".join(words)
    tags = tidy_tags(answer.hashtags) or hashtags(brief.genre, brief.city, brief.venue, brief.name)
    return "\n\n".join([*words, *([" ".join(tags)] if tags else [])])


def _list_of(findings: tuple[Finding, ...]) -> str:
    """ "the date", "the time and the price"."""
    named = list(dict.fromkeys(_NAMED.get(finding.code, "the facts") for finding in findings))
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
