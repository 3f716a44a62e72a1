"""Sealing secrets with AES-256-GCM, and signing with keys derived from the same ring."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.adapters.key_ring import Key, KeyRing
from core.errors import SettingsProblem

VERSION = "v1"
NONCE_BYTES = 12
SIGNATURE_CHARACTERS = 22  # 132 bits


class KeyRingVault:
    """The vault of one key ring. Sealed text reads "v1.<key id>.<base64url of nonce and ciphertext>".

    `reread` gives the ring as it is now: a key that was added while we run is met first in what it sealed.
    """

    def __init__(self, ring: KeyRing, reread: Callable[[], KeyRing] | None = None) -> None:
        self._reread = reread
        self._take(ring)

    def _take(self, ring: KeyRing) -> None:
        self._ring = ring
        self._signing = tuple(_signing_key(key) for key in ring.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of all keys, the newest first."""
        return tuple(key.id for key in self._ring.keys)

    def seal(self, secret: str, place: tuple[str, ...]) -> str:
        """Encrypt with the newest key; the place is authenticated, not stored."""
        key = self._ring.newest
        nonce = secrets.token_bytes(NONCE_BYTES)
        ciphertext = AESGCM(key.secret).encrypt(nonce, secret.encode(), _associated(place))
        return f"{VERSION}.{key.id}.{_encoded(nonce + ciphertext)}"

    def open(self, sealed: str, place: tuple[str, ...]) -> str:
        """Decrypt; raises SettingsProblem when the key is not in the ring or the place differs."""
        version, key_id, box = _parts(sealed)
        key = self._find(key_id) if version == VERSION else None
        if key is None:
            raise SettingsProblem(f'A stored secret needs the key "{key_id}", which is not in RITE_SECRET_KEYS.')
        try:
            return AESGCM(key.secret).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], _associated(place)).decode()
        except (InvalidTag, ValueError) as error:
            raise SettingsProblem(
                f'A stored secret does not open with the key "{key_id}" in the place where it was found.'
            ) from error

    def _find(self, key_id: str) -> Key | None:
        key = self._ring.find(key_id)
        if key is None and self._reread is not None:
            self._take(self._reread())
            key = self._ring.find(key_id)
        return key

    def sealed_with_newest(self, sealed: str) -> bool:
        """Whether nothing is gained by sealing it again."""
        return _parts(sealed)[:2] == (VERSION, self._ring.newest.id)

    def key_of(self, sealed: str) -> str:
        """The name of the key that opens it; raises SettingsProblem for what we did not seal."""
        return _parts(sealed)[1]

    def sign(self, message: str) -> str:
        """A signature of 22 URL-safe characters with the newest key."""
        return _signature(self._signing[0], message)

    def verify(self, message: str, signature: str) -> bool:
        """Whether any key of the ring made this signature, in constant time."""
        given = signature.encode(errors="replace")
        checks = [hmac.compare_digest(_signature(key, message).encode(), given) for key in self._signing]
        return any(checks)


def _signing_key(key: Key) -> bytes:
    # A key of its own: the same bytes never serve two algorithms.
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"rite signatures v1").derive(key.secret)


def _signature(key: bytes, message: str) -> str:
    return _encoded(hmac.digest(key, message.encode(), hashlib.sha256))[:SIGNATURE_CHARACTERS]


def _associated(place: tuple[str, ...]) -> bytes:
    return "|".join(place).encode()


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _parts(sealed: str) -> tuple[str, str, bytes]:
    try:
        version, key_id, box = sealed.split(".")
        return version, key_id, base64.b64decode(box + "=" * (-len(box) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise SettingsProblem("A stored secret is damaged; it was not sealed by this service.") from error
