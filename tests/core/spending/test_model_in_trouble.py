"""Whatever befalls the model, a post is drafted, can be approved, and its card says who wrote it and why."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from builders import empty_post, flyer, paint
from paying import PayingMachine
from publishing_machine import Machine
from pydantic import SecretStr

from bot.cards.card import Card
from bot.cards.review import review_card
from core.approvals.decide import approve
from core.ports.model import ModelCall
from core.posts.draft import draft_post
from core.posts.model import PostStatus
from core.posts.queries import post_view
from core.posts.revision import current_revision, get_post
from core.posts.transitions import move
from core.spending.note import note_calls

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Both databases keep calls and drafts elsewhere; here the wire counts."""

OFFLINE = "offline writer"


@dataclass(frozen=True)
class Trouble:
    """A mood of the server, or a setting that is wrong, and what the card says then."""

    why: str
    mode: str = "ok"
    writer: str = OFFLINE
    calls: int = 1
    settings: dict[str, Any] = field(default_factory=dict)


TROUBLES = {
    "no key": Trouble("no model is set up", calls=0, settings={"openai_api_key": None}),
    "a server that ignores the schema": Trouble("The model's answer could not be read", "chats"),
    "a server that wraps its JSON": Trouble("", "fences", "gpt-5.4-mini"),
    "429 with Retry-After": Trouble("The model's server has had too many requests", "429", calls=3),
    "429 without": Trouble("The model's server has had too many requests", "429_bare", calls=3),
    "no credit": Trouble("The credit at the model's server is used up", "no_credit", calls=3),
    "500": Trouble("The model's server has trouble", "500", calls=3),
    "a stall": Trouble("The model took too long to answer", "stall", settings={"openai_timeout_seconds": 1.0}),
    "a refusal": Trouble("The model declined", "refuse"),
    "JSON that breaks off": Trouble("The model's answer could not be read", "breaks_off"),
    "finish_reason length": Trouble("The model's answer was cut off", "cut_off"),
    "no choices": Trouble("The model sent an empty answer", "no_choices"),
    "lies": Trouble("twice, so the offline writer wrote this", "lies", calls=2),
    "an unknown model": Trouble("The model “gpt-0” does not exist", settings={"openai_model": "gpt-0"}),
    "a wrong key": Trouble("did not accept our key", calls=0, settings={"openai_api_key": SecretStr("sk-wrong")}),
    "nobody there": Trouble(
        "The model was not reachable", calls=0, settings={"openai_base_url": "http://127.0.0.1:9/v1"}
    ),
    "a spent budget": Trouble(
        "This month's budget for the model is spent", calls=0, settings={"model_budget_usd": Decimal("0.01")}
    ),
}


async def drafted_card(machine: Machine, post_id: UUID) -> Card:
    """The card as it is once the flyer is painted."""
    await draft_post(machine.services, machine.team.workspace_id, post_id)
    jpeg = flyer()
    key = await machine.services.media.put(jpeg)
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        paint(post, await current_revision(session, post), key, jpeg)
        move(post, PostStatus.IN_REVIEW)
    async with machine.services.db.reading() as session:
        return review_card(await post_view(session, machine.team.workspace_id, post_id, machine.clock.now()))


@pytest.mark.parametrize("name", TROUBLES)
async def test_a_post_is_drafted_and_can_be_approved_all_the_same(paying: PayingMachine, name: str) -> None:
    trouble = TROUBLES[name]
    machine = await paying(**trouble.settings)
    await machine.sandbox.do("openai/mode", mode=trouble.mode, seconds=2)
    used = ModelCall(purpose="caption", model="gpt-5.4-mini", input_tokens=10_000, output_tokens=0)
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        session.add(post)
        await note_calls(session, machine.team.workspace_id, [used], None)
    card = await drafted_card(machine, post.id)
    said = [str(getattr(line, "text", "")) for line in card.lines]
    (version,) = [line for line in said if line.startswith("Version 1")]
    assert trouble.writer in version
    assert any(trouble.why in line for line in said)
    asked = (await machine.sandbox.state())["openai"]["calls"]
    assert asked >= trouble.calls if trouble.mode == "stall" else asked == trouble.calls
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ada, post.id, 1, machine.clock.now())
    assert (await machine.post(post.id)).status is PostStatus.SCHEDULED
