"""Backups sealed with AES-256-GCM, each file for its own place."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.adapters.key_ring import Key, KeyRing, parse_ring
from core.errors import InvalidAnswer, SettingsProblem
from core.settings import Settings

NONCE_BYTES = 12
SETTING = "RITE_BACKUP_KEYS"


class BackupSeal:
    """Implements core.ports.seal.Seal. Without keys files lie open."""

    def __init__(self, ring: KeyRing | None) -> None:
        self._ring = ring

    @property
    def key(self) -> str:
        return self._ring.newest.id if self._ring else ""

    def close(self, data: bytes, name: str) -> bytes:
        if self._ring is None:
            return data
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._ring.newest.secret).encrypt(nonce, data, name.encode())

    def open(self, data: bytes, name: str, key: str) -> bytes:
        if not key:
            return data
        try:
            return AESGCM(self._find(key).secret).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise InvalidAnswer(
                f"{name} was changed after the backup was made, or was sealed with another key."
            ) from error

    def sum_of(self, data: bytes, key: str) -> str:
        if not key:
            return hashlib.sha256(data).hexdigest()
        return hmac.new(self._find(key).secret, b"rite backup manifest" + data, hashlib.sha256).hexdigest()

    def _find(self, key: str) -> Key:
        found = self._ring.find(key) if self._ring else None
        if found is None:
            raise SettingsProblem(f'This backup is sealed with the key "{key}", which is not in {SETTING}.')
        return found


def open_seal(settings: Settings) -> BackupSeal:
    """From the settings; raises SettingsProblem for an entry that is wrong."""
    given = settings.backup_keys.get_secret_value().strip() if settings.backup_keys else ""
    return BackupSeal(parse_ring(given, source=SETTING) if given else None)
