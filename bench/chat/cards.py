"""The cards of waiting posts as messages in the sandbox's Slack, and presses of their buttons as Slack words them."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
from slack_sdk.web.async_client import AsyncWebClient

from bench.chat.team import Waiting
from bot.cards.campaign import campaign_card
from bot.cards.card import Card
from bot.cards.review import review_card
from bot.slack.blocks import blocks_of, summary_of
from bot.slack.pictures import upload
from core.campaigns.queries import campaign_view
from core.notices.model import MessageRef, NoticeKind
from core.posts.queries import post_view
from core.services import Services

MODALS = ("Request changes", "Edit", "Reschedule")
APPROVE = "Approve"
MODALS_A_CARD = 2
"""Before a card is approved, so many of its modals are asked for."""


@dataclass(frozen=True)
class Shown:
    """One post's card: its message, and its buttons by the beginning of their label."""

    ts: str
    buttons: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Press:
    """One press as Slack would send it, and whether it is a yes."""

    payload: str
    approves: bool


async def show(services: Services, client: AsyncWebClient, waiting: Waiting, channel: str) -> list[Shown]:
    """A message for every campaign with its posts' cards in its thread, known to Rite as if it had sent them."""
    shown: list[Shown] = []
    key, file = "", ""
    own = waiting.team.workspace_id
    for campaign_id, posts in waiting.campaigns.items():
        refs = []
        async with services.db.reading() as session:
            card = campaign_card(await campaign_view(session, own, campaign_id))
            views = [await post_view(session, own, post_id, services.clock.now()) for post_id in posts]
        parent = await _sent(client, card, channel)
        refs.append(_ref(waiting, NoticeKind.CAMPAIGN, campaign_id, parent, None, {}))
        for view in views:
            if view.picture_key and view.picture_key != key:
                key = view.picture_key
                file = await upload(client, await services.media.get(key), "flyer.jpg", "A flyer.")
            card = review_card(view)
            ts = await _sent(client, card, channel, thread=parent, file=file)
            refs.append(_ref(waiting, NoticeKind.POST, view.id, ts, parent, {"picture": key, "file": file}))
            shown.append(Shown(ts, _buttons(blocks_of(card, file))))
        async with services.db.transaction() as session:
            session.add_all(refs)
    return shown


async def _sent(client: AsyncWebClient, card: Card, channel: str, *, thread: str = "", file: str = "") -> str:
    said = await client.chat_postMessage(
        channel=channel, text=summary_of(card), blocks=blocks_of(card, file or None), thread_ts=thread or None
    )
    return str(said["ts"])


def _ref(
    waiting: Waiting, kind: NoticeKind, subject: UUID, ts: str, thread: str | None, extra: dict[str, Any]
) -> MessageRef:
    return MessageRef(
        id=uuid4(),
        workspace_id=waiting.team.workspace_id,
        conversation_id=waiting.conversation_id,
        kind=kind,
        subject_id=subject,
        message_id=ts,
        thread_id=thread,
        extra=extra,
    )


def _buttons(blocks: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    elements = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    return {
        label: next(one for one in elements if one["text"]["text"].startswith(label)) for label in (APPROVE, *MODALS)
    }


def drawn_up(shown: Sequence[Shown], seed: int) -> list[tuple[Shown, str]]:
    """Every card approved once, and modals asked for before that, all cards at the same time."""
    dice = random.Random(seed)
    modals = [(card, label) for card in shown for label in dice.sample(MODALS, k=MODALS_A_CARD)]
    presses = [*modals, *((card, APPROVE) for card in shown)]
    dice.shuffle(presses)
    places: dict[str, list[int]] = {}
    for place, (card, _) in enumerate(presses):
        places.setdefault(card.ts, []).append(place)
    for own in places.values():  # an approved post has no modal any more: the yes comes last
        last = max(own, key=lambda place: presses[place][1] == APPROVE)
        presses[last], presses[own[-1]] = presses[own[-1]], presses[last]
    return presses


async def worded(
    control: httpx.AsyncClient, presses: Sequence[tuple[Shown, str]], user: str, channel: str
) -> list[Press]:
    """The payloads Slack would send for these presses, with living triggers, not sent yet."""
    made = []
    for card, label in presses:
        button = card.buttons[label]
        wish = {"user": user, "channel": channel, "ts": card.ts, "action_id": button["action_id"]}
        answer = await control.post("/slack/word", json={**wish, "value": button["value"]})
        answer.raise_for_status()
        made.append(Press(json.dumps(answer.json()["payload"]), label == APPROVE))
    return made
