"""Words for all posts at once: "hold all", "shift everything by 2 days", "alles um zwei Tage verschieben". Pure."""

import re
from dataclasses import dataclass

from core.bulk.model import BulkKind
from core.bulk.shift import Shift

_ALL = (
    r"all(?: of (?:them|it))?(?: (?:the )?posts)?|everything|the whole (?:campaign|plan|thing)|every post|"
    r"alle[sn]?(?: (?:posts|beiträge))?|todo(?:s)?(?: los posts)?|toute? ?s?|tous(?: les posts)?|tout|"
    r"tutt[oi](?: i post)?|tudo|todos(?: os posts)?"
)
_VERBS: dict[BulkKind, str] = {
    BulkKind.HOLD: r"hold|halt(?:e|en)?|anhalten|det[eé]n(?:er)?|arr[êe]te[rz]?|suspends|suspendre|"
    r"ferma(?:re)?|sospendi|segur(?:a|e|ar)|pare|parar",
    BulkKind.SKIP: r"skip|drop|cancel|überspring(?:e|en)?|streich(?:e|en)?|omite|omitir|saltar|"
    r"sautez?|sauter|passer|salta(?:re)?|pul(?:a|e|ar)",
    BulkKind.RESUME: r"resume|continue|unhold|fortsetzen|weitermachen|reanuda(?:r)?|"
    r"reprend(?:s|re|ez)|riprend(?:i|ere)|retom(?:a|e|ar)",
    BulkKind.APPROVE: r"approve|genehmig(?:e|en)|freigeben|aprueba|aprobar|approuve[rz]?|approva(?:re)?|"
    r"aprov(?:a|e|ar)",
}
_MOVE = (
    r"(?:shift|move|postpone|push|delay|bring|verschieb(?:e|en)?|mueve|mover|aplaza(?:r)?|d[ée]cale[rz]?|d[ée]placer?|"
    r"sposta(?:re)?|rimanda(?:re)?|mov(?:a|e|er)|adi(?:a|e|ar))"
)
_NUMBER_WORDS = {
    1: "a|an|one|ein(?:en|e)?|un[oae]?|uma?",
    2: "two|zwei|dos|deux|due|dois|duas",
    3: "three|drei|tres|trois|tre|três",
    4: "four|vier|cuatro|quatre|quattro|quatro",
    5: "five|fünf|cinco|cinq|cinque",
    6: "six|sechs|seis|sei",
    7: "seven|sieben|siete|sept|sette",
    10: "ten|zehn|diez|dix|dieci",
}
_UNITS = (
    (re.compile(r"minutes?|mins?|minuten?|minutos?|minut[oi]"), 0, 1),
    (re.compile(r"h|hrs?|hours?|stunden?|std|horas?|heures?|or[ae]"), 0, 60),
    (re.compile(r"d|days?|tag(?:e|en)?|d[ií]as?|jours?|giorn[oi]"), 1, 0),
    (re.compile(r"w|weeks?|wochen?|semanas?|semaines?|settiman[ae]"), 7, 0),
)
_WORDS = "|".join(_NUMBER_WORDS.values())
_UNIT = "|".join(unit.pattern for unit, _, _ in _UNITS)
_AMOUNT = re.compile(rf"(?<!\w)(?P<sign>[+\-−–])?\s*(?P<number>\d{{1,4}}|(?:{_WORDS})(?=\s))\s*(?P<unit>{_UNIT})\b")
_EARLIER = re.compile(
    r"\b(?:earlier|forwards?|sooner|before|früher|vor|vorziehen|antes|plus t[ôo]t|avant|prima|anticipa)\b"
)
_POLITE = re.compile(r"^(?:please|bitte|por favor|per favore|ok(?:ay)?|can you)[\s,]+|[\s,]+(?:please|bitte)$")


@dataclass(frozen=True)
class Wish:
    kind: BulkKind
    shift: Shift | None = None
    """None where somebody wants to shift and did not say by how much."""


def wish_for_all(text: str) -> Wish | None:
    """What a whole message asks to be done to all posts; None for everything else."""
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(" .!?¡¿…")
    while (shorter := _POLITE.sub("", plain)) != plain:
        plain = shorter
    for kind, verbs in _VERBS.items():
        if re.fullmatch(rf"(?:{verbs}) (?:{_ALL})|(?:{_ALL}) (?:{verbs})", plain):
            return Wish(kind)
    moves = re.search(rf"\b{_MOVE}\b", plain) and re.search(rf"\b(?:{_ALL})\b", plain)
    if not moves or len(plain) > 80:
        return None
    return Wish(BulkKind.SHIFT, shift_in(plain))


def shift_in(text: str) -> Shift | None:
    """ "2 days", "-3 hours", "a week earlier"; several amounts add up. None when there is none."""
    plain = text.casefold()
    days = minutes = 0
    found = list(_AMOUNT.finditer(plain))
    for amount in found:
        number = _number(amount["number"])
        sign = -1 if amount["sign"] in ("-", "−", "–") else 1
        for unit, as_days, as_minutes in _UNITS:
            if unit.fullmatch(amount["unit"]):
                days += sign * number * as_days
                minutes += sign * number * as_minutes
                break
    if not found:
        return None
    earlier = -1 if _EARLIER.search(plain) else 1
    return Shift(days * earlier, minutes * earlier)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(number for number, words in _NUMBER_WORDS.items() if re.fullmatch(words, word))
