"""What a piece of text can be in a sentence about time, and the words' names in the word tables."""

from enum import StrEnum


class Kind(StrEnum):
    """One letter each, so that a sentence becomes a short string which rules match with regular expressions."""

    WEEKDAY = "W"  # value 0 Monday .. 6 Sunday
    MONTH = "M"  # value 1..12
    NUMBER = "N"  # value as said
    ORDINAL = "O"  # "1st", "erster"; value as said, -1 for the last
    YEAR = "Y"
    DATE = "D"  # numbers only: 13.12., 2026-12-13
    CLOCK = "C"  # numbers with a mark: 22:00, 10pm, 22h30, 22 Uhr
    PART = "P"  # value: index into PARTS
    DAY = "R"  # value: days from today
    HOLIDAY = "H"  # value: index into HOLIDAYS
    NEXT = "x"  # value 1 next, 2 the one after
    THIS = "t"
    LAST = "l"
    WEEKS = "w"
    DAYS = "d"
    MONTHS = "m"
    HOURS = "h"
    MINUTES = "i"
    YEARS = "j"
    WEEKEND = "k"
    IN = "I"
    FROM = "F"
    UNTIL = "U"
    AT = "A"
    THE = "T"  # an article that may stand before a day of the month
    FILLER = "a"
    DOORS = "K"
    START = "S"
    END = "E"
    ZONE = "Z"  # value: minutes east of UTC
    OR = "o"
    AND = "e"
    NOT = "n"
    EVERY = "v"
    AFTER_HOUR = "q"  # minutes said after the hour: "y media"
    BEFORE_HOUR = "Q"  # minutes said before the hour: "half past"
    PAST = "p"  # between minutes and hour: 1 past, -1 to
    PRICE = "c"
    SALE = "B"  # what follows is about tickets, not about the event
    LENGTH = "u"  # a duration follows
    OCLOCK = "g"
    WORD = "?"
    COMMA = ","
    DASH = "-"
    COLON = ":"
    STOP = ";"


class DayPart(StrEnum):
    """Part of a day; the value is the name used in the word tables."""

    SMALL_HOURS = "small_hours"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    AM = "am"
    PM = "pm"


PARTS = tuple(DayPart)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SMALL_NUMBERS = ("one", "two")

HOLIDAYS = (
    "new_years_eve",
    "new_years_day",
    "epiphany",
    "valentines",
    "womens_day",
    "st_patricks",
    "walpurgis",
    "labour_day",
    "music_day",
    "bastille_day",
    "assumption",
    "german_unity",
    "halloween",
    "all_saints",
    "st_nicholas",
    "immaculate",
    "christmas_eve",
    "christmas_day",
    "boxing_day",
    "thanksgiving",
    "black_friday",
    "good_friday",
    "easter_saturday",
    "easter",
    "easter_monday",
    "ascension",
    "pentecost",
    "whit_monday",
    "corpus_christi",
    "rose_monday",
    "shrove_tuesday",
    "weiberfastnacht",
    "thanksgiving_eve",
    "martin_luther_king",
    "presidents_day",
    "cinco_de_mayo",
    "memorial_day",
    "juneteenth",
    "independence_day",
    "us_labor_day",
    "columbus_day",
    "veterans_day",
    "leap_day",
    "early_may",
    "late_may",
    "may_bank_holiday",
    "late_august",
    "bank_holiday",
    "maundy_thursday",
    "ash_wednesday",
    "fat_thursday",
    "first_advent",
    "second_advent",
    "third_advent",
    "fourth_advent",
    "sunday_of_the_dead",
    "day_of_prayer",
    "reformation_day",
    "eve_of_epiphany",
    "midsummer",
    "hispanic_day",
    "italian_liberation",
    "italian_republic",
    "victory_day",
    "new_years_eve_or_day",
    "christmas_or_new_years_eve",
    "christmas_eve_or_day",
)

_SINGLE: dict[str, tuple[Kind, int]] = {
    "next": (Kind.NEXT, 1),
    "after_next": (Kind.NEXT, 2),
    "coming": (Kind.THIS, 1),
    "this": (Kind.THIS, 0),
    "last": (Kind.LAST, -1),
    "before_yesterday": (Kind.DAY, -2),
    "yesterday": (Kind.DAY, -1),
    "today": (Kind.DAY, 0),
    "tomorrow": (Kind.DAY, 1),
    "after_tomorrow": (Kind.DAY, 2),
    "week": (Kind.WEEKS, 1),
    "day": (Kind.DAYS, 1),
    "month": (Kind.MONTHS, 1),
    "year": (Kind.YEARS, 1),
    "hour": (Kind.HOURS, 60),
    "minute": (Kind.MINUTES, 1),
    "weekend": (Kind.WEEKEND, 0),
    "in": (Kind.IN, 0),
    "from": (Kind.FROM, 0),
    "until": (Kind.UNTIL, 0),
    "at": (Kind.AT, 0),
    "the": (Kind.THE, 0),
    "filler": (Kind.FILLER, 0),
    "doors": (Kind.DOORS, 0),
    "start": (Kind.START, 0),
    "end": (Kind.END, 0),
    "or": (Kind.OR, 0),
    "and": (Kind.AND, 0),
    "not": (Kind.NOT, 0),
    "every": (Kind.EVERY, 0),
    "past": (Kind.PAST, 1),
    "to": (Kind.PAST, -1),
    "minutes_before": (Kind.PAST, -1),
    "sale": (Kind.SALE, 0),
    "length": (Kind.LENGTH, 0),
    "oclock": (Kind.OCLOCK, 0),
}


def _meanings() -> dict[str, tuple[Kind, int]]:
    found = dict(_SINGLE)
    for kind, names in (
        (Kind.PART, [part.value for part in PARTS]),
        (Kind.WEEKDAY, _WEEKDAYS),
        (Kind.HOLIDAY, HOLIDAYS),
    ):
        found |= {name: (kind, value) for value, name in enumerate(names)}
    found |= {name: (Kind.NUMBER, value) for value, name in enumerate(_SMALL_NUMBERS, start=1)}
    return found | {name: (Kind.MONTH, value) for value, name in enumerate(_MONTHS, start=1)}


MEANINGS = _meanings()
"""Name in a word table -> kind and value. "after_15", "before_minus_15", "noon" are read by the lexicon itself."""
