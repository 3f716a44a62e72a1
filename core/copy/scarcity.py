"""What a caption says of how tickets sell, and what of it the record does not back. Pure."""

import re
from collections.abc import Iterator

from core.ports.copywriter import TicketFacts

_TICKETS = r"(?:tickets?|karten|entradas|plazas|billets?|places|biglietti|posti)"
_SOLD_OUT = re.compile(
    r"(?<!\w)(?<!fast )(?<!nearly )(?<!almost )(?<!bientôt )(?<!quasi )(?<!not )(?<!nicht )"
    r"(?:sold[ -]out|ausverkauft|agotad[ao]s?|(?:c['’]est|affiche|affichons) complet|guichets fermés"
    r"|(?:tutto )?esaurit[oi])(?!\w)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?P<number>\d{1,3})\s?(?:%|percent|prozent|por ciento|pour cent|per cento)"
    rf"(?=[^.!?\n]{{0,40}}(?:{_TICKETS}|sold|gone|verkauft|weg|vendid|vendu|vendut))",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?<!\w)(?:(?:the |die |las |les |gli |i )?(?:last|letzten|últimas|derniers|dernières|ultimi)\s+(?P<a>\d{1,6})"
    r"|les (?P<b>\d{1,6}) derni(?:er|ère)s"
    rf"|(?:only|just|noch|quedan|solo|encore|plus que|reste|ancora|restano)\s+(?P<c>\d{{1,6}})\s+{_TICKETS}"
    rf"|(?P<d>\d{{1,6}})\s+{_TICKETS}\s+(?:left|to go|remaining|übrig|restantes|rimasti))",
    re.IGNORECASE,
)


def scarcity(text: str, tickets: TicketFacts) -> tuple[str, ...]:
    """The words that are not so; `text`: a caption without what it repeats from the record."""
    return tuple(_unbacked(text, tickets))


def overstates(text: str, tickets: TicketFacts) -> bool:
    """Whether it says that fewer are left, or more are sold, than is so."""
    percents = (int(found["number"]) for found in _PERCENT.finditer(text))
    if any(tickets.percent is None or number > tickets.percent for number in percents):
        return True
    left = (int(next(value for value in found.groups() if value)) for found in _LEFT.finditer(text))
    return any(tickets.left is None or number < tickets.left for number in left)


def _unbacked(text: str, tickets: TicketFacts) -> Iterator[str]:
    if not tickets.sold_out:
        yield from (found[0] for found in _SOLD_OUT.finditer(text))
    for found in _PERCENT.finditer(text):
        if tickets.percent is None or int(found["number"]) != tickets.percent:
            yield found[0]
    known = {tickets.left, tickets.at_most} - {None}
    for found in _LEFT.finditer(text):
        number = next(value for value in found.groups() if value)
        if int(number) not in known:
            yield found[0]
