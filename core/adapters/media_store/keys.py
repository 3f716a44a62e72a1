"""Keys are named by content: the same bytes have one key, and no key can point outside the store."""

import hashlib
import re

from core.errors import NotFound

KEY = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")


def key_of(data: bytes, kind: str) -> str:
    """ "<sha256>.<kind>"; raises ValueError for a kind that is not a plain file ending."""
    key = f"{hashlib.sha256(data).hexdigest()}.{kind}"
    if not KEY.fullmatch(key):
        raise ValueError(f"{kind!r} is no file ending.")
    return key


def checked(key: str) -> str:
    """The key itself; raises NotFound for anything that `key_of` could not have made."""
    if not KEY.fullmatch(key):
        raise NotFound("There is no such picture.")
    return key
