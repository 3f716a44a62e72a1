"""Words under a card that are no wish for other words: "undo", "why this post", "what changed". Pure."""

import re
from dataclasses import dataclass
from enum import Enum


class About(Enum):
    UNDO = "undo"
    WHY = "why"
    DIFFERENCE = "difference"
    HISTORY = "history"


@dataclass(frozen=True)
class Asked:
    """version: the one to go back to, where somebody named it."""

    about: About
    version: int | None = None


_POLITE = re.compile(
    r"^(?:please|bitte|por favor|s'il (?:te|vous) pla[iî]t|per favore|ok(?:ay)?|no|nein|hm+)[\s,]+"
    r"|[\s,]+(?:please|bitte|por favor|s'il (?:te|vous) pla[iî]t|per favore)$"
)
_PATTERNS = {
    About.UNDO: (
        r"undo(?:\s+(?:it|this|that|the last (?:change|one)))?|revert(?:\s+(?:it|this|that))?|(?:go )?back|"
        r"(?:go |put it )?back to (?:the )?(?:one|version) before|(?:the )?previous (?:one|version)|"
        r"as it was(?: before)?|wie vorher|zur[üu]ck|(?:mach(?:e)? )?(?:das |es )?r[üu]ckg[äa]ngig(?: machen)?|"
        r"deshacer|deshaz(?:lo)?|(?:vuelve )?atr[áa]s|annule[rz]?|reviens en arri[èe]re|annulla(?:re)?|torna indietro|"
        r"desfaz(?:er)?|volta(?:r)?(?: atr[áa]s)?"
    ),
    About.WHY: (
        r"(?:why|warum|wieso|weshalb|por qu[éeê]|porqu[éeê]|pourquoi|perch[éeè])(?!\s+(?:not|don't|nicht|no|pas|non)\b)"
        r"(?:\s[^,;\n]{0,60})?|where does (?:this|it) come from|"
        r"who (?:wrote|made|asked for) (?:this|it)|wer hat (?:das|den) geschrieben"
    ),
    About.DIFFERENCE: (
        r"what(?:'s| has| is)? (?:changed|different|new)|(?:show )?(?:the )?(?:diff|difference|changes)|"
        r"was (?:ist|hat sich) (?:anders|ge[äa]ndert|neu)|(?:der )?unterschied|"
        r"qu[ée] (?:ha )?cambi(?:ado|[óo])|qu'est-ce qui a chang[ée]|(?:che )?cosa [èe] cambiato|"
        r"o que (?:foi que )?mudou"
    ),
    About.HISTORY: (
        r"(?:show )?(?:the |its )?(?:history|trail|audit(?: trail)?)|who (?:said|did|approved) what|"
        r"who approved (?:this|it)|"
        r"(?:der )?verlauf|wer hat (?:das|es) freigegeben|historial|(?:l')?historique|cronologia|hist[óo]rico"
    ),
}
_MEANT = {about: re.compile(pattern) for about, pattern in _PATTERNS.items()}
_NUMBERED = re.compile(
    r"(?:(?:go |put it )?back to|undo to|revert to|zur[üu]ck (?:zu|auf)|volver a|retour [àa]|torna a)\s+"
    r"(?:the )?(?:version|versi[óo]n|versione|v)?\s?(?P<number>\d{1,4})"
)


def asked_for(text: str) -> Asked | None:
    """What the whole message asks for; None for everything else, which is a wish."""
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(" .!?¿¡…")
    while (shorter := _POLITE.sub("", plain)) != plain:
        plain = shorter
    if numbered := _NUMBERED.fullmatch(plain):
        return Asked(About.UNDO, int(numbered["number"]))
    return next((Asked(about) for about, pattern in _MEANT.items() if pattern.fullmatch(plain)), None)
