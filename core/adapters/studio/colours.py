"""Colours as a screen shows them: profiles applied, print colours converted, transparency on white, 8 bits."""

from io import BytesIO

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_PATCHES = tuple((r, g, b) for r in (0, 120, 255) for g in (0, 120, 255) for b in (0, 120, 255))
_SAME = 3
"""Steps of 255 by which an sRGB profile's colours may differ from ours."""
_MODES = {"CMYK": "CMYK", "LAB": "Lab", "YCbCr": "YCbCr", "HSV": "HSV"}


def colour_of(picture: Image.Image) -> str:
    """ "sRGB", "grey", "CMYK", or the name of another profile."""
    if picture.mode in _MODES:
        return _MODES[picture.mode]
    if picture.mode in ("1", "L", "LA") or picture.mode.startswith(("I", "F")):
        return "grey"
    profile = _profile(picture)
    if profile is None or _shows_srgb(profile):
        return "sRGB"
    try:
        name = ImageCms.getProfileDescription(profile)
    except (ImageCms.PyCMSError, UnicodeError):
        name = ""
    return " ".join(name.split())[:40] or "another profile"


def to_srgb(picture: Image.Image) -> Image.Image:
    """The picture in the colours of screens, as RGB."""
    profile, flat = _profile(picture), flattened(picture)
    if profile is None or (flat.mode == "RGB" and _shows_srgb(profile)):
        return _rgb(flat)
    try:
        converted = ImageCms.profileToProfile(flat, profile, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return _rgb(flat)  # a profile of other colours: the plain conversion is what viewers show, too
    return converted if converted is not None else _rgb(flat)


def _rgb(picture: Image.Image) -> Image.Image:
    """The picture itself when it is RGB: a large one takes its time to copy."""
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def flattened(picture: Image.Image) -> Image.Image:
    """Without transparency (white shows through) and with 8 bits a channel."""
    if picture.mode.startswith(("I", "F")):
        low, high = picture.convert("F").getextrema()
        span = float(high) - float(low) or 1.0  # type: ignore[arg-type]  # one band gives two numbers
        return picture.convert("F").point(lambda value: (value - low) * (255 / span)).convert("L")
    if picture.mode == "P" or picture.has_transparency_data:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, clear).convert("RGB")
    return picture


def _profile(picture: Image.Image) -> ImageCms.ImageCmsProfile | None:
    data = picture.info.get("icc_profile")
    try:
        return ImageCms.ImageCmsProfile(BytesIO(data)) if data else None
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # nobody can read it


def _shows_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """By its colours, not by its name: cameras call it anything."""
    patches = Image.new("RGB", (len(_PATCHES), 1))
    patches.putdata(_PATCHES)
    try:
        shown = ImageCms.profileToProfile(patches, profile, _SRGB)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False
    if shown is None:
        return False
    return all(abs(one - two) <= _SAME for one, two in zip(patches.tobytes(), shown.tobytes(), strict=True))
