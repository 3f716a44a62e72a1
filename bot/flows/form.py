"""A form is a value: key, title, fields, build, submit. Platforms know only field kinds."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.doors import let_fill_in
from bot.flows.field import Field, Kind, NeedsHour, Option, Reading, TwoReadings, keys_of
from bot.speaker import Speaker
from core.errors import InvalidAnswer
from core.ports.parts import Parts

__all__ = [
    "Field",
    "Form",
    "InvalidAnswers",
    "Kind",
    "NeedsHour",
    "Option",
    "Raw",
    "Reading",
    "TwoReadings",
    "Values",
    "keys_of",
    "nothing_known",
]

Values = Mapping[str, Any]
Raw = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """A whole conversation as a value."""

    key: str
    title: str
    """At most 24 characters: Slack's limit for a modal."""
    submit: str
    fields: tuple[Field, ...]
    finish: Callable[[AsyncSession, Speaker, str, Values], Awaitable[Card | None]]
    """(session, speaker, subject, parsed values) -> something to say, or None when cards speak for themselves.

    Runs in the caller's transaction, together with closing the conversation: both happen or neither."""
    prefill: Callable[[Parts, Speaker, str], Awaitable[dict[str, str]]]
    summary: Callable[["Form", Raw, Reading], Card] | None = None
    """What is said back before it counts; None when the last answer is enough."""
    reading: Callable[[Raw, Speaker], str] | None = None
    """Which zone moments are read in, when the form itself says so."""
    tells: Callable[[str, str, Speaker, Reading], Mapping[str, str]] | None = None
    """(key of the open question, words) -> all answers in words that tell more than was asked; {} when they do not."""
    intro: str = ""
    fit: Callable[[AsyncSession, Speaker, str], Awaitable[tuple[Field, ...]]] | None = None
    """All its fields for this speaker and subject, when they depend on what the team has."""

    async def fitted(self, session: AsyncSession, speaker: Speaker, subject: str) -> "Form":
        """The form as it is to be asked now; houses and conversations work with this one. Raises NotAllowed."""
        let_fill_in(speaker.member, self.key)
        return replace(self, fields=await self.fit(session, speaker, subject)) if self.fit else self

    async def done_by(self, session: AsyncSession, speaker: Speaker, subject: str, values: Values) -> Card | None:
        """`finish`, for somebody who still has the right to. Raises NotAllowed."""
        let_fill_in(speaker.member, self.key)
        return await self.finish(session, speaker, subject, values)

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)

    def zone(self, raw: Raw, speaker: Speaker) -> str:
        return self.reading(raw, speaker) if self.reading else speaker.zone

    def parse(self, raw: Raw, reading: Reading) -> dict[str, Any]:
        """Parse all answers; raises InvalidAnswers with every sentence by field key."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for field in self.fields:
            try:
                values[field.key] = field.parse(raw.get(field.key, ""), reading)
            except InvalidAnswer as error:
                wrong[field.key] = error.message
        if wrong:
            raise InvalidAnswers(wrong)
        return values

    def missing(self, raw: Raw) -> list[Field]:
        """Required fields without an answer."""
        return [field for field in self.fields if field.required and not raw.get(field.key, "").strip()]


class InvalidAnswers(InvalidAnswer):
    """Several answers need care."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(next(iter(by_field.values())), field=next(iter(by_field)))
        self.by_field = dict(by_field)


async def nothing_known(_: Parts, __: Speaker, ___: str) -> dict[str, str]:
    """The prefill of a form that starts empty."""
    return {}
