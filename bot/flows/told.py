"""What somebody told beside an answer, said back with what comes next."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards.card import Card, Fact
from bot.flows.create_event import said
from bot.flows.form import Form, Kind, Reading
from bot.language import tr
from bot.words import shortened

MOST_SAID_BACK = 300


def with_told(card: Card, form: Form, told: Mapping[str, str], reading: Reading) -> Card:
    """The card, below what was understood; the summary says it anyway, and a time zone goes without saying."""
    if card.title or not told:
        return card
    facts = [
        Fact(tr(field.label), shortened(said(field, told[field.key], reading), MOST_SAID_BACK))
        for field in form.fields
        if told.get(field.key) and field.kind is not Kind.ZONE
    ]
    heard = [f"{fact.label}: {fact.value}" for fact in facts]
    return replace(card, summary=". ".join((*heard, card.summary)), lines=(*facts, *card.lines))
