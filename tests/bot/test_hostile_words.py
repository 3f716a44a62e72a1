"""Whatever somebody, or a model, writes: no message of ours mentions, calls or links anybody by it in Slack."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from chat_stage import Chat

from bot.cards.card import Bullet, Card, Fact, Quote, Small, Text
from bot.flows.catalogue import FORMS
from bot.flows.field import Kind
from bot.houses import Attachment, Place
from bot.slack.blocks import BLOCKS_MAX, SECTION_MAX, blocks_of, pages_of, summary_of
from bot.slack.modal import modal_of
from bot.slack.texts import escape, fitted, pieces
from core.notices.model import NoticeKind
from core.workspaces.model import Platform
from sandbox.slack.blocks.surfaces import problems_in_message, problems_in_view

HOSTILE = (
    "<!channel> <!here|x> <@U0ADA00001> <#C0GENERAL1|g> <https://evil.example|Yes> @here &lt;!channel&gt; *b* \u202e"
)
LINK = "https://tickets.example/?a=1|<!channel>"
OUR_LINK = re.compile(r"<https://tickets\.example/\?a=1%7C&lt;!channel&gt;\|See it>")
CARD = Card(
    summary=HOSTILE,
    title=HOSTILE,
    lines=(Text(HOSTILE), Fact(HOSTILE, HOSTILE), Quote(HOSTILE), Small(HOSTILE), Bullet(HOSTILE, LINK)),
)


def read_by_slack(value: Any) -> Iterator[str]:
    """Every text in which Slack looks for mentions and links."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            assert value.get("verbatim") is True
            yield value["text"]
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str) and "ts" in value:
                yield inner  # a whole message
            yield from read_by_slack(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from read_by_slack(inner)


def four_messages(state: Any) -> Any:
    """The file is shared only after Slack has looked at it."""
    messages = state["slack"]["messages"]["C0EVENTS01"]
    return messages if len(messages) == 4 else None


def harmless(text: str) -> bool:
    return not re.search(r"[<>]|&(?!amp;|lt;|gt;)", OUR_LINK.sub("", text))


async def test_every_kind_of_message_shows_hostile_words_as_words(chat: Chat) -> None:
    voice, place = chat.voices[Platform.SLACK], Place(Platform.SLACK, "C0EVENTS01")
    sent = await voice.send(place, CARD)
    await voice.redraw(place, sent, replace(CARD, title="", summary=HOSTILE * 100))
    await voice.whisper(place, "U0ADA00001", CARD)
    await voice.send_files(place, HOSTILE, [Attachment(f"{HOSTILE}.csv", b"a,b", HOSTILE)])
    await chat.notice(NoticeKind.SAY, text=HOSTILE)
    await chat.deliver()
    messages = await chat.sandbox.until(four_messages, "the card, the private one, the file and the sentence")
    texts = [text for message in messages for text in read_by_slack(message)]
    assert len(texts) > 10
    assert [text for text in texts if not harmless(text)] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_form_shows_hostile_answers_as_words(form: Any) -> None:
    raw = {field.key: HOSTILE[: field.longest] for field in form.fields if field.kind in (Kind.LINE, Kind.PARAGRAPH)}
    view = modal_of(replace(form, intro=HOSTILE), raw, "{}", HOSTILE)
    assert problems_in_view(view, "modal", lambda _: True) == []
    assert [text for text in read_by_slack(view) if not harmless(text)] == []


def test_a_long_text_is_parted_between_words_and_nothing_of_it_is_lost() -> None:
    text = " ".join(f"word{n} &" for n in range(2000))
    card = Card(summary=text, lines=(Text(text), Fact("All", text)))
    blocks = blocks_of(card, None)
    assert problems_in_message(blocks, lambda _: True) == []
    shown = [block["text"]["text"] for block in blocks]
    assert all(len(one) <= SECTION_MAX for one in shown)
    assert " ".join(shown) == f"{escape(text)} *All*: {escape(text)}"
    assert len(summary_of(card)) <= 4000 and not re.search(r"&(?!amp;)", summary_of(card))


def test_a_card_of_many_lines_keeps_its_buttons_and_goes_on_in_further_messages() -> None:
    lines = tuple(line for n in range(60) for line in (Text(f"Line {n}"), Fact("Number", str(n))))
    (first, *rest) = pages_of(Card("All of it", "Title", lines), None)
    assert len(first) == BLOCKS_MAX
    assert all(len(page) <= BLOCKS_MAX for page in rest)
    shown = [str(block) for page in (first, *rest) for block in page]
    assert all(any(f"Line {n}'" in one for one in shown) for n in range(60))


def test_no_escaped_character_is_cut_in_half() -> None:
    for longest in range(2, 40):
        cut = fitted("a<b>&c" * 20, longest)
        assert len(cut) <= longest and not re.search(r"&(?!amp;|lt;|gt;)", cut)
        parts = list(pieces(escape("a<b>&c" * 20), max(longest, 6)))
        assert "".join(parts) == escape("a<b>&c" * 20)
        assert not any(re.search(r"&(?!amp;|lt;|gt;)", part) for part in parts)
