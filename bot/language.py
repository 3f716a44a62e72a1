"""What the bot says, in its reader's language: English in the code, the others in bot/languages/*.po (gettext).

    tr("{name} stopped {posts}.", name=member.name, posts=count(3, "post"))

Only the template is translated and filled in; values are shown as they are, so braces in a person's words do no harm.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.pseudo import Pseudo, pseudo

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "es", "fr", "it", "pt")
PSEUDO = "qps"
"""No language: ⟦English between brackets, and longer⟧. It shows what nobody could translate, and what gets no room."""
CORE = "core"
"""The context of what core says in English; `bot.retold` tells it in other languages."""
_FOLDER = Path(__file__).parent / "languages"
_reader: ContextVar[str] = ContextVar("the reader's language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """All said inside is for a reader of this language, as "de", "de-AT" or "pt_BR"; unknown ones get English."""
    token = _reader.set(spoken(language))
    try:
        yield
    finally:
        _reader.reset(token)


def speak(language: str) -> None:
    """From here to the end of the `speaking` around it, everything is said for a reader of this language."""
    _reader.set(spoken(language))


def language_code(locale: str) -> str:
    """The language of a locale, one of ours or not: "pt-BR" -> "pt"."""
    return locale.replace("_", "-").partition("-")[0].lower()[:8] or ENGLISH


def spoken(locale: str) -> str:
    """The language of ours that a locale's reader gets."""
    language = language_code(locale)
    return language if language in (*LANGUAGES, PSEUDO) else ENGLISH


def reader() -> str:
    """The language being spoken now, as days and numbers are written in it: one of LANGUAGES."""
    return ENGLISH if _reader.get() == PSEUDO else _reader.get()


def texts() -> str:
    """The language whose texts are said now: one of LANGUAGES, or PSEUDO."""
    return _reader.get()


def mark(text: str) -> str:
    """The same text, to be translated later: for tables made before anybody reads, shown as `tr(table[key])`."""
    return text


def mark_as(_: str, text: str) -> str:
    """As `mark`, for `tr_as(context, table[key])`."""
    return text


def mark_many(one: str, many: str) -> tuple[str, str]:
    """Both forms, to be translated later: for tables of what is counted, shown as `tr_many(*table[key], number)`."""
    return one, many


def tr(text: str, /, **values: object) -> str:
    """The text in the reader's language, its {places} filled in; without values braces stay as they are."""
    said = catalogue(texts()).gettext(text) if text else ""
    return said.format(**values) if values else said


def tr_as(context: str, text: str, /, **values: object) -> str:
    """As `tr`, for words that mean two things: the context says which ("button", "state")."""
    said = catalogue(texts()).pgettext(context, text)
    return said.format(**values) if values else said


def tr_many(one: str, many: str, number: int, /, **values: object) -> str:
    """The form this number takes in the reader's language; {n} is the number, written as they write it there."""
    said = catalogue(texts()).ngettext(one, many, number)
    return said.format(n=format_decimal(number, locale=reader()), **values)


@cache
def catalogue(language: str) -> NullTranslations:
    """The texts of one language, read when somebody first speaks it; English is what the code says."""
    if language == PSEUDO:
        return Pseudo()
    found = _texts(language)
    if not found:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def said_by_core(language: str) -> Mapping[str, str]:
    """What core says in English, and the same in this language: only what is translated."""
    if language == PSEUDO:
        known = _texts(next(other for other in LANGUAGES if other != ENGLISH)) or ()
        return {str(message.id): pseudo(str(message.id)) for message in known if message.context == CORE}
    return {
        str(message.id): str(message.string)
        for message in _texts(language) or ()
        if message.context == CORE and message.id and message.string
    }


@cache
def _texts(language: str) -> Catalog | None:
    source = _FOLDER / f"{language}.po"
    if not source.is_file():
        return None
    with source.open("rb") as file:
        return read_po(file, locale=language)
