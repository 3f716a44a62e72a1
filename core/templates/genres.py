"""What people call their music, and the genre whose designs suit it."""

_KIN = {
    "techno": ("techno", "industrial", "rave", "trance", "hardcore", "hardstyle", "drum and bass", "drum & bass", "dnb",
               "dubstep", "electro", "acid", "ebm"),
    "house": ("house", "disco", "garage", "funk", "edm", "electronic", "electro swing", "italo"),
    "hip-hop": ("hip hop", "rap", "trap", "grime", "rnb", "r&b", "afrobeats", "afrobeat", "reggaeton", "dancehall",
                "reggae", "latin", "amapiano"),
    "indie": ("indie", "rock", "punk", "metal", "folk", "pop", "alternative", "singer songwriter", "country", "emo"),
    "jazz": ("jazz", "soul", "blues", "swing", "classical", "bossa nova", "big band"),
    "ambient": ("ambient", "downtempo", "chillout", "electronica", "experimental", "drone", "new age", "yoga"),
}  # fmt: skip

_BY_NAME = sorted(((name, genre) for genre, names in _KIN.items() for name in names), key=lambda pair: -len(pair[0]))
"""Longer names first: "electro swing" is not techno."""


def design_genre(said: str) -> str:
    """The genre designs are made for that is nearest to what was said; "any" when nothing is."""
    words = f" {' '.join(said.lower().replace('-', ' ').replace('/', ' ').replace(',', ' ').split())} "
    return next((genre for name, genre in _BY_NAME if f" {name} " in words), "any")
