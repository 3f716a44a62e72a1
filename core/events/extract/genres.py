"""Kinds of music, by the words that give them away."""

import re

_SAID = {
    "drum and bass": "drum and bass|drum & bass|drum'n'bass|drum n bass|drum n' bass|dnb|d&b|jungle",
    "techno": "techno|hardtechno|schranz|minimal techno",
    "house": "house|deep house|tech house|tech-house|afro house|afrohouse|acid house",
    "hip-hop": "hip-hop|hip hop|hiphop|rap|trap|r&b|rnb",
    "disco": "disco|nu disco|italo disco|italo|funk",
    "ambient": "ambient|drone",
    "jazz": "jazz|swing|bebop",
    "indie": "indie|indie rock|shoegaze|post-punk|indiepop",
    "rock": "rock|punk|metal|hardcore|hard rock|rock'n'roll|grunge",
    "pop": "pop|synthpop|synth-pop|k-pop",
    "classical": (
        "classical|classical music|klassik|klassische musik|música clásica|musique classique|musica classica"
        "|string quartet|streichquartett|symphony|sinfonie|opera|oper|orchestra|orchester"
    ),
    "electronic": (
        "electronic|electronica|electro|elektro|elektronisch|elektronische musik|electrónica|électronique"
        "|elettronica|edm|trance|dubstep|bass music"
    ),
}
GENRES: dict[str, tuple[str, ...]] = {genre: tuple(words.split("|")) for genre, words in _SAID.items()}
"""Key stored with an event -> words that say it; specific ones before general ones."""

_NOT_A_GENRE = re.compile(r"\b(?:pop[- ]?up|house\s+of|opera\s+house|full\s+house|open\s+house|rap\s+battle)\b")


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")


_WORDS = tuple((genre, _pattern(words)) for genre, words in GENRES.items())


def genre_in(text: str) -> str:
    """The genre whose word comes first in the text, "" when none does."""
    cleaned = _NOT_A_GENRE.sub(" ", text.lower())
    found = [(match.start(), -len(match[0]), genre) for genre, words in _WORDS if (match := words.search(cleaned))]
    return min(found)[2] if found else ""


def only_genres(text: str) -> bool:
    """Whether a text names kinds of music and nothing else: "House & Disco"."""
    left = text.lower()
    for _, words in _WORDS:
        left = words.sub(" ", left)
    return left != text.lower() and not re.sub(r"\b(?:and|und|y|et|e|live|music|musik)\b|[^\w]", "", left)
