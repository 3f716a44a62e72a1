"""Whom a post is for: a few audiences we have words for, or anybody's own words, which only a model can follow."""

import re

HOW: dict[str, str] = {
    "regulars": "people who come often: no explanations, a nod between friends",
    "newcomers": "people who have never been here: say simply what it is, and that they are welcome",
    "students": "students: informal and to the point",
    "industry": "people who work in music and culture: sober and informed",
}
"""Audience -> how one writes for it."""
EVERYONE = "everyone"
LONGEST = 120

_CALLED: dict[str, str] = {
    "regulars": r"regulars?|stammg[äa]ste|stammpublikum|(?:clientes )?habituales|habitu[ée]e?s"
    r"|frequentatori|habitu[ée]",
    "newcomers": r"newcomers?|first[ -]timers?|new (?:people|guests|faces)|neue(?: g[äa]ste)?|neulinge|neugierige"
    r"|nuevos|reci[ée]n llegados|nouveaux(?: venus)?|nuovi(?: arrivati)?|curiosi",
    "students": r"students?|studierenden?|student(?:en|innen)|estudiantes|universitarios|[ée]tudiante?s|studenti",
    "industry": r"(?:music |the )?industry|industry people|professionals|branche|fachpublikum|profesionales|industria"
    r"|sector|professionnels|secteur|pros|addetti ai lavori|settore",
    EVERYONE: r"every(?:one|body)|all|anyone|alle|todos|todo el mundo|tous|tout le monde|tutti",
}
_ARTICLE = re.compile(r"^(?:the|our|die|unsere|los|las|nuestros|les|nos|gli|i|le|el|la|il)\s+|^l['’]", re.IGNORECASE)
_PATTERNS = {key: re.compile(names, re.IGNORECASE) for key, names in _CALLED.items()}


def audience_named(text: str) -> str:
    """The audience somebody means: one of HOW, "" for everyone, else their own words, trimmed."""
    plain = " ".join(text.split()).strip(" .")
    bare = _ARTICLE.sub("", plain)
    for key, pattern in _PATTERNS.items():
        if pattern.fullmatch(bare) or pattern.fullmatch(plain):
            return "" if key == EVERYONE else key
    return plain[:LONGEST]


def is_known(text: str) -> bool:
    """Whether we have words of our own for the audience somebody names."""
    named = audience_named(text)
    return not named or named in HOW
