"""What the makers of pictures are given, and what they hand back."""

from dataclasses import dataclass

from core.campaigns.model import Campaign
from core.events.model import Event
from core.ports.parts import Parts
from core.posts.details import Details
from core.posts.media import Item
from core.posts.model import Post
from core.posts.variants import Variant
from core.templates.model import Template
from core.templates.scene import Brand, Scene


@dataclass(frozen=True)
class Making:
    """One post with all its pictures may show; read before anything is painted, so no session comes along."""

    parts: Parts
    post: Post
    campaign: Campaign
    event: Event
    scene: Scene
    brand: Brand
    design: str
    """What `Post.template` names."""
    template: Template


@dataclass(frozen=True)
class Made:
    """What goes out and what cards show of it: painted, or made of uploaded files."""

    items: tuple[Item, ...]
    picture_key: str
    picture_hash: str
    alt_text: str
    details: Details
    notes: tuple[str, ...]
    template: str = ""
    variants: tuple[Variant, ...] = ()
