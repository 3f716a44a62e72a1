"""What is about to go out, as plain values, and what is found out about it."""

from dataclasses import dataclass, field

from core.ports.access import Product
from core.ports.studio import MediaFacts
from core.posts.details import Details
from core.posts.limits import LIMITS, Limits
from core.posts.model import Format


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A post before Instagram sees it.

    files: facts of the files in order, uploaded or made by us; none for a single flyer, which is fit by itself.
    alt_text: the one we wrote; details.alt_texts are the ones asked for. cover: facts of the file behind
    details.cover_key, None while there is none. product: None while no account is chosen. may_comment: False when
    the account was connected without that right.
    """

    format: Format
    files: tuple[MediaFacts, ...] = ()
    caption: str = ""
    alt_text: str = ""
    details: Details = field(default_factory=Details)
    cover: MediaFacts | None = None
    product: Product | None = None
    may_comment: bool = True
    limits: Limits = LIMITS

    def file(self, slide: int) -> MediaFacts | None:
        """Facts of a file, counting from 1; None for a painted flyer and beyond the end."""
        return self.files[slide - 1] if 1 <= slide <= len(self.files) else None

    @property
    def count(self) -> int:
        """How many pictures and videos will be seen: a painted flyer is one."""
        return len(self.files) or 1


@dataclass(frozen=True)
class Finding:
    """One sentence: what is wrong and what to do. field: of Details, or "caption" or "files".

    blocks: Instagram would refuse it; otherwise it would go out, only not as one might expect.
    """

    sentence: str
    field: str
    blocks: bool = True
