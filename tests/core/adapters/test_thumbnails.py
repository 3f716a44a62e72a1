"""Small pictures of stored ones: made once, kept within bounds, and never for whoever was not told the address."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from bot.web.media import media_routes
from core.adapters.pillow_painter import PillowPainter
from core.adapters.thumbnails import DiskThumbnails
from core.errors import NotFound
from core.ports.media import PictureKind
from core.ports.studio import UnreadableUpload
from core.services import Services, open_services
from core.settings import Settings


def flyer(tone: int = 90) -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize((1080, 1350)).point([(value + tone) % 256 for value in range(256)]).save(
        out, "JPEG"
    )
    return out.getvalue()


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


class Shelf:
    """A media store that counts how often it is asked."""

    def __init__(self, **pictures: bytes) -> None:
        self.pictures = pictures
        self.asked = 0

    async def get(self, key: str) -> bytes:
        self.asked += 1
        if key not in self.pictures:
            raise NotFound("That picture is not in the store any more.")
        return self.pictures[key]


def thumbnails(shelf: Shelf, folder: Path, most_bytes: int = 10_000_000) -> DiskThumbnails:
    return DiskThumbnails(shelf, PillowPainter(), folder, most_bytes)  # type: ignore[arg-type]  # it only gets


@pytest.mark.parametrize(("kind", "format"), [("jpg", "JPEG"), ("webp", "WEBP")])
async def test_a_small_picture_is_made_once_and_read_from_then_on(
    kind: PictureKind, format: str, tmp_path: Path
) -> None:
    shelf = Shelf(flyer=flyer())
    first = await thumbnails(shelf, tmp_path).of("flyer", 320, kind)
    again = await thumbnails(shelf, tmp_path).of("flyer", 320, kind)
    with Image.open(BytesIO(first)) as small:
        assert (small.size, small.format) == ((320, 400), format)
    assert first == again
    assert shelf.asked == 1
    assert len(first) < len(shelf.pictures["flyer"]) / 4


async def test_what_was_not_asked_for_longest_makes_room(tmp_path: Path) -> None:
    shelf = Shelf(**{f"flyer{number}": flyer(number * 40) for number in range(4)})
    small = thumbnails(shelf, tmp_path)
    sizes = [len(await small.of(f"flyer{number}", 320, "jpg")) for number in range(3)]
    for number, name in enumerate(files(tmp_path)):
        os.utime(name, (number, number))
    bounded = thumbnails(shelf, tmp_path, most_bytes=sum(sizes))
    await bounded.of("flyer0", 320, "jpg")  # asked for again: the youngest now
    await bounded.of("flyer3", 320, "jpg")
    kept = {path.name for path in files(tmp_path)}
    assert {"flyer0-320.jpg", "flyer3-320.jpg"} <= kept
    assert "flyer1-320.jpg" not in kept
    assert sum(path.stat().st_size for path in files(tmp_path)) <= sum(sizes)


async def test_a_picture_that_is_gone_and_a_film_have_no_small_one(tmp_path: Path) -> None:
    small = thumbnails(Shelf(film=b"\x00\x00\x00\x18ftypisom" + bytes(400)), tmp_path)
    with pytest.raises(NotFound):
        await small.of("gone", 320, "jpg")
    with pytest.raises(UnreadableUpload):
        await small.of("film", 320, "jpg")
    assert not files(tmp_path)


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Services]:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it
        database_url=f"sqlite:///{tmp_path / 'rite.db'}",
        media_url=f"file://{tmp_path / 'media'}",
        var_dir=tmp_path / "var",
    )
    opened = open_services(settings)
    yield opened
    await opened.close()


@pytest.fixture
async def web(service: Services) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=media_routes(service)))
    async with httpx.AsyncClient(transport=transport) as client:
        yield client


async def test_a_browser_gets_webp_and_whoever_cannot_show_it_jpeg(service: Services, web: httpx.AsyncClient) -> None:
    address = service.media.public_url(await service.media.put(flyer()), width=640)
    plain = await web.get(address, headers={"accept": "*/*"})
    modern = await web.get(address, headers={"accept": "image/avif,image/webp,*/*"})
    assert (plain.status_code, plain.headers["content-type"]) == (200, "image/jpeg")
    assert (modern.status_code, modern.headers["content-type"]) == (200, "image/webp")
    assert plain.headers["vary"] == modern.headers["vary"] == "Accept"
    for answer in (plain, modern):
        with Image.open(BytesIO(answer.content)) as small:
            assert small.size == (640, 800)


async def test_nobody_makes_us_paint_widths_of_their_own(service: Services, web: httpx.AsyncClient) -> None:
    key = await service.media.put(flyer())
    small, whole = service.media.public_url(key, width=320), service.media.public_url(key)
    for forged in (small.replace("w=320", "w=640"), f"{whole}&w=320", small.replace("&w=320", "")):
        assert (await web.get(forged)).status_code == 404
    assert (await web.get(whole)).content == await service.media.get(key)
    assert not (service.settings.var_dir / "thumbnails").exists()
    with pytest.raises(ValueError, match="none of the widths"):
        service.media.public_url(key, width=333)


async def test_a_small_picture_ends_with_its_address(service: Services, web: httpx.AsyncClient) -> None:
    key = await service.media.put(flyer())
    answer = await web.get(service.media.public_url(key, lasting=timedelta(seconds=-1), width=160))
    assert (answer.status_code, answer.text) == (404, "This address has expired.")
