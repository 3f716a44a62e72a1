"""The keys that seal secrets: where they come from and how they are written down."""

import base64
import binascii
import fcntl
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import SettingsProblem
from core.settings import Settings

KEY_BYTES = 32
FILE_NAME = "secret_keys"
FIRST_ID = "k1"
KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
HOW_TO_MAKE_ONE = 'Make one with: echo "k1:$(openssl rand -base64 32)"'


@dataclass(frozen=True)
class Key:
    """One AES-256 key and the name that sealed texts carry. The repr hides the key."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class KeyRing:
    """All keys that may open something, the newest first; the newest seals. Never empty."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        return self.keys[0]

    def find(self, key_id: str) -> Key | None:
        """The key of that name, None when it is not in the ring."""
        return next((key for key in self.keys if key.id == key_id), None)


def open_ring(settings: Settings) -> KeyRing:
    """The ring of the settings, or on SQLite one of our own, made on first use and kept beside the database.

    Raises SettingsProblem when a shared database has no ring, or when an entry is wrong.
    """
    if given := _given(settings):
        return parse_ring(given, source="RITE_SECRET_KEYS")
    path = own_ring(settings)
    if path is None:
        raise SettingsProblem(
            f'RITE_SECRET_KEYS is needed with PostgreSQL: one "id:key" entry per key, newest first. {HOW_TO_MAKE_ONE}'
        )
    if not path.exists():
        _write_once(path, new_entry(FIRST_ID))
    return parse_ring(path.read_text("ascii"), source=str(path))


def own_ring(settings: Settings) -> Path | None:
    """The file of the ring we made ourselves; None when the operator keeps the keys in RITE_SECRET_KEYS."""
    return None if _given(settings) or not settings.on_sqlite else settings.var_dir / FILE_NAME


def _given(settings: Settings) -> str:
    return settings.secret_keys.get_secret_value().strip() if settings.secret_keys is not None else ""


def add_key(path: Path) -> str:
    """Put a fresh key in front of our own ring; returns its name. The old keys stay: they still open what they sealed.

    Whoever reads the file meanwhile sees the old ring or the new one, never a part.
    """
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # of two rotations at once neither loses the other's key
        text = path.read_text("ascii")
        name = _unused_name(parse_ring(text, source=str(path)))
        fresh = _written_beside(path, f"{new_entry(name)},{text}")
        fresh.replace(path)
        os.fsync(folder)
        return name
    finally:
        os.close(folder)


def _unused_name(ring: KeyRing) -> str:
    numbers = (f"k{number}" for number in range(len(ring.keys) + 1, len(ring.keys) * 2 + 2))
    return next(name for name in numbers if ring.find(name) is None)


def parse_ring(text: str, *, source: str) -> KeyRing:
    """Read "id:base64key,id2:base64key"; raises SettingsProblem naming the entry, never quoting it."""
    keys: list[Key] = []
    for place, entry in enumerate(text.split(","), start=1):
        key = _parse_entry(entry.strip(), f"{source}, entry {place}")
        if any(key.id == other.id for other in keys):
            raise SettingsProblem(f'{source}, entry {place}: the name "{key.id}" is there twice.')
        keys.append(key)
    return KeyRing(tuple(keys))


def new_entry(key_id: str) -> str:
    """A fresh random key as an entry of the ring."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def _parse_entry(entry: str, where: str) -> Key:
    name, colon, encoded = entry.partition(":")
    if not colon:
        raise SettingsProblem(f'{where}: I expect "id:key", and there is no colon. {HOW_TO_MAKE_ONE}')
    if not KEY_ID.fullmatch(name):
        raise SettingsProblem(f"{where}: a key's name is up to 32 letters, digits, dashes or underscores.")
    try:
        secret = base64.b64decode(encoded.translate(str.maketrans("-_", "+/")), validate=True)
    except (binascii.Error, ValueError):
        # without a cause: the decoder's message could quote the key
        raise SettingsProblem(f'{where} ("{name}"): the key is not written in base64. {HOW_TO_MAKE_ONE}') from None
    if len(secret) != KEY_BYTES:
        raise SettingsProblem(
            f'{where} ("{name}"): the key has {len(secret)} bytes and must have {KEY_BYTES}. {HOW_TO_MAKE_ONE}'
        )
    return Key(name, secret)


def _write_once(path: Path, text: str) -> None:
    """Several processes may start at the same moment: the first one's key counts for all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = _written_beside(path, text)
    try:
        path.hardlink_to(mine)
    except FileExistsError:
        return
    finally:
        mine.unlink()


def _written_beside(path: Path, text: str) -> Path:
    """A file of its own beside the ring, for the owner's eyes alone, safe on the disk."""
    mine = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return mine
