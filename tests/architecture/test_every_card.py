"""Whatever a card says, in whatever language, Slack and Telegram take it as drawn, and the database as it is kept."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product

import pytest
from cards import LINK, campaign, every_card
from home_facts import home_facts
from hostile import NAMES, named
from telegram import InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit
from thread_cards import CALLED

from bot.cards.card import Bullet, Card, Fact, Small, Style, Text
from bot.cards.stored import card_from, stored
from bot.language import LANGUAGES, PSEUDO, speaking
from bot.slack.blocks import blocks_of, summary_of
from bot.slack.home import home_view
from bot.telegram.text import CAPTION_MAX, html_of, keyboard_of, visible_length
from core.workspaces.model import Role
from sandbox.slack.blocks.surfaces import problems_in_message, problems_in_view, walk
from sandbox.telegram.text.entities import units
from sandbox.telegram.text.html_markup import parse_html

EVERY_LANGUAGE = pytest.mark.parametrize("language", [*LANGUAGES, PSEUDO])
EVERY_NAME = pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
UPDATE_MAX = 4000
"""What chat.update takes as text; beyond, it answers msg_too_long."""
MENTION = re.compile(rf"<(?!https?://|@{CALLED}>)")
"""In mrkdwn a "<" begins a link of ours or, unescaped, a mention; the one somebody is called with is meant."""


@cache
def shown(language: str) -> Mapping[str, Card]:
    with speaking(language):
        return dict(every_card())


def problems(cards: Mapping[str, Card], check: Callable[[Card], Iterator[str]]) -> dict[str, list[str]]:
    """What is wrong with each card that is not as it should be."""
    return {what: wrong for what, card in cards.items() if (wrong := list(check(card)))}


def in_slack(card: Card) -> Iterator[str]:
    for charts in (False, True) if card.chart else (False,):
        blocks = blocks_of(card, "F0PICTURE1" if card.picture else None, charts=charts)
        yield from problems_in_message(blocks, lambda _: True)
        yield from mentions(blocks)
    if not 0 < len(summary_of(card)) <= UPDATE_MAX or MENTION.search(summary_of(card)):
        yield f"summary of {len(summary_of(card))} characters"


def mentions(blocks: object) -> Iterator[str]:
    """Words of a person's that would ring a whole channel."""
    for one, where in walk(blocks):
        if one.get("type") == "mrkdwn" and MENTION.search(one["text"]):
            yield f"{where} mentions: {one['text'][:200]}"


def in_telegram(card: Card) -> Iterator[str]:
    text, _ = parse_html(html_of(card))
    if not 0 < units(text) <= MessageLimit.MAX_TEXT_LENGTH:
        yield f"text of {units(text)}"
    if visible_length(card) <= CAPTION_MAX < units(text):
        yield f"caption of {units(text)}"
    rare = sum(action.rare for action in card.actions)
    if rare and card.unfold is None:
        yield "nothing unfolds its rare buttons"
    yield from in_keyboard(keyboard_of(card), len(card.actions) - rare + bool(rare))
    yield from in_keyboard(keyboard_of(card, unfolded=True), len(card.actions) + bool(rare))


def in_keyboard(keyboard: InlineKeyboardMarkup | None, count: int) -> Iterator[str]:
    rows = keyboard.inline_keyboard if keyboard else ()
    if sum(map(len, rows)) != count or count > 100 or any(len(row) > 8 for row in rows):
        yield f"{count} buttons"
    for button in (button for row in rows for button in row):
        if not button.text.strip():
            yield "a button without words"
        if button.callback_data is None and not str(button.url).startswith("http"):
            yield f"{button.text} leads nowhere"
        longest = InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
        if button.callback_data is not None and not 1 <= len(str(button.callback_data).encode()) <= longest:
            yield f"{button.text} carries {button.callback_data!r}"


@EVERY_LANGUAGE
def test_slack_shows_every_card_in_every_language(language: str) -> None:
    with speaking(language):
        assert problems(shown(language), in_slack) == {}


@EVERY_LANGUAGE
def test_telegram_shows_every_card_in_every_language(language: str) -> None:
    with speaking(language):
        assert problems(shown(language), in_telegram) == {}


@EVERY_NAME
def test_no_name_breaks_a_card(name: str) -> None:
    """With texts as long as translations get."""
    with speaking(PSEUDO):
        cards = dict(named(name).every_card())
        assert problems(cards, in_slack) == {}
        assert problems(cards, in_telegram) == {}


@EVERY_LANGUAGE
def test_slack_shows_the_home_tab_in_every_language(language: str) -> None:
    with speaking(language):
        for role, number in product(Role, (0, 1, 30)):
            view = home_view(home_facts(role, [campaign(12, full=True)] * number), "F0PICTURE1")
            assert problems_in_view(view, "home", lambda _: True) == []
            assert list(mentions(view)) == []


@EVERY_NAME
def test_no_name_breaks_the_home_tab(name: str) -> None:
    facts = home_facts(Role.OWNER, [named(name).campaign(12, full=True)] * 30)
    facts.member.name = facts.workspace.name = name
    with speaking(PSEUDO):
        view = home_view(facts, "F0PICTURE1")
    assert problems_in_view(view, "home", lambda _: True) == []
    assert list(mentions(view)) == []


def test_a_guest_finds_no_button_on_the_home_tab_that_is_not_theirs() -> None:
    def labels(role: Role) -> set[str]:
        view = home_view(home_facts(role, [campaign(12, full=True)]), None)
        return {str(one["text"]["text"]) for one, _ in walk(view["blocks"]) if one.get("type") == "button"}

    assert labels(Role.GUEST) == {"Open the calendar", "Help"}
    assert labels(Role.OWNER) >= labels(Role.EDITOR) >= {"New event", "Brand"}
    assert labels(Role.OWNER) - labels(Role.EDITOR) == {"Settings", "Connect Instagram", "Look at it"}


def test_every_card_is_the_same_after_it_was_kept() -> None:
    for what, card in shown("en").items():
        assert card_from(json.loads(json.dumps(stored(card)))) == card, what


def test_a_card_has_at_most_one_main_button_and_makes_sense_when_only_heard() -> None:
    for what, card in shown("en").items():
        assert sum(action.style is Style.PRIMARY for action in card.actions) <= 1, what
        assert card.summary.strip(), what


def test_a_caption_is_shown_to_the_letter_in_both_houses() -> None:
    card = shown("en")["post in_review feed full"]
    caption = next(line.text for line in card.lines if type(line).__name__ == "Quote")
    text, _ = parse_html(html_of(card))
    assert caption.strip() in text
    quotes = [block for block in blocks_of(card, None) if block["type"] == "rich_text"]
    assert quotes[0]["elements"][0]["elements"][0]["text"] == caption
    assert LINK not in caption


def test_a_card_says_nothing_that_nobody_could_translate() -> None:
    """In the pseudo-language all that is said stands between brackets; left are names, moments and addresses."""
    left = set()
    with speaking(PSEUDO):
        for _, card in named("§ ").every_card():
            for text in texts_of(card):
                left |= set(re.findall(r"[^\W\d_]{3,}", unsaid(text)))
    assert {word for word in left if len(set(word.lower())) > 1} - NAMES_IN_CARDS == set()


SAID = re.compile(r"⟦[^⟦⟧]*(⟧|$)|https?://\S+")
NAMES_IN_CARDS = frozenset(
    re.findall(
        r"\w+",
        "Abril Fatface Anton Archivo Black Big Shoulders Caveat Brush Inter Oswald Space Grotesk Syne Tilt Neon "
        "Unbounded Ambient Hip hop House Indie Jazz Techno techno Design Halle Night Rite Watch warehouse nights "
        "rts rtt Mon Tue Wed Thu Fri Friday Sun Sunday Oct October Nov November every word counts yreve drow stnuoc",
    )
)


def unsaid(text: str) -> str:
    """Without what is said, from the innermost to what was cut at its end."""
    while (rest := SAID.sub("", text)) != text:
        text = rest
    return text


def texts_of(card: Card) -> Iterator[str]:
    yield from (card.summary, card.title, card.picture.alt if card.picture else "")
    for line in card.lines:
        match line:
            case Fact(label, value):
                yield from (label, value)
            case Text(text) | Small(text) | Bullet(text):
                yield text
    for action in card.actions:
        yield from (action.label, action.confirm)
