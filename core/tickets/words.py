"""What people type about tickets: "120 of 300 sold", "noch 50", "early bird is gone", "ausverkauft". Pure.

Only a message that says nothing else is one about tickets: "put sold out into the headline" is a wish.
"""

import re
import unicodedata
from collections.abc import Iterable

from core.tickets.state import Told

_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+|\d{1,6}"
_TICKETS = r"(?:tickets?|karten|plätze|entradas|plazas|billets?|places|biglietti|posti|ingressos?|bilhetes?)"
_SOLD = r"(?:sold|gone|verkauft|weg|vendid[ao]s|vendue?s|vendut[ie])"
_TIER = (
    r"(?P<over>early[ -]?birds?|frühbucher(?:tickets?)?|(?:first|second|third|1st|2nd|3rd) (?:release|phase|tier|wave)"
    r"|(?:release|phase|fase|tier|stufe|welle) [1-9]|presale|vorverkauf|vvk|preventa|prévente|prevendita|pré-venda)"
)
_GONE = (
    r"(?:sold[ -]out|gone|over|weg|vorbei|ausverkauft|agotad[ao]s?|se acab(?:ó|aron)|terminad[ao]s?|terminée?s?"
    r"|finie?s?|épuisée?s?|esaurit[oaie]|finit[oaie]|esgotad[ao]s?|acab(?:ou|aram))"
)
_OUT = (
    r"(?:sold[ -]?out|ausverkauft|agotad[ao]s?|(?:c['’]est |affiche )?complet|guichets fermés|(?:tutto )?esaurito"
    r"|esgotad[ao]s?)"
)
_BACK = (
    r"(?:not sold[ -]out|back on sale|tickets again|wieder (?:tickets|karten)|(?:doch )?nicht ausverkauft"
    r"|(?:hay )?entradas otra vez|de nouveau des (?:billets|places)|(?:di nuovo|ancora) biglietti"
    r"|(?:há )?(?:ingressos|bilhetes) de novo)"
)
_IS = r"(?:\s+(?:is|are|ist|sind|está|están|est|sont|è|sono))?"
_UNSOLD = rf"(?!.*{_SOLD})"
_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    for pattern in (
        rf"(?P<back>{_BACK})",
        rf"{_TIER}(?:\s*{_TICKETS})?{_IS}\s+(?:all\s+|now\s+|jetzt\s+)?{_GONE}",
        rf"(?:the last|last|die letzten|letzte|las últimas|últimas|gli ultimi|ultimi|(?:les )?derni(?:er|ère)s"
        rf"|(?:os )?últimos)"
        rf"\s+(?P<left>{_NUMBER})(?:\s*{_TICKETS})?{_UNSOLD}",
        rf"les\s+(?P<left>{_NUMBER})\s+derni(?:er|ère)s(?:\s*{_TICKETS})?{_UNSOLD}",
        rf"(?:only|just|nur noch|noch|quedan|solo quedan|il reste|plus que|restano|rimangono)\s+(?P<left>{_NUMBER})"
        rf"(?:\s*{_TICKETS})?(?:\s+(?:left|übrig|remaining))?{_UNSOLD}",
        rf"(?P<left>{_NUMBER})\s*{_TICKETS}?{_IS}\s+(?:left|remaining|übrig)",
        rf"(?:{_SOLD}:?\s+)?(?P<sold>{_NUMBER})\s*{_TICKETS}?\s*(?:{_SOLD}\s+)?(?:out of|of|/|von|de|sur|su|di)\s*"
        rf"(?P<capacity>{_NUMBER})\s*{_TICKETS}?(?:\s*{_SOLD})?",
        rf"(?P<sold>{_NUMBER})\s*{_TICKETS}?{_IS}\s*{_SOLD}",
        rf"(?:{_SOLD}:?)\s+(?P<sold>{_NUMBER})(?:\s*{_TICKETS})?",
        rf"(?:out of|of|von|de|sur|su)\s+(?P<capacity>{_NUMBER})",
        rf"(?:capacity|kapazität|aforo|jauge|capienza):?\s+(?P<capacity>{_NUMBER})",
        rf"(?P<out>{_OUT})",
    )
)
MOST_DAYS = 31
"""Two bare numbers, "11/12", are a day as long as they could be one."""
_SAID_BESIDE = (
    "only just nur noch solo we we're are is it it's its have now already update by the a of for so far tickets ticket"
    " and today tonight all wir sind haben ist es jetzt schon bereits alle für und das die heute ya hemos están está"
    " para y todo las los karten entradas billets places biglietti on est sont déjà pour et tout les le la siamo "
    "abbiamo già per e tutto è il gli finally endlich já temos são foram tudo os só ingressos bilhetes"
)
_FILLERS = frozenset(_SAID_BESIDE.split())
_WORDS = re.compile(r"[\w'’]+")


def tickets_in(text: str, event: str = "") -> Told | None:
    """What a message tells of tickets; None when it is about something else. `event`: a name it may say, too."""
    rest = unicodedata.normalize("NFC", text)
    if event:
        rest = re.sub(re.escape(event), " ", rest, flags=re.IGNORECASE)
    found: dict[str, str] = {}
    for pattern in _PATTERNS:
        match = pattern.search(rest)
        named = {name: value for name, value in match.groupdict().items() if value} if match else {}
        if match is None or any(name in found for name in named):
            continue
        found |= named
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if not found or not _all_fillers(_WORDS.findall(rest)):
        return None
    if not re.search(r"[^\W\d_]", text) and (_number(found.get("capacity")) or 0) <= MOST_DAYS:
        return None
    told = Told(
        sold=_number(found.get("sold")),
        capacity=_number(found.get("capacity")),
        left=_number(found.get("left")),
        over=found.get("over", "").strip()[:40],
        sold_out=True if "out" in found else False if "back" in found else None,
    )
    return told if _makes_sense(told) else None


def _all_fillers(words: Iterable[str]) -> bool:
    return all(word.casefold() in _FILLERS for word in words)


def _makes_sense(told: Told) -> bool:
    """ "27/11" is a day, and 300 of 120 are no tickets."""
    return told.sold is None or told.capacity is None or told.sold <= told.capacity


def _number(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None
