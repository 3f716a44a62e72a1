"""A form that takes a moment opens at once with a word, and is filled in unless the person is elsewhere by then."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.modal import View, sentence_modal
from bot.slack.opening import open_modal
from core.errors import NotNow

FORM: View = {**sentence_modal("New event", "everything"), "submit": {"type": "plain_text", "text": "Create"}}


class OneModal:
    """A person's screen in Slack: what is shown, under which hash; `refuses` is what updates are answered with."""

    def __init__(self, refuses: str = "") -> None:
        self.shown: list[View] = []
        self.opened = asyncio.Event()
        self._refuses = refuses

    async def views_open(self, *, trigger_id: str, view: View) -> dict[str, Any]:
        self.shown.append(view)
        self.opened.set()
        return {"view": {"id": f"V{trigger_id}", "hash": "1.first"}}

    async def views_update(self, *, view_id: str, hash: str, view: View) -> dict[str, Any]:
        if self._refuses:
            raise SlackApiError("no", SimpleNamespace(data={"error": self._refuses}))
        assert (view_id, hash) == ("V7", "1.first")
        self.shown.append(view)
        return {}

    async def opening(self, make: Callable[[], View], *, slow: bool = True) -> list[str]:
        """What the person saw, one after the other."""

        async def filling() -> View:
            if slow:
                await self.opened.wait()
            return make()

        await open_modal(cast(AsyncWebClient, self), "7", "New event", "I'm reading the page…", filling())
        return [str(view["blocks"][0]["text"]["text"]) for view in self.shown]


def broken() -> View:
    raise NotNow("The page is gone.")


async def test_what_is_there_at_once_opens_without_a_word_before() -> None:
    assert await OneModal().opening(lambda: FORM, slow=False) == ["everything"]


async def test_what_takes_longer_opens_with_a_word_and_is_filled_in() -> None:
    screen = OneModal()
    assert await screen.opening(lambda: FORM) == ["I'm reading the page…", "everything"]
    assert "submit" not in screen.shown[0]


async def test_what_fails_is_said_where_the_form_would_be() -> None:
    assert await OneModal().opening(broken) == ["I'm reading the page…", "The page is gone."]


async def test_nothing_is_put_over_what_the_person_has_in_front_of_them_by_then() -> None:
    for refusal in ("hash_conflict", "not_found"):
        assert await OneModal(refusal).opening(lambda: FORM) == ["I'm reading the page…"]


async def test_who_pressed_too_long_ago_is_asked_to_press_again() -> None:
    class Late(OneModal):
        async def views_open(self, *, trigger_id: str, view: View) -> dict[str, Any]:
            raise SlackApiError("no", SimpleNamespace(data={"error": "expired_trigger_id"}))

    with pytest.raises(NotNow, match="Please press again"):
        await Late().opening(lambda: FORM, slow=False)
