"""What a machine lacks for flyers in every script is fetched when that is allowed, and said when it is not."""

from dataclasses import replace
from functools import partial

import pytest

from provision import text_shaping
from provision.errors import ProvisioningFailed
from provision.text_shaping import NEEDS, has_font
from rite.doctor import pictures


class Machine:
    """Answers for a machine that may or may not get packages."""

    def __init__(self, *, root: bool) -> None:
        self.root = root
        self.installed: list[str] = []

    def install(self, packages: list[str], purpose: str, *, may_ask: bool = True) -> None:
        if not self.root:
            raise ProvisioningFailed(f"Debian's {packages[0]} is needed for {purpose}, and only root may install it.")
        self.installed += packages

    def lacking(self, *packages: str) -> tuple[text_shaping.Need, ...]:
        return tuple(replace(need, present=partial(self._has, need.package, packages)) for need in NEEDS)

    def _has(self, package: str, lacking: tuple[str, ...]) -> bool:
        return package not in lacking or package in self.installed


def test_what_is_missing_is_installed_and_nothing_else() -> None:
    machine = Machine(root=True)
    text_shaping.ensure(needs=machine.lacking("fonts-noto-cjk"), install=machine.install)
    assert machine.installed == ["fonts-noto-cjk"]


def test_without_root_fonts_are_done_without_and_their_price_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    machine = Machine(root=False)
    text_shaping.ensure(needs=machine.lacking("fonts-noto-cjk", "fonts-noto-color-emoji"), install=machine.install)
    told = "".join(capsys.readouterr())
    assert "Japanese and Korean letters on flyers will be empty boxes" in told
    assert "emoji will be left out of flyers" in told


def test_without_root_the_tests_do_not_run_without_joined_letters() -> None:
    machine = Machine(root=False)
    with pytest.raises(ProvisioningFailed, match="libfribidi0"):
        text_shaping.ensure(needs=machine.lacking("libfribidi0"), install=machine.install)


def test_a_package_that_brings_nothing_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    empty = replace(NEEDS[1], present=lambda: False)
    text_shaping.ensure(needs=(empty,), install=Machine(root=True).install)
    assert "fonts-noto-cjk is installed but cannot be found" in "".join(capsys.readouterr())


def test_a_font_nobody_has_is_not_found() -> None:
    assert not has_font("NoSuchFont.ttf")()


def test_the_doctor_names_every_gap_and_its_package() -> None:
    assert pictures(True, {"cjk", "emoji"}).well
    bare = pictures(False, set())
    assert not bare.well
    assert bare.optional
    assert all(name in bare.what for name in ("libfribidi0", "fonts-noto-cjk", "fonts-noto-color-emoji"))
