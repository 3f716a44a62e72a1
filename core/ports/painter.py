"""The painter: turns a scene into a picture, and any phone's picture into one we can use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.ports.media import PictureKind
from core.ports.studio import UnreadableUpload
from core.templates.brand import Change
from core.templates.model import Template
from core.templates.roles import Roles
from core.templates.scene import Brand, Layout, Scene


class UnreadablePicture(UnreadableUpload):
    """I can't read that picture; please send it as JPEG, PNG, WebP or HEIC."""


@dataclass(frozen=True)
class Painted:
    """A finished flyer: baseline sRGB JPEG, below 8 MiB, the same bytes for the same input."""

    jpeg: bytes
    width: int
    height: int
    notes: tuple[str, ...] = ()
    """Sentences about what had to be shortened, recoloured or left out; empty when all is as asked."""
    changes: tuple[Change, ...] = ()
    """Everything that was done so that template and brand go together, also what nobody needs to be told."""


class Painter(Protocol):
    """Paints off the event loop; every method may be called from many tasks at once."""

    @property
    def version(self) -> str:
        """Another one whenever the same flyer may come out differently: pictures kept under it stay true."""
        ...

    async def paint(self, template: Template, layout: Layout, scene: Scene, brand: Brand) -> Painted:
        """Paint one flyer; raises UnreadablePicture when photo or logo cannot be read."""
        ...

    async def try_out(self, content: Mapping[str, Any], sample: Scene) -> Sequence[bytes]:
        """Paint a template nobody knows yet, in every layout, in a process of its own that may not take long.

        `content` is the table it is made from. Raises InvalidAnswer for one that takes too much time or memory, or
        cannot be painted at all.
        """
        ...

    async def thumbnail(self, picture: bytes, width: int, kind: PictureKind = "jpg") -> bytes:
        """A smaller JPEG or WebP (quality 85) of `picture`, `width` pixels wide, never enlarged.

        Raises UnreadablePicture.
        """
        ...

    async def overview(self, pictures: Sequence[bytes], videos: frozenset[int], *, numbered: bool = True) -> bytes:
        """One JPEG of a post's one to ten pictures in order, numbered; `videos` are the places (from 1) of stills.

        Same in, same out; raises UnreadablePicture.
        """
        ...

    async def numbered(self, pictures: Sequence[bytes]) -> bytes:
        """One JPEG of up to six flyers, numbered so that a phone shows which is which. Same in, same out."""
        ...

    async def side_by_side(self, pictures: Sequence[bytes]) -> bytes:
        """One JPEG of pictures of different shapes at the same height. Same in, same out."""
        ...

    async def prepare_photo(self, upload: bytes) -> bytes:
        """Make any phone picture an upright sRGB JPEG of at most 4000 px a side.

        Raises UnreadablePicture with a sentence for the person who sent it.
        """
        ...

    async def prepare_logo(self, upload: bytes) -> bytes:
        """A logo from any file: a PNG with transparency, at most 1000 px a side, without empty margins.

        Raises UnreadablePicture with a sentence for the person who sent it.
        """
        ...

    async def colours_of(self, picture: bytes) -> Roles:
        """The four colours of a brand, from its logo or a flyer; raises UnreadablePicture."""
        ...

    async def specimens(self, brand: Brand) -> bytes:
        """A JPEG in which every typeface a brand may choose for its headlines shows its own name."""
        ...
