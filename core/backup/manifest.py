"""What is in a backup: every file with its size and sum, and what it takes to read it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import InvalidAnswer, NotFound
from core.ports.seal import Seal

FORMAT = 1
NAME = "manifest.json"
SUM = "manifest.sum"


@dataclass(frozen=True)
class Part:
    """One file of a backup."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True)
class TableDump:
    """One table's rows, in as many parts as they need; column -> kind."""

    columns: Mapping[str, str]
    rows: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Manifest:
    """Written last: a backup without one was never finished."""

    id: str
    made_at: datetime
    revision: str
    """The migration the rows are of."""
    keys: tuple[str, ...]
    """Names of the keys that open what is sealed in the rows. The keys themselves are kept elsewhere."""
    witness: str
    """Signed with the newest of them: shows whether a key of that name is the same key."""
    sealed_by: str
    """Name of the key the files are sealed with; "" when they are not."""
    tables: Mapping[str, TableDump]
    """In the order in which they refer to each other."""
    media: tuple[Part, ...]
    missing: tuple[str, ...] = ()
    """Files that rows name and the store had lost before."""
    rows: int = field(default=0)

    @property
    def parts(self) -> list[Part]:
        return [*(part for table in self.tables.values() for part in table.parts), *self.media]


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_manifest(folder: Path, manifest: Manifest, seal: Seal) -> None:
    body = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    data = json.dumps(body, indent=1).encode()
    (folder / NAME).write_bytes(data)
    (folder / SUM).write_text(seal.sum_of(data, manifest.sealed_by), "ascii")


def read_manifest(folder: Path, seal: Seal) -> Manifest:
    """Raises NotFound where there is no backup, InvalidAnswer where it was changed or is of another kind."""
    try:
        data, said = (folder / NAME).read_bytes(), (folder / SUM).read_text("ascii").strip()
    except FileNotFoundError as error:
        raise NotFound(f"There is no finished backup in {folder}.") from error
    try:
        body: dict[str, Any] = json.loads(data)
        sealed_by = str(body["sealed_by"])
    except (ValueError, KeyError) as error:
        raise InvalidAnswer(f"{folder / NAME} is not what a backup begins with.") from error
    if said != seal.sum_of(data, sealed_by):
        raise InvalidAnswer(f"{folder / NAME} was changed after the backup was made, or was sealed with another key.")
    if body.pop("format") != FORMAT:
        raise InvalidAnswer(f"{folder} is of a format this version of Rite does not know.")
    tables = {
        name: TableDump(one["columns"], one["rows"], _parts(one["parts"])) for name, one in body["tables"].items()
    }
    return Manifest(
        **{
            **body,
            "made_at": datetime.fromisoformat(body["made_at"]),
            "keys": tuple(body["keys"]),
            "tables": tables,
            "media": _parts(body["media"]),
            "missing": tuple(body["missing"]),
        }
    )


def _parts(found: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**one) for one in found)
