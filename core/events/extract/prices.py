"""What an evening costs, in the words of the message."""

import re

from core.events.extract.labels import PLAIN_PRICES, Label
from core.events.extract.segments import Segment

_MONEY = r"(?:€|£|\$|eur\b|euros?\b|usd\b|gbp\b|chf\b|pln\b|zł|pounds?\b|dollars?\b|franken\b)"
AMOUNT = re.compile(rf"(?:[€£$]\s?\d|\d(?:[.,]\d{{1,2}})?\s?{_MONEY}|\d+,-)", re.IGNORECASE)
FREE = re.compile(
    r"\b(?:free\s+(?:entry|entrance|admission|party|event)|entry\s+(?:is\s+)?free|eintritt\s+(?:ist\s+)?frei|freier\s+eintritt"
    r"|umsonst|entrada\s+(?:libre|gratis|gratuita)|gratis|entr[ée]e\s+(?:libre|gratuite)|gratuit"
    r"|ingresso\s+(?:libero|gratuito|gratis)|pay\s+what\s+you\s+(?:can|want)|prix\s+libre|offerta\s+libera)\b",
    re.IGNORECASE,
)
_LEADS = "at|via|on|before|until|till|bei|unter|vor|bis|avant|jusqu'à|en|sur|hasta|antes de|su|entro|fino a"
_LOOSE_END = re.compile(rf"[\s,.!(]+(?:(?:{_LEADS})[\s.]*)?$", re.IGNORECASE)
"""What leads to an hour or a link that was taken out before."""
_LONGEST = 60
_AROUND = re.compile(
    rf"[^.!?]{{0,24}}?(?:[€£$]\s?\d[\d.,/-]*|\d[\d.,/ -]*\s?{_MONEY}|\d+,-)[^.!?,]{{0,16}}", re.IGNORECASE
)


def take_price(segments: tuple[Segment, ...]) -> tuple[str, tuple[Segment, ...]]:
    """(the price as written, "" when none; the other segments, with the long ones that mention it)."""
    told = tuple(segment for segment in segments if _tells(segment))
    price = ", ".join(dict.fromkeys(_wording(segment) for segment in told))
    return price, tuple(segment for segment in segments if segment not in told or len(segment.text) > _LONGEST)


def _tells(segment: Segment) -> bool:
    labelled = segment.label is Label.PRICE and any(sign.isdigit() for sign in segment.text)
    return labelled or bool(AMOUNT.search(segment.text) or FREE.search(segment.text))


def _wording(segment: Segment) -> str:
    text = segment.text
    if len(text) > _LONGEST:
        found = FREE.search(text) or _AROUND.search(text)
        text = found[0].strip(" -,") if found else ""
    text = _LOOSE_END.sub("", text)
    if segment.label is Label.PRICE and segment.label_text.lower() not in PLAIN_PRICES:
        return f"{segment.label_text} {text}"
    return text
