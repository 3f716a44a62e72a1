"""Addresses that the world can fetch a picture from until they expire."""

from datetime import datetime

from core.errors import NotAllowed, NotNow
from core.ports.vault import Vault


class SignedAddresses:
    """Writes and checks addresses like {public_url}/media/{key}?expires={unix seconds}&signature={...}."""

    def __init__(self, vault: Vault, public_url: str) -> None:
        self._vault = vault
        self._base = public_url.rstrip("/")

    def write(self, key: str, until: datetime, width: str = "") -> str:
        """An address of plain US-ASCII, as Instagram wants it; a width is signed like all the rest."""
        expires = str(int(until.timestamp()))
        signature = self._vault.sign(_message(key, expires, width))
        small = f"&w={width}" if width else ""
        return f"{self._base}/media/{key}?expires={expires}&signature={signature}{small}"

    def check(self, key: str, expires: str, signature: str, now: datetime, width: str = "") -> None:
        """Raises NotAllowed when we did not write this address, NotNow when its time is over."""
        if not self._vault.verify(_message(key, expires, width), signature):
            raise NotAllowed("This address was not made by me.")
        if now.timestamp() >= int(expires):
            raise NotNow("This address has expired.")


def _message(key: str, expires: str, width: str) -> str:
    # The first word keeps these signatures from serving any other purpose.
    return f"media|{key}|{expires}|{width}" if width else f"media|{key}|{expires}"
