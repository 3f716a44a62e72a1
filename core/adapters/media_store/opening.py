"""From RITE_MEDIA_URL to a store."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import httpx

from core.adapters.media_store.addresses import SignedAddresses
from core.adapters.media_store.shelf import Shelf
from core.adapters.media_store.store import SignedMediaStore
from core.clock import Clock
from core.errors import SettingsProblem
from core.ports.vault import Vault
from core.settings import Settings


def open_media(settings: Settings, vault: Vault, clock: Clock, http: httpx.AsyncClient) -> SignedMediaStore:
    """Open the store the settings name; raises SettingsProblem for an address of another kind."""
    scheme = settings.media_url.partition("://")[0]
    opener = OPENERS.get(scheme)
    if opener is None:
        raise SettingsProblem("RITE_MEDIA_URL must begin with file:// or s3://.")
    return SignedMediaStore(opener(settings.media_url), SignedAddresses(vault, settings.public_url), clock, http)


def _open_disk(url: str) -> Shelf:
    from core.adapters.media_store.disk import DiskShelf

    # file://var/media is meant as a folder below the current one, file:///var/media as an absolute one.
    path = unquote(url.removeprefix("file://"))
    if not path.strip("/"):
        raise SettingsProblem("RITE_MEDIA_URL names no folder.")
    return DiskShelf(Path(path))


def _open_bucket(url: str) -> Shelf:
    from core.adapters.media_store.bucket import open_bucket

    return open_bucket(url)


OPENERS: dict[str, Callable[[str], Shelf]] = {"file": _open_disk, "s3": _open_bucket}
