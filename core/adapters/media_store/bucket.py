"""Bytes in an S3 bucket; the credentials come from the usual AWS_* variables or the machine's role."""

import secrets
from collections.abc import AsyncIterator
from datetime import datetime
from typing import TYPE_CHECKING

from obstore.exceptions import BaseError

from core.adapters.media_store.keys import KEY
from core.database import outside_transaction
from core.errors import NotFound, Unavailable
from core.ports.media import Stored

if TYPE_CHECKING:
    from obstore.store import ObjectStore


class BucketShelf:
    """One object per key, below the prefix of the bucket's URL. Raises Unavailable when S3 does not serve us."""

    def __init__(self, bucket: "ObjectStore") -> None:
        self._bucket = bucket

    async def put(self, key: str, data: bytes) -> None:
        outside_transaction()
        try:
            await self._bucket.put_async(key, data)
        except (BaseError, OSError) as error:
            raise Unavailable("The picture store does not take anything at the moment.") from error

    async def get(self, key: str) -> bytes:
        outside_transaction()
        try:
            found = await self._bucket.get_async(key)
            return bytes(await found.bytes_async())
        except FileNotFoundError as error:
            raise NotFound("That picture is not in the store any more.") from error
        except (BaseError, OSError) as error:
            raise Unavailable("The picture store does not answer at the moment.") from error

    async def forget(self, key: str, put_before: datetime | None = None) -> bool:
        outside_transaction()
        try:
            found = await self._bucket.head_async(key)
            if put_before is not None and found["last_modified"] >= put_before:
                return False
            await self._bucket.delete_async(key)
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as error:
            raise Unavailable("The picture store does not let go of anything at the moment.") from error
        return True

    async def everything(self) -> AsyncIterator[Stored]:
        outside_transaction()
        try:
            async for batch in self._bucket.list():
                for found in batch:
                    if KEY.fullmatch(found["path"]):
                        yield Stored(found["path"], found["last_modified"])
        except (BaseError, OSError) as error:
            raise Unavailable("The picture store does not answer at the moment.") from error

    async def check(self) -> None:
        outside_transaction()
        trial, said = f"check/{secrets.token_hex(8)}", secrets.token_bytes(64)
        await self.put(trial, said)
        if await self.get(trial) != said:
            raise Unavailable("The picture store does not answer at the moment.")
        await self.forget(trial)


def open_bucket(url: str) -> BucketShelf:
    """Open s3://bucket/prefix; nothing is asked of it before the first use."""
    from obstore.store import S3Store

    return BucketShelf(S3Store.from_url(url))
