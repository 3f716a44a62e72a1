"""Files: announced, uploaded, checked for a moment, then readable by those who hold a token."""

import mimetypes
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePath
from urllib.parse import quote

from sandbox.films import ending_of
from sandbox.slack.refused import Json
from sandbox.slack.stamps import Stamps
from sandbox.slack.team import Channel, Team

LISTED_UNDER = {"im": "ims", "private_channel": "groups", "public_channel": "channels"}
SHOWABLE = frozenset({"png", "jpg", "jpeg", "gif"})
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"%PDF", "pdf", "application/pdf"),
    (b"BEGIN:VCALENDAR", "ics", "text/calendar"),
)
FILMS = {"mp4": "video/mp4", "mov": "video/quicktime"}


class FileState(Enum):
    ANNOUNCED = "announced"
    UPLOADED = "uploaded"
    PROCESSING = "processing"
    READY = "ready"


@dataclass
class StoredFile:
    """One file and where it has been shared ({channel id: [ts, ...]})."""

    id: str
    team: Team
    name: str
    owner: str
    created: int
    expected_bytes: int
    title: str = ""
    alt: str = ""
    content: bytes = b""
    state: FileState = FileState.ANNOUNCED
    shares: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        return self.state is FileState.READY

    @property
    def kind(self) -> tuple[str, str]:
        """(filetype, mimetype), from the bytes where they tell, else from the name."""
        if ending := ending_of(self.content):
            return ending, FILMS[ending]
        for magic, filetype, mimetype in MAGIC:
            if self.content.startswith(magic):
                return filetype, mimetype
        mimetype = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return PurePath(self.name).suffix.lstrip(".").lower() or "binary", mimetype

    @property
    def is_showable(self) -> bool:
        """Whether an image block may show it."""
        return self.is_ready and self.kind[0] in SHOWABLE

    def path(self, *, download: bool = False) -> str:
        """The end of its private address."""
        middle = "download/" if download else ""
        return f"files/{self.team.id}-{self.id}/{middle}{quote(self.name)}"

    def shape(self, base_url: str) -> Json:
        """As files.info gives it; before it is ready Slack knows no mimetype and no shares."""
        filetype, mimetype = self.kind if self.is_ready else ("", "")
        shape: Json = {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": mimetype,
            "filetype": filetype,
            "pretty_type": filetype.upper(),
            "user": self.owner,
            "user_team": self.team.id,
            "editable": False,
            "size": len(self.content),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": False,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{base_url}/slack/{self.path()}",
            "url_private_download": f"{base_url}/slack/{self.path(download=True)}",
            "permalink": f"https://{self.team.domain}.slack.com/files/{self.owner}/{self.id}/{quote(self.name)}",
            "file_access": "visible",
            "has_rich_preview": False,
            "channels": [],
            "groups": [],
            "ims": [],
            "shares": {},
        }
        return shape | {"alt_txt": self.alt} if self.alt else shape


class FileShelf:
    """The files of one workspace; base_url is where the sandbox itself listens."""

    def __init__(self, team: Team, stamps: Stamps, base_url: str) -> None:
        self._team = team
        self._stamps = stamps
        self._base_url = base_url
        self._files: dict[str, StoredFile] = {}
        self._tickets: dict[str, StoredFile] = {}

    def find(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def announce(self, name: str, owner: str, expected_bytes: int, alt: str = "") -> StoredFile:
        """A place for bytes that are still to come."""
        file = StoredFile(
            self._stamps.identifier("F"), self._team, name, owner, self._stamps.seconds(), expected_bytes, alt=alt
        )
        self._files[file.id] = file
        return file

    def ticket(self, file: StoredFile) -> str:
        """The address its bytes may be sent to, without a token, until the upload is completed."""
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = file
        return f"{self._base_url}/slack/upload/{self._team.id}/{ticket}"

    def awaited(self, ticket: str) -> StoredFile | None:
        """The file an upload address belongs to."""
        return self._tickets.get(ticket)

    def keep(self, name: str, owner: str, content: bytes) -> StoredFile:
        """What a person dropped into the client; ready at once."""
        file = self.announce(name, owner, len(content))
        file.content = content
        file.state = FileState.READY
        return file

    def is_showable(self, reference: Json) -> bool:
        """Whether {"id": ...} or {"url": ...} of an image block names a picture that is ready."""
        return any(file.is_showable for file in self._files.values() if self._is_named(file, reference))

    def named(self, reference: Json) -> StoredFile | None:
        """The file an image block refers to."""
        return next((file for file in self._files.values() if self._is_named(file, reference)), None)

    def shape(self, file: StoredFile, channels: Mapping[str, Channel]) -> Json:
        """As files.info gives it, with where it was shared."""
        shape = file.shape(self._base_url)
        if not file.is_ready:
            return shape
        for channel_id, stamps in file.shares.items():
            channel = channels[channel_id]
            shape[LISTED_UNDER[channel.kind]].append(channel_id)
            is_public = channel.kind == "public_channel"
            shape["is_public"] = shape["is_public"] or is_public
            shares = shape["shares"].setdefault("public" if is_public else "private", {})
            shares[channel_id] = [self._share(file, channel, ts) for ts in stamps]
        return shape

    def shape_in_message(self, file: StoredFile) -> Json:
        """As messages carry it, without where else it was shared."""
        unsaid = ("channels", "groups", "ims", "shares")
        return {key: value for key, value in file.shape(self._base_url).items() if key not in unsaid}

    def _share(self, file: StoredFile, channel: Channel, ts: str) -> Json:
        return {
            "ts": ts,
            "channel_name": channel.name,
            "team_id": self._team.id,
            "share_user_id": file.owner,
            "reply_users": [],
            "reply_users_count": 0,
            "reply_count": 0,
        }

    def _is_named(self, file: StoredFile, reference: Json) -> bool:
        shape = file.shape(self._base_url)
        return reference.get("id") == file.id or reference.get("url") in (shape["url_private"], shape["permalink"])
