"""Sealing secrets at rest."""

from typing import Protocol


class Vault(Protocol):
    """AES-256-GCM behind two verbs."""

    def seal(self, secret: str, place: tuple[str, ...]) -> str:
        """Encrypt `secret` so that it opens only with the same `place` (table, column, row id, workspace)."""
        ...

    def open(self, sealed: str, place: tuple[str, ...]) -> str:
        """Decrypt; raises core.errors.SettingsProblem when the key is not in the ring or the place differs."""
        ...

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of all keys, the newest first."""
        ...

    def sealed_with_newest(self, sealed: str) -> bool:
        """Whether nothing is gained by sealing it again."""
        ...

    def key_of(self, sealed: str) -> str:
        """The name of the key that opens it; raises SettingsProblem for what we did not seal."""
        ...

    def sign(self, message: str) -> str:
        """A short URL-safe signature of `message` with the newest key."""
        ...

    def verify(self, message: str, signature: str) -> bool:
        """Whether any key of the ring made this signature, in constant time."""
        ...
