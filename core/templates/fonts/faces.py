"""The table of faces, and which face helps out where another has no glyph."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from core.templates.fonts.coverage import coverage


@dataclass(frozen=True)
class Face:
    """One font file. `colour` faces hold pictures (emoji) at one fixed size."""

    key: str
    path: Path
    index: int = 0
    colour: bool = False
    unclear: str = ""
    """Characters it has, but draws so that people misread them; another face sets the word."""

    def __hash__(self) -> int:
        return hash(self.key)  # asked for every letter; the path would take longer than all else

    def shows(self, character: str) -> bool:
        return character not in self.unclear and coverage(self.path, self.index).has(character)


FACES: dict[str, str] = {
    "abril": "abril-fatface/regular.ttf",
    "anton": "anton/regular.ttf",
    "archivo-black": "archivo-black/regular.ttf",
    "big-shoulders": "big-shoulders/black.ttf",
    "caveat-brush": "caveat-brush/regular.ttf",
    "inter": "inter/medium.ttf",
    "inter-bold": "inter/bold.ttf",
    "inter-black": "inter/black.ttf",
    "monoton": "monoton/regular.ttf",
    "oswald": "oswald/medium.ttf",
    "oswald-bold": "oswald/bold.ttf",
    "sedgwick": "sedgwick-ave-display/regular.ttf",
    "space-grotesk": "space-grotesk/medium.ttf",
    "space-grotesk-bold": "space-grotesk/bold.ttf",
    "syne": "syne/extrabold.ttf",
    "tilt-neon": "tilt-neon/regular.ttf",
    "unbounded": "unbounded/extrabold.ttf",
    "unbounded-light": "unbounded/regular.ttf",
    "arabic": "noto-sans-arabic/extrabold.ttf",
    "hebrew": "noto-sans-hebrew/extrabold.ttf",
    "thai": "noto-sans-thai/extrabold.ttf",
    "devanagari": "noto-sans-devanagari/extrabold.ttf",
}
"""Every shipped face by the key templates and brands use."""

HEADLINES: dict[str, str] = {
    "abril": "Abril Fatface",
    "anton": "Anton",
    "archivo-black": "Archivo Black",
    "big-shoulders": "Big Shoulders",
    "caveat-brush": "Caveat Brush",
    "inter-black": "Inter",
    "oswald-bold": "Oswald",
    "space-grotesk-bold": "Space Grotesk",
    "syne": "Syne",
    "tilt-neon": "Tilt Neon",
    "unbounded": "Unbounded",
}
"""Faces a brand may choose for its headlines, with the names people know."""

_COMPANIONS = {
    "anton": ("oswald-bold", "inter-black"),
    "big-shoulders": ("oswald-bold", "inter-black"),
    "oswald": ("inter",),
    "oswald-bold": ("inter-black",),
    "sedgwick": ("caveat-brush", "inter-black"),
    "monoton": ("tilt-neon", "unbounded-light"),
    "tilt-neon": ("unbounded-light", "inter"),
    "space-grotesk": ("inter",),
    "unbounded-light": ("inter",),
    "inter": ("inter-bold",),
}
"""Faces of the same build and weight that know more letters, tried before the scripts below."""

_UNCLEAR = {"sedgwick": "08"}
"""Its crossed zero reads as an eight and its eight as a dollar, which matters in a price."""

_SCRIPTS = ("arabic", "hebrew", "thai", "devanagari")

_SYSTEM = (
    ("cjk", False, ("opentype/noto/NotoSansCJK-Bold.ttc", "noto-cjk/NotoSansCJK-Bold.ttc")),
    ("emoji", True, ("truetype/noto/NotoColorEmoji.ttf", "noto/NotoColorEmoji.ttf")),
    ("symbols", False, ("truetype/dejavu/DejaVuSans-Bold.ttf", "TTF/DejaVuSans-Bold.ttf")),
)
"""What is too big to ship: used where the system has it, told about where it does not."""

SYSTEM_FONTS = Path("/usr/share/fonts")

_open_files = ExitStack()


@cache
def face(key: str) -> Face:
    """A shipped face by its key; raises KeyError."""
    resource = files("core.templates.fonts").joinpath(FACES[key])
    return Face(key, _open_files.enter_context(as_file(resource)), unclear=_UNCLEAR.get(key, ""))


@cache
def system_faces(root: Path = SYSTEM_FONTS) -> tuple[Face, ...]:
    """CJK, emoji and symbol faces found below `root`; fewer or none on a bare machine."""
    found = []
    for key, colour, places in _SYSTEM:
        path = next((root / place for place in places if (root / place).is_file()), None)
        if path:
            found.append(Face(key, path, colour=colour))
    return tuple(found)


@cache
def chain(key: str, root: Path = SYSTEM_FONTS) -> tuple[Face, ...]:
    """The faces to try for text set in `key`, best first."""
    companions = _COMPANIONS.get(key, ())
    keys = dict.fromkeys((key, *companions, "inter-black", *_SCRIPTS))
    return (*(face(each) for each in keys), *system_faces(root))
