"""Small pictures of designs, painted once: whoever wants the same one again gets the one that lies there."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256

from core.database import found_or_added
from core.designs.model import PaintedDesign
from core.errors import NotFound
from core.ports.parts import Parts
from core.templates.model import Template
from core.templates.scene import Brand, Layout, Scene

WIDTH = 540


async def small_picture(parts: Parts, template: Template, layout: Layout, scene: Scene, brand: Brand) -> bytes:
    """A flyer, `WIDTH` px wide."""

    async def make() -> bytes:
        painted = await parts.painter.paint(template, layout, scene, brand)
        return await parts.painter.thumbnail(painted.jpeg, WIDTH)

    about = (parts.painter.version, replace(template, id=""), layout, _light(scene), _light_brand(brand))
    return await _kept(parts, fingerprint(*about), make)


async def numbered_sheet(parts: Parts, pictures: list[bytes]) -> str:
    """Key of all of them on one sheet, numbered."""
    return await parts.media.put(await parts.painter.numbered(pictures))


async def side_by_side(parts: Parts, pictures: list[bytes]) -> str:
    """Key of one design in its layouts."""
    return await parts.media.put(await parts.painter.side_by_side(pictures))


def fingerprint(*about: object) -> str:
    """Of everything a picture depends on; values of the same content give the same one in every process."""
    return sha256(repr((WIDTH, *about)).encode()).hexdigest()


def _light(scene: Scene) -> Scene:
    """Pictures count by their bytes."""
    return replace(scene, photo=_digest(scene.photo), logo=_digest(scene.logo))


def _light_brand(brand: Brand) -> Brand:
    return replace(brand, logo=_digest(brand.logo))


def _digest(data: bytes | None) -> bytes | None:
    return sha256(data).digest() if data else None


async def _kept(parts: Parts, name: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
    async with parts.db.reading() as session:
        row = await session.get(PaintedDesign, name)
    if row is not None:
        try:
            return await parts.media.get(row.key)
        except NotFound:
            pass  # the store was emptied: paint it again
    data = await make()
    key = await parts.media.put(data)
    async with parts.db.transaction() as session:

        async def find() -> PaintedDesign | None:
            return await session.get(PaintedDesign, name)

        async def add() -> PaintedDesign:
            new = PaintedDesign(fingerprint=name, key=key, painted_at=parts.clock.now())
            session.add(new)
            return new

        (await found_or_added(session, find, add)).key = key
    return data
