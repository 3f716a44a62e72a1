"""No order of deaths, freezes, lost and late answers doubles a post on paper, and every safeguard is missed."""

from dataclasses import replace
from typing import Any

import pytest
from chaos.model import Rules
from chaos.search import search

AT_MOST_ONCE = Rules(repeat="error")
SAME_ID = Rules(repeat="same_id")
DUPLICATES = Rules(repeat="duplicate", late_beyond_grace=False)
"""Where a container can be published twice, the grace must outlast every request."""
FEWEST_STATES = 2000
"""A search that sees fewer has left something out."""

WITHOUT: dict[str, dict[str, Any]] = {
    "fence": {"fence": False},
    "intent": {"intent": False},
    "lease check": {"lease_check": False},
    "grace": {"grace": False},
    "persisted container": {"keeps_container": False, "intent": False},
    "reconcile: it was not done, the same container again": {"after_unknown": "same container"},
    "reconcile: it was not done, a new container": {"after_unknown": "new container"},
}
HOLDS_ALL_THE_SAME = ("lease check", "grace")
"""Where Instagram itself publishes a container at most once, these two are not needed."""


@pytest.mark.parametrize("rules", [AT_MOST_ONCE, SAME_ID, DUPLICATES], ids=lambda rules: rules.repeat)
def test_no_order_of_events_doubles_a_post_or_tells_an_untruth(rules: Rules) -> None:
    found = search(rules)
    assert not found.wrong, found
    assert found.states > FEWEST_STATES


@pytest.mark.parametrize("safeguard", WITHOUT)
@pytest.mark.parametrize("rules", [AT_MOST_ONCE, DUPLICATES], ids=lambda rules: rules.repeat)
def test_without_a_safeguard_some_order_of_events_is_a_disaster(rules: Rules, safeguard: str) -> None:
    found = search(replace(rules, **WITHOUT[safeguard]))
    needed = rules is DUPLICATES or safeguard not in HOLDS_ALL_THE_SAME
    assert bool(found.wrong) is needed, found


def test_the_one_hole_is_known() -> None:
    """A request that lands after the grace, where a container may be published twice: no client can close that."""
    assert search(replace(DUPLICATES, late_beyond_grace=True)).wrong == "two media are live"


def test_a_machine_that_stops_half_way_is_seen_to_be_stuck() -> None:
    """The search is not blind: it sees posts that nobody will ever end."""
    assert search(replace(AT_MOST_ONCE, lapses=False)).wrong == "it never ends"
