"""From RITE_MEDIA_URL to a store."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import httpx

from core.adapters.media_store.addresses import SignedAddresses
from core.adapters.media_store.fallback import FallbackShelf
from core.adapters.media_store.shelf import Shelf
from core.adapters.media_store.store import SignedMediaStore
from core.clock import Clock
from core.errors import SettingsProblem
from core.ports.vault import Vault
from core.settings import Settings


def open_media(settings: Settings, vault: Vault, clock: Clock, http: httpx.AsyncClient) -> SignedMediaStore:
    """Open the store the settings name; raises SettingsProblem for an address of another kind."""
    shelf = _shelf(settings.media_url, "RITE_MEDIA_URL")
    if settings.media_fallback_url is not None:
        shelf = FallbackShelf(shelf, _shelf(settings.media_fallback_url, "RITE_MEDIA_FALLBACK_URL"))
    return SignedMediaStore(shelf, SignedAddresses(vault, settings.public_url), clock, http)


def _shelf(url: str, setting: str) -> Shelf:
    opener = OPENERS.get(url.partition("://")[0])
    if opener is None:
        raise SettingsProblem(f"{setting} must begin with file:// or s3://.")
    return opener(url, setting)


def _open_disk(url: str, setting: str) -> Shelf:
    from core.adapters.media_store.disk import DiskShelf

    # file://var/media is meant as a folder below the current one, file:///var/media as an absolute one.
    path = unquote(url.removeprefix("file://"))
    if not path.strip("/"):
        raise SettingsProblem(f"{setting} names no folder.")
    return DiskShelf(Path(path))


def _open_bucket(url: str, _: str) -> Shelf:
    from core.adapters.media_store.bucket import open_bucket

    return open_bucket(url)


OPENERS: dict[str, Callable[[str, str], Shelf]] = {"file": _open_disk, "s3": _open_bucket}
