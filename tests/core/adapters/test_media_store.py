"""Pictures are stored by content and fetched by signed addresses."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from obstore.store import MemoryStore, S3Store

from core.adapters.key_ring import Key, KeyRing
from core.adapters.media_store import SignedMediaStore, open_media
from core.adapters.media_store.addresses import SignedAddresses
from core.adapters.media_store.bucket import BucketShelf, open_bucket
from core.adapters.media_store.disk import DiskShelf
from core.adapters.media_store.fallback import FallbackShelf
from core.adapters.media_store.shelf import Shelf
from core.adapters.vault import KeyRingVault
from core.clock import MovableClock
from core.errors import NotAllowed, NotFound, NotNow, SettingsProblem, Unavailable
from core.settings import Settings

START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
PICTURE = b"\xff\xd8\xff not quite a picture"
VAULT = KeyRingVault(KeyRing((Key("k1", b"k" * 32),)))
SHELVES: dict[str, Callable[[Path], Shelf]] = {
    "disk": lambda folder: DiskShelf(folder / "media"),
    "bucket": lambda _: BucketShelf(MemoryStore()),
}


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def opened(shelf: Shelf, now: datetime = START) -> SignedMediaStore:
    addresses = SignedAddresses(VAULT, "https://rite.example/")
    return SignedMediaStore(shelf, addresses, MovableClock(now), httpx.AsyncClient())


@pytest.fixture(params=SHELVES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SignedMediaStore:
    return opened(SHELVES[request.param](tmp_path))


async def test_the_same_bytes_have_the_same_key(store: SignedMediaStore) -> None:
    first, second = await store.put(PICTURE), await store.put(PICTURE)

    assert first == second == f"{hashlib.sha256(PICTURE).hexdigest()}.jpg"
    assert await store.put(b"other") != first
    assert await store.get(first) == PICTURE


async def test_a_key_ends_with_the_kind_of_file(store: SignedMediaStore) -> None:
    assert (await store.put(PICTURE, kind="png")).endswith(".png")
    with pytest.raises(ValueError, match="no file ending"):
        await store.put(PICTURE, kind="../../etc")


async def test_what_is_not_there_is_told(store: SignedMediaStore) -> None:
    with pytest.raises(NotFound):
        await store.get("0" * 64 + ".jpg")


@pytest.mark.parametrize(
    "key",
    [
        "../secret_keys",
        "/etc/passwd",
        "..%2fsecret_keys",
        "",
        ".",
        "0" * 64,
        "0" * 64 + ".jpg/../../secret_keys",
        "0" * 64 + ".jpg\n",
        "A" * 64 + ".jpg",
    ],
)
async def test_no_key_leads_out_of_the_store(store: SignedMediaStore, key: str, tmp_path: Path) -> None:
    (tmp_path / "secret_keys").write_text("never to be served")

    with pytest.raises(NotFound):
        await store.get(key)
    with pytest.raises(NotFound):
        store.public_url(key)


async def test_nothing_half_written_is_left_in_the_folder(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path)
    key = await opened(shelf).put(PICTURE)

    with pytest.raises(TypeError):
        await shelf.put("1" * 64 + ".jpg", "no bytes")  # type: ignore[arg-type] # on purpose: the write fails midway

    assert names_in(tmp_path) == [key]


async def test_an_address_works_until_it_expires(store: SignedMediaStore) -> None:
    key = await store.put(PICTURE)
    address = urlsplit(store.public_url(key, lasting=timedelta(hours=2)))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}

    assert (address.netloc, address.path) == ("rite.example", f"/media/{key}")
    assert int(query["expires"]) == (START + timedelta(hours=2)).timestamp()
    store.check(key, **query, now=START + timedelta(minutes=119))
    with pytest.raises(NotNow):
        store.check(key, **query, now=START + timedelta(hours=2))


async def test_an_address_until_a_moment_is_the_same_whenever_it_is_asked_for(tmp_path: Path) -> None:
    until = START + timedelta(days=30)
    first = opened(DiskShelf(tmp_path))
    key = await first.put(PICTURE)
    later = opened(DiskShelf(tmp_path), START + timedelta(days=3))
    assert first.public_url(key, until=until) == later.public_url(key, until=until)
    assert first.public_url(key) != later.public_url(key)


async def test_a_forged_address_is_refused(store: SignedMediaStore) -> None:
    key, other = await store.put(PICTURE), await store.put(b"somebody else's draft")
    address = urlsplit(store.public_url(key))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    later = str(int(query["expires"]) + 3600)
    forgeries = [
        (key, later, query["signature"]),
        (other, query["expires"], query["signature"]),
        (key, query["expires"], VAULT.sign(key)),
        (key, "never", ""),
    ]

    for forged in forgeries:
        with pytest.raises(NotAllowed):
            store.check(*forged, now=START)


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type] # pydantic checks the values


async def test_the_settings_name_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    clock = MovableClock(START)
    http = httpx.AsyncClient()
    absolute = open_media(settings(media_url=f"file://{tmp_path}/with%20space"), VAULT, clock, http)
    relative = open_media(
        settings(media_url="file://var/media", public_url_set="https://r.example"), VAULT, clock, httpx.AsyncClient()
    )

    key = await absolute.put(PICTURE)
    assert await relative.put(PICTURE) == key

    assert (tmp_path / "with space" / key).read_bytes() == PICTURE
    assert (tmp_path / "var" / "media" / key).read_bytes() == PICTURE
    assert relative.public_url(key).startswith(f"https://r.example/media/{key}?")


@pytest.mark.parametrize("url", ["ftp://x/y", "var/media", "", "file://", "file:///"])
def test_another_kind_of_store_is_refused_in_words(url: str) -> None:
    with pytest.raises(SettingsProblem, match="RITE_MEDIA_URL"):
        open_media(settings(media_url=url), VAULT, MovableClock(START), httpx.AsyncClient())


def test_a_bucket_is_opened_with_its_prefix_and_without_asking_anybody() -> None:
    store = open_media(settings(media_url="s3://flyers/rite/prod"), VAULT, MovableClock(START), httpx.AsyncClient())

    assert isinstance(store, SignedMediaStore)


async def test_a_bucket_that_cannot_be_reached_is_tried_again_later() -> None:
    nowhere = S3Store(
        "flyers",
        endpoint="http://127.0.0.1:9",
        region="eu-central-1",
        access_key_id="a",
        secret_access_key="b",
        client_options={"allow_http": True},
        retry_config={"max_retries": 0},
    )

    with pytest.raises(Unavailable):
        await opened(BucketShelf(nowhere)).put(PICTURE)


def test_opening_a_bucket_by_its_url_needs_no_credentials() -> None:
    assert isinstance(open_bucket("s3://flyers"), BucketShelf)


class AwayShelf(DiskShelf):
    """A disk that can be taken off and put back."""

    away = False

    async def put(self, key: str, data: bytes) -> None:
        self._check()
        await super().put(key, data)

    async def get(self, key: str) -> bytes:
        self._check()
        return await super().get(key)

    def _check(self) -> None:
        if self.away:
            raise Unavailable


async def test_while_the_store_is_away_the_fallback_takes_over_and_gives_back(tmp_path: Path) -> None:
    first, second = AwayShelf(tmp_path / "first"), DiskShelf(tmp_path / "second")
    store = opened(FallbackShelf(first, second))
    before = await store.put(PICTURE)

    first.away = True
    meanwhile = await store.put(b"painted meanwhile")
    assert await store.get(meanwhile) == b"painted meanwhile"
    with pytest.raises(Unavailable):  # it may be there all the same
        await store.get(before)
    with pytest.raises(Unavailable):
        await store.bring_home()
    assert await store.get(meanwhile) == b"painted meanwhile"

    first.away = False
    assert await store.bring_home() == 1
    assert names_in(tmp_path / "second") == []
    assert await store.get(meanwhile) == b"painted meanwhile"
    assert {stored.key async for stored in store.everything()} == {before, meanwhile}
    with pytest.raises(NotFound):
        await store.get(f"{'0' * 64}.jpg")


async def test_a_full_disk_is_trouble_that_passes(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("no folder can be here")
    with pytest.raises(Unavailable, match="does not take anything"):
        await opened(DiskShelf(tmp_path / "media")).put(PICTURE)


async def test_what_is_swept_is_gone_unless_it_was_wanted_anew(store: SignedMediaStore) -> None:
    key = await store.put(PICTURE)
    (stored,) = [one async for one in store.everything()]

    assert stored.key == key
    assert not await store.forget(key, put_before=stored.at)
    assert await store.forget(key, put_before=stored.at + timedelta(seconds=1))
    assert not await store.forget(key)
