"""Links in a message, and which of them sells tickets."""

import re

_LINK = re.compile(
    r"<?\b(?P<url>(?:https?://|www\.)[^\s<>|\"”]+|(?:[a-z0-9-]{1,63}\.){1,4}(?:co|com|de|fm|org|net|es|fr|it|io|club|events|at|ch|uk)"
    r"/[^\s<>|\"”]+)(?:\|[^>]*)?>?",
    re.IGNORECASE,
)
_TAIL = ".,;:!?)]}'"
_SELLERS = (
    "ra.co",
    "residentadvisor",
    "dice.fm",
    "eventbrite",
    "ticket",
    "shotgun",
    "xceed",
    "eventim",
    "pretix",
    "fever",
)
_TICKETS = "tickets?|karten|entradas|billets?|billetterie|biglietti|vvk|presale|preventa|prévente|prevendita"
_HERE = "here|hier|aquí|ici|qui|at|via|unter|en|sur|su|link|online|available|for sale"
_TICKET_WORDS = re.compile(
    rf"(?:\b(?:(?:get|buy)\s+)?(?:{_TICKETS})\b(?:\s*(?:{_HERE}))*\s*[:→>-]*\s*)$", re.IGNORECASE
)


def take_link(text: str) -> tuple[str, str]:
    """(the ticket link with its scheme or "", the text without links and the words that led to them)."""
    links: list[tuple[bool, str]] = []
    rest, place = "", 0
    for found in _LINK.finditer(text):
        url = found["url"].rstrip(_TAIL)
        before = text[place : found.start()]
        plain = _TICKET_WORDS.sub("", before)
        links.append((plain != before or any(seller in url.lower() for seller in _SELLERS), url))
        rest += plain
        place = found.end("url") - len(found["url"]) + len(url) if found.end() == found.end("url") else found.end()
    if not links:
        return "", text
    best = next((url for sells, url in links if sells), links[0][1])
    return best if "://" in best else f"https://{best}", rest + text[place:]
