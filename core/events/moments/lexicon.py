"""How a language says weekdays, months, hours and the small words between them."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel import Locale

from core.events.moments.folding import fold_phrase
from core.events.moments.kinds import MEANINGS, Kind

LANGUAGES = ("en", "de", "es", "fr", "it")
"""Languages with a word table of our own."""

MIDNIGHT = (24 * 60, 0)
NOON = (12 * 60,)
_CLOCK_WORDS = {"noon": NOON, "midnight": MIDNIGHT}
_OFFSET = re.compile(r"(?P<unsure>unsure_)?(?P<side>before|after)_(?P<minus>minus_)?(?P<minutes>\d+)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SHORT = 3


@dataclass(frozen=True)
class Meaning:
    """What one word or phrase stands for.

    choices: for clock words the minutes after midnight it may mean. shaky: a word that also means something else, to
    be believed only in the right company.
    """

    kind: Kind
    value: int = 0
    choices: tuple[int, ...] = ()
    shaky: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Folded phrase -> its meanings in a row; `phrase` finds the longest one at a place."""

    language: str
    meanings: dict[str, tuple[Meaning, ...]]
    months: dict[str, Meaning]
    """Words that are a month after a number and something else otherwise ("mar", "sept")."""
    phrase: re.Pattern[str]
    names: dict[str, tuple[Kind, int]]
    """Months and weekdays in full, for slips of the finger."""


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(language: str) -> Lexicon:
    """The word table of one of LANGUAGES. Raises KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    table = tomllib.loads(files(__package__).joinpath("words", f"{language}.toml").read_text(encoding="utf-8"))
    meanings: dict[str, tuple[Meaning, ...]] = {}
    months: dict[str, Meaning] = {}
    for phrase, meaning in (*_calendar_words(language), *_number_words(table), *_table_words(table["words"])):
        for form in _forms(phrase, language):
            known = meanings.get(form)
            if known and meaning[0].kind is Kind.MONTH and known[0].kind is not Kind.MONTH:
                months[form] = meaning[0]
            elif known and known[0].kind is Kind.MONTH and meaning[0].kind is not Kind.MONTH:
                months[form] = known[0]
                meanings[form] = meaning
            else:
                meanings[form] = meaning
    glued = _glued(meanings, language)
    return Lexicon(language, glued, months, _longest_first(glued), _full_names(language))


def _full_names(language: str) -> dict[str, tuple[Kind, int]]:
    return {
        fold_phrase(word): (meaning.kind, meaning.value)
        for word, (meaning,) in _calendar_words(language)
        if len(word) > _SHORT + 1
    }


def _forms(phrase: str, language: str) -> set[str]:
    plain = fold_phrase(phrase)
    if language != "de":
        return {plain}
    return {plain, fold_phrase(phrase.lower().translate(_UMLAUTS)), plain.replace("ß", "ss")}


def _calendar_words(language: str) -> list[tuple[str, tuple[Meaning, ...]]]:
    """Weekday and month names as the Unicode locale data has them."""
    known = Locale(language)
    found: list[tuple[str, tuple[Meaning, ...]]] = []
    for context in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for kind, names in ((Kind.WEEKDAY, known.days), (Kind.MONTH, known.months)):
                for value, name in names[context][width].items():
                    word = name.rstrip(".")
                    shaky = kind is Kind.WEEKDAY and len(word) <= _SHORT
                    found.append((word, (Meaning(kind, value, shaky=shaky),)))
    return found


def _number_words(table: dict[str, list[str]]) -> list[tuple[str, tuple[Meaning, ...]]]:
    return [
        (word, (Meaning(kind, value),))
        for kind, key in ((Kind.NUMBER, "numbers"), (Kind.ORDINAL, "ordinals"))
        for value, words in enumerate(table[key])
        for word in words.split("|")
        if word
    ]


def _table_words(words: dict[str, list[str]]) -> list[tuple[str, tuple[Meaning, ...]]]:
    return [(phrase, _meaning(name)) for name, phrases in words.items() for phrase in phrases]


def _meaning(name: str) -> tuple[Meaning, ...]:
    """Read a name of the word table: one meaning, or several joined with "_". Raises KeyError for a wrong name."""
    if name in _CLOCK_WORDS:
        return (Meaning(Kind.CLOCK, _CLOCK_WORDS[name][0], _CLOCK_WORDS[name]),)
    if offset := _OFFSET.fullmatch(name):
        kind = Kind.BEFORE_HOUR if offset["side"] == "before" else Kind.AFTER_HOUR
        minutes = int(offset["minutes"]) * (-1 if offset["minus"] else 1)
        return (Meaning(kind, minutes, shaky=bool(offset["unsure"])),)
    if name in MEANINGS:
        return (Meaning(*MEANINGS[name], shaky=name == "to"),)  # "10 to 4" is a range as well
    for cut in range(len(name), 0, -1):
        if name[:cut] in MEANINGS and name[cut : cut + 1] == "_":
            return (Meaning(*MEANINGS[name[:cut]]), *_meaning(name[cut + 1 :]))
    raise KeyError(name)


def _glued(meanings: dict[str, tuple[Meaning, ...]], language: str) -> dict[str, tuple[Meaning, ...]]:
    """German writes "Freitagabend" in one word."""
    if language != "de":
        return meanings
    days = {word: m for word, m in meanings.items() if m[0].kind is Kind.WEEKDAY and not m[0].shaky and len(m) == 1}
    parts = {word: m for word, m in meanings.items() if m[0].kind is Kind.PART and " " not in word}
    return meanings | {day + part: a + b for day, a in days.items() for part, b in parts.items()}


def _longest_first(meanings: dict[str, tuple[Meaning, ...]]) -> re.Pattern[str]:
    ordered = sorted(meanings, key=len, reverse=True)
    parts = [re.escape(phrase).replace(r"\ ", r"[ \t]+") + _word_end(phrase) for phrase in ordered]
    return re.compile("|".join(parts))


def _word_end(phrase: str) -> str:
    return r"(?!\w)" if phrase[-1].isalnum() else ""
