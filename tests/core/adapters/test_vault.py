"""Secrets at rest, and signatures."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.adapters.key_ring import FILE_NAME, Key, KeyRing, add_key, new_entry, open_ring, own_ring, parse_ring
from core.adapters.vault import KeyRingVault
from core.errors import SettingsProblem
from core.settings import Settings

PLACE = ("accounts", "token_sealed", "7d0c", "w1")
SECRET = "IGAA-very-secret"
OLD, NEW = Key("old", b"o" * 32), Key("new", b"n" * 32)
GOOD = base64.b64encode(b"g" * 32).decode()


def vault(*keys: Key) -> KeyRingVault:
    return KeyRingVault(KeyRing(keys))


def settings(tmp_path: Path, **given: object) -> Settings:
    return Settings(_env_file=None, var_dir=tmp_path / "var", **given)  # type: ignore[arg-type] # pydantic checks the values


def test_a_sealed_secret_opens_where_it_was_sealed_and_does_not_show() -> None:
    sealed = vault(NEW).seal(SECRET, PLACE)

    assert vault(NEW).open(sealed, PLACE) == SECRET
    assert sealed.startswith("v1.new.")
    assert "secret" not in base64.urlsafe_b64decode(sealed.split(".")[2] + "==").decode("latin-1")


def test_the_same_secret_never_looks_the_same_twice() -> None:
    one = vault(NEW)

    assert one.seal(SECRET, PLACE) != one.seal(SECRET, PLACE)


@pytest.mark.parametrize("position", range(len(PLACE)))
def test_a_secret_copied_to_another_place_does_not_open(position: int) -> None:
    sealed = vault(NEW).seal(SECRET, PLACE)
    elsewhere = tuple("other" if index == position else part for index, part in enumerate(PLACE))

    with pytest.raises(SettingsProblem, match="in the place where it was found"):
        vault(NEW).open(sealed, elsewhere)


def test_a_changed_secret_does_not_open() -> None:
    head, key_id, box = vault(NEW).seal(SECRET, PLACE).split(".")
    changed = box[:-6] + ("A" if box[-6] != "A" else "B") + box[-5:]

    with pytest.raises(SettingsProblem):
        vault(NEW).open(f"{head}.{key_id}.{changed}", PLACE)


@pytest.mark.parametrize("damaged", ["", "plain text", "v1.new", "v1.new.!!", "v1.new.", "v1.new.AAAA", "v9.new.AAAA"])
def test_damaged_text_is_told_as_a_settings_problem(damaged: str) -> None:
    with pytest.raises(SettingsProblem):
        vault(NEW).open(damaged, PLACE)


def test_a_missing_key_is_named() -> None:
    sealed = vault(OLD).seal(SECRET, PLACE)

    with pytest.raises(SettingsProblem, match='needs the key "old"'):
        vault(NEW).open(sealed, PLACE)


def test_after_a_rotation_the_old_key_still_opens_and_the_new_one_seals() -> None:
    before, after = vault(OLD), vault(NEW, OLD)
    sealed = before.seal(SECRET, PLACE)

    assert after.open(sealed, PLACE) == SECRET
    assert not after.sealed_with_newest(sealed)
    again = after.seal(SECRET, PLACE)
    assert again.startswith("v1.new.")
    assert after.sealed_with_newest(again)


def test_signatures_are_short_safe_in_addresses_and_survive_a_rotation() -> None:
    signature = vault(OLD).sign("invite|42")

    assert len(signature) == 22
    assert signature.replace("-", "").replace("_", "").isalnum()
    assert vault(NEW, OLD).verify("invite|42", signature)
    assert vault(NEW, OLD).sign("invite|42") != signature


@pytest.mark.parametrize("forged", ["", "x", "x" * 22, "ü" * 22, "\udcff"])
def test_a_forged_signature_is_refused(forged: str) -> None:
    assert not vault(NEW).verify("invite|42", forged)


def test_a_signature_is_good_for_its_message_alone() -> None:
    signature = vault(NEW).sign("invite|42")

    assert not vault(NEW).verify("invite|43", signature)
    assert not vault(OLD).verify("invite|42", signature)


def test_keys_do_not_show_when_printed() -> None:
    ring = KeyRing((NEW,))

    assert "nnnn" not in f"{ring!r} {NEW!r} {KeyRingVault(ring)!r}"


def test_a_ring_is_read_newest_first_in_both_spellings_of_base64() -> None:
    key = bytes(range(224, 256))
    written = [base64.b64encode(key).decode(), base64.urlsafe_b64encode(key).decode()]
    ring = parse_ring(f" k2:{written[0]} , k1:{written[1]}", source="RITE_SECRET_KEYS")

    assert [one.id for one in ring.keys] == ["k2", "k1"]
    assert ring.keys[0].secret == ring.keys[1].secret == key


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"k1:{GOOD},", "entry 2: I expect"),
        (GOOD, "entry 1: I expect"),
        (f"a key:{GOOD}", "entry 1: a key's name"),
        (f"k1:{GOOD},k2:short", r'entry 2 \("k2"\)'),
        (f"k1:{base64.b64encode(b'x' * 16).decode()}", "has 16 bytes and must have 32"),
        (f"k1:{GOOD},k1:{GOOD}", "entry 2: the name"),
    ],
)
def test_a_wrong_ring_is_told_by_its_entry_and_never_quoted(text: str, told: str) -> None:
    with pytest.raises(SettingsProblem, match=told) as caught:
        parse_ring(text, source="RITE_SECRET_KEYS")

    assert "RITE_SECRET_KEYS" in caught.value.message
    assert GOOD not in caught.value.message
    assert caught.value.__cause__ is None


def test_on_sqlite_a_key_is_made_once_and_kept_for_the_owner_alone(tmp_path: Path) -> None:
    first, second = open_ring(settings(tmp_path)), open_ring(settings(tmp_path))
    path = tmp_path / "var" / FILE_NAME

    assert first == second
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]


def test_when_several_processes_make_a_key_at_once_they_end_up_with_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starting:
        rings = list(starting.map(open_ring, [settings(tmp_path)] * 8))

    assert len(set(rings)) == 1
    assert [file.name for file in (tmp_path / "var").iterdir()] == [FILE_NAME]


def test_a_shared_database_without_keys_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match="openssl rand -base64 32"):
        open_ring(settings(tmp_path, database_url="postgresql://db/rite"))


def test_keys_from_the_settings_win_over_the_file(tmp_path: Path) -> None:
    open_ring(settings(tmp_path))

    ring = open_ring(settings(tmp_path, secret_keys=new_entry("mine")))

    assert [key.id for key in ring.keys] == ["mine"]


def test_a_key_added_while_we_run_is_known_once_something_is_sealed_with_it(tmp_path: Path) -> None:
    running = KeyRingVault(open_ring(settings(tmp_path)), reread=lambda: open_ring(settings(tmp_path)))
    before = running.seal(SECRET, PLACE)
    name = add_key(tmp_path / "var" / FILE_NAME)

    sealed = KeyRingVault(open_ring(settings(tmp_path))).seal(SECRET, PLACE)

    assert (name, running.key_of(sealed)) == ("k2", "k2")
    assert running.open(sealed, PLACE) == running.open(before, PLACE) == SECRET
    assert running.keys == ("k2", "k1")
    assert running.sealed_with_newest(running.seal(SECRET, PLACE))


def test_of_many_rotations_at_once_no_key_is_lost(tmp_path: Path) -> None:
    open_ring(settings(tmp_path))
    path = tmp_path / "var" / FILE_NAME
    with ThreadPoolExecutor(8) as rotating:
        names = list(rotating.map(add_key, [path] * 8))

    ring = open_ring(settings(tmp_path))
    assert {key.id for key in ring.keys} == {"k1", *names}
    assert len(names) == len(set(names)) == 8
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]


def test_a_fresh_key_never_takes_a_name_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(f"{new_entry('k2')},{new_entry('mine')},{new_entry('k4')}", "ascii")

    assert add_key(path) not in ("k2", "mine", "k4")


def test_whose_ring_it_is(tmp_path: Path) -> None:
    assert own_ring(settings(tmp_path)) == tmp_path / "var" / FILE_NAME
    assert own_ring(settings(tmp_path, secret_keys=new_entry("mine"))) is None
    assert own_ring(settings(tmp_path, database_url="postgresql://db/rite")) is None
