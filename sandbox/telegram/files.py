"""Everything that can be downloaded: photos in their sizes, documents, videos."""

import asyncio
import base64
import hashlib
import mimetypes
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.photos import picture_sizes
from sandbox.telegram.refusal import bad_request

LARGEST_DOWNLOAD_BYTES = 20 * 1024 * 1024

_FOLDERS = {"photo": "photos", "document": "documents", "video": "videos"}
_MARKS = {"photo": "AgACAgIAAx", "document": "BQACAgIAAx", "video": "BAACAgIAAx"}
_DEFAULT_TYPES = {"document": "application/octet-stream", "video": "video/mp4", "photo": "image/jpeg"}


@dataclass(frozen=True)
class Stored:
    """One downloadable file; a photo has one per size."""

    file_id: str
    unique_id: str
    path: str
    mime_type: str
    data: bytes
    width: int = 0
    height: int = 0

    def wire(self) -> dict[str, Any]:
        """The fields every kind of file shares."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


@dataclass(frozen=True)
class Media:
    """What a message shows: its kind, its files (sizes of a photo, smallest first) and its wire form."""

    kind: str
    files: tuple[Stored, ...]
    wire: Any
    name: str = ""

    @property
    def best(self) -> Stored:
        return self.files[-1]


class Files:
    """The store. Ids look like the platform's; equal uploads get different ids, as there."""

    def __init__(self) -> None:
        self._stored: dict[str, Stored] = {}
        self._media: dict[str, Media] = {}
        self._offered: set[str] = set()
        self._count = 0

    async def add_photo(self, data: bytes) -> Media:
        """Resize and keep a picture. Raises Refusal when the platform would not take it."""
        sizes = await asyncio.to_thread(picture_sizes, data)
        files = tuple(self._keep("photo", one.jpeg, ".jpg", "image/jpeg", one.width, one.height) for one in sizes)
        wire = [one.wire() | {"width": one.width, "height": one.height} for one in files]
        return self._media_of(Media("photo", files, wire))

    def add_document(self, data: bytes, name: str, mime_type: str) -> Media:
        file = self._keep("document", _not_empty(data), _suffix(name), _type("document", name, mime_type))
        return self._media_of(Media("document", (file,), file.wire() | _labels(file, name), name))

    def add_video(self, data: bytes, name: str, mime_type: str, frame: tuple[int, int, int]) -> Media:
        """Keep a video; frame is width and height in pixels and duration in seconds, zeros when unknown."""
        width, height, duration = frame
        kind = _type("video", name, mime_type)
        file = self._keep("video", _not_empty(data), _suffix(name) or ".mp4", kind, width, height)
        wire = file.wire() | {"width": width, "height": height, "duration": duration} | _labels(file, name)
        return self._media_of(Media("video", (file,), wire, name))

    def media(self, file_id: str) -> Media | None:
        """What a file_id belongs to."""
        return self._media.get(file_id)

    def offer(self, file_id: str) -> Stored:
        """getFile: from now on the file can be fetched under its path. Raises Refusal."""
        stored = self._stored.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(stored.data) > LARGEST_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        self._offered.add(stored.path)
        return stored

    def at_path(self, path: str) -> Stored | None:
        """A file that getFile offered."""
        if path not in self._offered:
            return None
        return next((one for one in self._stored.values() if one.path == path), None)

    def unique(self, unique_id: str) -> Stored | None:
        return next((one for one in self._stored.values() if one.unique_id == unique_id), None)

    def _keep(self, kind: str, data: bytes, suffix: str, mime_type: str, width: int = 0, height: int = 0) -> Stored:
        number, self._count = self._count, self._count + 1
        digest = hashlib.sha256(data + number.to_bytes(8, "big")).digest()
        stored = Stored(
            file_id=_MARKS[kind] + base64.urlsafe_b64encode(digest).decode().rstrip("="),
            unique_id="AQAD" + base64.urlsafe_b64encode(digest[:9]).decode(),
            path=f"{_FOLDERS[kind]}/file_{number}{suffix}",
            mime_type=mime_type,
            data=data,
            width=width,
            height=height,
        )
        self._stored[stored.file_id] = stored
        return stored

    def _media_of(self, media: Media) -> Media:
        self._media |= {file.file_id: media for file in media.files}
        return media


def _not_empty(data: bytes) -> bytes:
    if not data:
        raise bad_request("file must be non-empty")
    return data


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 and name[dot + 1 :].isalnum() else ""


def _type(kind: str, name: str, told: str) -> str:
    if told and told != "application/octet-stream":
        return told
    return mimetypes.guess_type(name)[0] or _DEFAULT_TYPES[kind]


def _labels(file: Stored, name: str) -> dict[str, Any]:
    return ({"file_name": name} if name else {}) | {"mime_type": file.mime_type}
