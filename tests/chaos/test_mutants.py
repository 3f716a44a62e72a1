"""A suite that does not miss a safeguard proves nothing about it: each one left out makes a named suite unclean."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest
from chaos.suites import mutants
from chaos.suites.crash import crash
from chaos.suites.freeze import TO_THE_END, UNDER_WAY, freeze
from chaos.suites.late import late
from chaos.suites.meddling import people
from chaos.suites.outbox import outbox
from chaos.suites.scene import MakeMachine
from chaos.suites.twins import DONE, NOT_DONE, twins
from chaos.verdict import Verdict, Wrong

Mutant = Callable[[], AbstractContextManager[None]]
Suite = Callable[[MakeMachine], Awaitable[Verdict]]
MIXED, TAMPERED = ((DONE, NOT_DONE), (NOT_DONE, DONE)), ("tampered with",)
MUTANTS: dict[str, tuple[Mutant, Suite, Wrong]] = {
    "fence": (mutants.no_fence, partial(freeze, meanwhile=(UNDER_WAY,), only="before wire"), Wrong.DOUBLED),
    "intent": (mutants.no_intent, partial(crash, outcomes=("lands later",)), Wrong.DOUBLED),
    "persisted container": (mutants.container_forgotten, partial(crash, outcomes=("cut before",)), Wrong.KEPT_BACK),
    "reconcile": (mutants.unknown_is_failed, partial(crash, outcomes=("cut after doing",)), Wrong.DOUBLED),
    "grace": (mutants.no_grace, partial(late, repeats=("duplicate",)), Wrong.DOUBLED),
    "lease check": (mutants.no_last_look, partial(freeze, meanwhile=(TO_THE_END,), only="before wire"), Wrong.DOUBLED),
    "account lease": (
        mutants.no_account_lease,
        partial(twins, pairs=MIXED),
        Wrong.ABSENT,
    ),
    "outbox transaction": (mutants.told_afterwards, partial(outbox, endings=("refused",)), Wrong.UNTOLD),
    "approval fingerprint": (
        mutants.approval_not_looked_at,
        partial(people, acts=TAMPERED),
        Wrong.UNAPPROVED,
    ),
}
"""Safeguard -> the machine without it, the suite (a part of it: the whole is clean with it), what it then finds."""


@pytest.mark.thorough
@pytest.mark.parametrize("safeguard", MUTANTS)
async def test_a_safeguard_left_out_is_missed_by_a_suite(make: MakeMachine, safeguard: str) -> None:
    mutant, suite, expected = MUTANTS[safeguard]
    with mutant():
        found = await suite(make)
    assert expected in {finding.wrong for finding in found.findings}, found
    assert (await suite(make)).clean
