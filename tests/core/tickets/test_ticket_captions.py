"""Captions about tickets, in every language and tone: true, with a call, and silent about what is not known."""

from dataclasses import replace
from itertools import product

import pytest
from builders import NOW

from core.copy.craft import check_craft
from core.copy.facts import check_facts
from core.copy.offline import OfflineCopywriter
from core.ports.copywriter import NO_TICKET_FACTS, Brief, TicketFacts

STARTS = NOW.replace(tzinfo=None, day=27, hour=22)
BRIEF = Brief(
    name="Warehouse Night",
    starts_local=STARTS,
    time_zone="Europe/Berlin",
    venue="Halle 7",
    ticket_link="https://tickets.example/1",
    price="early bird 12 EUR, 15 EUR",
    days_left=5,
)
KNOWN = TicketFacts(sold=253, capacity=300, left=47, percent=80, at_most=50, over="Early bird")
PHASES = ("selling_fast", "last_tickets", "new_tier")
TONES = ("hype", "warm", "minimal", "insider", "formal", "funny")


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it"])
async def test_they_say_what_the_record_knows(language: str) -> None:
    said = set()
    for phase, tone, tickets, seed in product(PHASES, TONES, (KNOWN, NO_TICKET_FACTS), range(3)):
        brief = replace(BRIEF, phase=phase, tone=tone, language=language, tickets=tickets, seed=seed)
        draft = await OfflineCopywriter().draft(brief)
        assert check_facts(draft.caption, brief) == (), draft.caption
        assert check_craft(draft.caption, brief) == (), draft.caption
        assert draft.headline
        told_numbers = any(number in draft.caption.split("\n")[0] for number in ("80", "50"))
        assert tickets is KNOWN or not told_numbers, draft.caption
        said.add(draft.caption.split("\n")[0])
    assert len(said) > 12
