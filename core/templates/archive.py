"""What somebody sent, unpacked with suspicion: a `.toml`, or a `.zip` with nothing in it but a template."""

import stat
import unicodedata
import zipfile
import zlib
from io import BytesIO

from core.templates.parse import TemplateProblem

LARGEST_FILE = 256 * 1024
LARGEST_TEXT = 64 * 1024
MOST_ENTRIES = 12
MOST_RATIO = 60
"""How much smaller a packed text may be than what it becomes."""
TEMPLATE, PREVIEW = "template.toml", "preview.toml"
_IGNORED = ("__MACOSX/", ".DS_Store")
"""What a Mac packs besides."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WAYS_OUT = "Pack template.toml, and preview.toml if you have one, and nothing else."


def unpack(data: bytes, name: str) -> dict[str, str]:
    """The texts in it, by "template.toml" and "preview.toml"; raises TemplateProblem with the cure."""
    name = name[:60]
    if len(data) > LARGEST_FILE:
        raise _refused(name, f"is over {LARGEST_FILE // 1024} KB; a template is a small text")
    if not data.startswith(b"PK"):
        return {TEMPLATE: _text(data, name)}
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return _texts(packed, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _refused(name, "is damaged; pack it once more") from error


def _texts(packed: zipfile.ZipFile, name: str) -> dict[str, str]:
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _refused(name, f"has {len(entries)} files in it. {_WAYS_OUT}")
    for entry in entries:
        if problem := _suspicious(entry):
            raise _refused(name, f"{problem} in it: {entry.orig_filename[:60]!r}. {_WAYS_OUT}")
    wanted = [entry for entry in entries if not entry.is_dir() and not _is_ignored(entry.filename)]
    places = {entry: _place(entry.filename, name) for entry in wanted}
    if len({place.casefold() for place in places.values()}) < len(wanted):
        raise _refused(name, f"has two files of the same name in it. {_WAYS_OUT}")
    if TEMPLATE not in places.values():
        raise _refused(name, f"has no {TEMPLATE} in it. {_WAYS_OUT}")
    return {place: _text(_read(packed, entry, name), f"{name}: {place}") for entry, place in places.items()}


def _suspicious(entry: zipfile.ZipInfo) -> str:
    """What is wrong with an entry before a byte of it is read; "" when nothing is."""
    name = entry.orig_filename
    mode = entry.external_attr >> 16
    if name.startswith(("/", "~")) or ":" in name or "\\" in name or ".." in name.split("/"):
        return "has a file that points outside"
    if any(ord(letter) < 32 for letter in name) or unicodedata.normalize("NFKC", name) != name or len(name) > 120:
        return "has a file with a strange name"
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode)):
        return "has a link or a device"
    if entry.flag_bits & 0x1:
        return "has a locked file"
    if entry.compress_type not in _PACKED:
        return "has a file packed in a way I don't read"
    if entry.file_size > LARGEST_TEXT:
        return f"has a file over {LARGEST_TEXT // 1024} KB"
    if entry.file_size > MOST_RATIO * max(entry.compress_size, 1) + 1024:
        return "has a file that would grow without end"
    return ""


def _is_ignored(name: str) -> bool:
    return name.startswith(_IGNORED[0]) or name.rsplit("/", 1)[-1] == _IGNORED[1]


def _place(entry: str, name: str) -> str:
    """Its name, out of the one folder everything may lie in; only two are known."""
    folders, _, last = entry.rpartition("/")
    if "/" in folders or last not in (TEMPLATE, PREVIEW):
        raise _refused(
            name, f"has {entry[:60]!r} in it, and a template can use no fonts, pictures or other files. {_WAYS_OUT}"
        )
    return last


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """No more than was declared, whatever comes out."""
    with packed.open(entry) as stream:
        data = stream.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT or len(data) != entry.file_size:
        raise _refused(name, "has a file that is larger than it says")
    return data


def _text(data: bytes, name: str) -> str:
    if len(data) > LARGEST_TEXT:
        raise _refused(name, f"is over {LARGEST_TEXT // 1024} KB; a template is a small text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(name, "is no text in UTF-8; save it as UTF-8") from error


def _refused(name: str, problem: str) -> TemplateProblem:
    return TemplateProblem(name, "the file", "", problem.rstrip("."))
