"""The model: from a prompt to words, honest, lying, refusing or cut short."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sandbox.openai.asking import Ask
from sandbox.openai.completions import CHARACTERS_PER_TOKEN, Said
from sandbox.openai.facts import Facts, facts_of
from sandbox.openai.filling import Filler
from sandbox.openai.wording import Voice, caption

REFUSAL = "I'm sorry, but I can't assist with that request."
INVENTED_GUEST = "DJ Nobody"


def answer(ask: Ask, now: datetime) -> Said:
    """What an honest model answers."""
    return _within(ask, _written(ask, facts_of(ask.text("user"), now.date()), now))


def lie(ask: Ask, now: datetime) -> Said:
    """The same with wrong facts: an hour late, dearer, elsewhere, and with a guest nobody booked."""
    return _within(ask, _written(ask, twisted(facts_of(ask.text("user"), now.date())), now))


def refuse(ask: Ask, now: datetime) -> Said:
    """No content, but a refusal."""
    return Said(None, REFUSAL)


def cut_off(ask: Ask, now: datetime) -> Said:
    """Half an answer: the tokens ran out."""
    return Said(_half(ask, now), finish="length")


def break_off(ask: Ask, now: datetime) -> Said:
    """Half an answer that says it is whole."""
    return Said(_half(ask, now))


def chat(ask: Ask, now: datetime) -> Said:
    """Words instead of the wanted JSON, as from a server that takes a schema and does not hold to it."""
    return Said(f"Sure! Here is a caption for you: {caption(Voice(facts_of(ask.text('user'), now.date())))}")


def fence(ask: Ask, now: datetime) -> Said:
    """The wanted JSON in a Markdown fence with a greeting before it, as from the same kind of server."""
    return Said(f"Here you are:\n```json\n{answer(ask, now).content}\n```")


WAYS: Mapping[str, Callable[[Ask, datetime], Said]] = {
    "ok": answer,
    "lies": lie,
    "refuse": refuse,
    "cut_off": cut_off,
    "breaks_off": break_off,
    "chats": chat,
    "fences": fence,
}


def _half(ask: Ask, now: datetime) -> str:
    whole = answer(ask, now).content or ""
    return whole[: len(whole) // 2]


def _written(ask: Ask, facts: Facts, now: datetime) -> str:
    if ask.schema is None:
        return caption(Voice(facts))
    if not ask.schema:
        return json.dumps({"caption": caption(Voice(facts))}, ensure_ascii=False)
    return json.dumps(Filler(ask.schema, now).filled(facts), ensure_ascii=False)


def _within(ask: Ask, text: str) -> Said:
    most = (ask.tokens_most or len(text)) * CHARACTERS_PER_TOKEN
    return Said(text) if len(text) <= most else Said(text[:most], finish="length")


def twisted(facts: Facts) -> Facts:
    """Facts told wrong."""
    changes: dict[str, object] = {}
    if starts := facts.starts():
        late = starts + timedelta(days=1, hours=1)
        changes |= {"starts_local": late.isoformat(), "date": late.date().isoformat(), "time": f"{late:%H:%M}"}
    if price := facts.text("price"):
        changes |= {"price": "".join(str((int(c) + 3) % 10) if c.isdigit() else c for c in price)}
    if facts.text("venue"):
        changes |= {"venue": "Hangar Nowhere"}
    if link := facts.text("link"):
        changes |= {"ticket_link": f"{link.rstrip('/')}-free"}
    return facts.amended(changes | {"lineup": [*facts.listed("lineup"), INVENTED_GUEST]})
