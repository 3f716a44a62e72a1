"""Whatever a card says, Slack and Telegram take it as it is drawn, and the database as it is kept."""

import json

import pytest
from cards import LINK, campaign, every_card
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.cards.card import Card, Style
from bot.cards.stored import card_from, stored
from bot.slack.blocks import blocks_of, summary_of
from bot.slack.home import home_view
from bot.telegram.text import CAPTION_MAX, html_of, keyboard_of, visible_length
from sandbox.slack.blocks.surfaces import problems_in_message, problems_in_view
from sandbox.telegram.text.entities import units
from sandbox.telegram.text.html_markup import parse_html

CARDS = dict(every_card())
EVERY_CARD = pytest.mark.parametrize("card", CARDS.values(), ids=list(CARDS))


@EVERY_CARD
def test_slack_shows_it(card: Card) -> None:
    blocks = blocks_of(card, "F0PICTURE1" if card.picture else None)
    assert problems_in_message(blocks, lambda _: True) == []
    assert 0 < len(summary_of(card)) <= 4000


@EVERY_CARD
def test_telegram_shows_it(card: Card) -> None:
    text, _ = parse_html(html_of(card))
    assert 0 < units(text) <= MessageLimit.MAX_TEXT_LENGTH
    if visible_length(card) <= CAPTION_MAX:
        under_picture, _ = parse_html(html_of(card, CAPTION_MAX))
        assert units(under_picture) <= MessageLimit.CAPTION_LENGTH
    rows = keyboard.inline_keyboard if (keyboard := keyboard_of(card)) else ()
    assert sum(map(len, rows)) == len(card.actions) <= 100
    assert all(len(row) <= 8 for row in rows)
    for button in (button for row in rows for button in row):
        assert button.text.strip()
        if button.callback_data is not None:
            assert 1 <= len(str(button.callback_data).encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
        else:
            assert str(button.url).startswith("http")


@EVERY_CARD
def test_it_is_the_same_after_it_was_kept(card: Card) -> None:
    assert card_from(json.loads(json.dumps(stored(card)))) == card


def test_a_card_has_at_most_one_main_button_and_makes_sense_when_only_heard() -> None:
    for what, card in CARDS.items():
        assert sum(action.style is Style.PRIMARY for action in card.actions) <= 1, what
        assert card.summary.strip(), what


@pytest.mark.parametrize("count", [0, 1, 30])
def test_slack_shows_the_home_tab(count: int) -> None:
    view = home_view([campaign(12, full=True)] * count)
    assert problems_in_view(view, "home", lambda _: True) == []


def test_a_caption_is_shown_to_the_letter_in_both_houses() -> None:
    card = CARDS["post in_review feed full"]
    caption = next(line.text for line in card.lines if type(line).__name__ == "Quote")
    text, _ = parse_html(html_of(card))
    assert caption.strip() in text
    quotes = [block for block in blocks_of(card, None) if block["type"] == "rich_text"]
    assert quotes[0]["elements"][0]["elements"][0]["text"] == caption
    assert LINK not in caption
