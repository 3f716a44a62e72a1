"""Pictures, kept on a local disk or in a bucket, and the signed addresses Instagram fetches them from."""

from core.adapters.media_store.opening import open_media
from core.adapters.media_store.store import SignedMediaStore

__all__ = ["SignedMediaStore", "open_media"]
