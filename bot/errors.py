"""Error class -> words: one table. A house shows the sentence; nobody sees a traceback."""

import secrets

import structlog

from bot.houses import Gone
from bot.language import mark, tr
from bot.retold import retold
from core.errors import (
    CaptionRefused,
    InvalidAnswer,
    MediaRefused,
    NotAllowed,
    NotFound,
    NotNow,
    OutcomeUnknown,
    PersonCanFix,
    PolicyRefused,
    QuotaSpent,
    RateLimited,
    Refused,
    RiteError,
    WaitAndRetry,
)

log = structlog.get_logger(__name__)

WORDS: dict[type[RiteError], str] = {
    PersonCanFix: "{message}",
    NotAllowed: "{message}",
    WaitAndRetry: mark("{message} Please try again in a minute."),
    MediaRefused: "{message} {cause} {remedy}",
    CaptionRefused: "{message} {cause} {remedy}",
    QuotaSpent: "{message} {remedy}",
    PolicyRefused: "{message} {remedy}",
    Refused: "{message} {cause} {remedy}",
    OutcomeUnknown: mark("I don't know yet whether that worked. I'm looking, and tell you here."),
    RiteError: "{message}",
}

STATUS: dict[type[RiteError], int] = {
    NotAllowed: 403,
    NotFound: 404,
    NotNow: 409,
    InvalidAnswer: 422,
    PersonCanFix: 409,
    RateLimited: 429,
    WaitAndRetry: 503,
    Refused: 409,
    OutcomeUnknown: 503,
}
"""What HTTP calls them, for pages and programs."""


def status_for(error: Exception) -> int:
    """The status of the nearest class; 500 for a bug of ours."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def words_for(error: Exception) -> str:
    """The sentence for a person; a bug of ours gets a short name that is also in the log."""
    if isinstance(error, Gone):
        return tr("I can't speak there any more.")
    if isinstance(error, RiteError):
        kind = next(kind for kind in type(error).__mro__ if kind in WORDS)
        told = {part: retold(getattr(error, part, "")) for part in ("message", "cause", "remedy")}
        said = tr(WORDS[kind], **told)
        return " ".join(said.split())
    reference = secrets.token_hex(2).upper()
    log.error("something of ours broke", reference=reference, exc_info=error)
    return tr(
        "Something broke on my side. Nothing was lost; please try again. Its name, if it stays: {reference}.",
        reference=reference,
    )
