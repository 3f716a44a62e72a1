"""Sealing files as a whole, for backups."""

from typing import Protocol


class Seal(Protocol):
    """AES-256-GCM when the operator has set a key; otherwise everything stays as it is."""

    @property
    def key(self) -> str:
        """Name of the key that seals; "" without one."""
        ...

    def close(self, data: bytes, name: str) -> bytes:
        """Seal what lies under a name; it opens only under the same."""
        ...

    def open(self, data: bytes, name: str, key: str) -> bytes:
        """Raises core.errors.SettingsProblem without the key of that name, InvalidAnswer when it was changed."""
        ...

    def sum_of(self, data: bytes, key: str) -> str:
        """A sum that, with a key, only its holder can make."""
        ...
