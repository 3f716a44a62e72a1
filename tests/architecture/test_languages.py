"""What the bot says can be translated, and every translation fits what the code says."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from bot.language import LANGUAGES as SPOKEN
from bot.nouns import NOUNS
from bot.retold import places_of
from provision.bot_texts import SAYS, literals_of, said_in
from provision.core_texts import children, is_text, literal_part, reads_like_words
from provision.languages import LANGUAGES, brought_up, known, path, template
from provision.templates import name_of, templates_of

ROOT = Path(__file__).parents[2]
BOT = sorted((ROOT / "bot").rglob("*.py"))
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
PLAIN = {
    "bot/cards/digest.py": "nouns for `count`",
    "bot/cards/numbers.py": "nouns for `count`",
    "bot/cards/tickets.py": "what people and programs send",
    "bot/flows/asked.py": "words that people type",
    "bot/flows/import_events.py": "the name of a file",
    "bot/flows/pausing.py": "words that people type",
    "bot/flows/praise.py": "words that people type",
    "bot/flows/report_words.py": "words that people type",
    "bot/flows/so_far.py": "words that people type",
    "bot/web/download.py": "headers",
    "bot/web/desk.py": "for the sandbox's page, which speaks English",
    "bot/slack/answering.py": "as core says it, to be retold",
    "bot/slack/install.py": "headers and cookies",
    "bot/slack/manifest.py": "the app as Slack itself presents it",
    "bot/slack/messenger.py": "as core says it, to be retold",
    "bot/slack/pace.py": "as core says it, to be retold",
    "bot/slack/people.py": "a name until Slack has told it",
    "bot/slack/pictures.py": "as core says it, to be retold",
    "bot/slack/requests.py": "for programs",
    "bot/telegram/answering.py": "as core says it, to be retold; what Telegram says",
    "bot/telegram/house.py": "for programs",
    "bot/telegram/pace.py": "as core says it, to be retold",
    "bot/telegram/poller.py": "for the log of whoever runs Rite",
    "bot/web/api/app.py": "for programs",
    "bot/web/api/asked.py": "for programs",
    "bot/web/api/door.py": "for programs",
    "bot/web/api/doors.py": "for programs",
    "bot/web/api/event_bodies.py": "for programs",
    "bot/web/api/events.py": "for programs",
    "bot/web/api/insight_shapes.py": "for programs",
    "bot/web/api/paging.py": "for programs",
    "bot/web/api/problem.py": "for programs",
    "bot/web/api/routing.py": "for programs",
    "bot/web/api/shapes.py": "for programs",
    "bot/web/api/webhooks.py": "for programs",
    "bot/web/calendar.py": "headers",
    "bot/web/dashboard/assets.py": "headers",
    "bot/web/dashboard/design_shelf.py": "headers",
    "bot/web/dashboard/entrances.py": "headers",
    "bot/web/dashboard/numbers.py": "nouns for `count`",
    "bot/web/dashboard/visitors.py": "what is signed",
    "bot/web/guard.py": "headers, and words for programs",
    "bot/web/health.py": "for programs",
    "bot/web/mcp/protocol.py": "for programs",
    "bot/web/mcp/server.py": "for programs",
    "bot/web/mcp/tools.py": "for programs",
    "bot/web/media.py": "headers",
    "bot/web/meta.py": "for programs",
    "bot/web/operators/drawn.py": "headers",
    "bot/web/operators/door.py": "operators read English",
    "bot/web/tickets.py": "for programs",
    "bot/words.py": "patterns of dates",
    "bot/language.py": "the name of a variable",
}
"""Files with words that are not translated, and why."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def catalogue(language: str) -> Catalog:
    return known(language)


def translated(language: str) -> Iterator[Message]:
    """What is translated; the rest is said in English until it is."""
    return (message for message in catalogue(language) if message.id and all(forms(message.string)))


def may_have(message: Message, place: int) -> tuple[frozenset[str], ...]:
    """The places of a text; in the form for one, the number may be left out: "the one post"."""
    needed = places(forms(message.id)[-1])
    return (needed, needed - {"n"}) if message.pluralizable and place == 0 else (needed,)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def test_each_language_that_is_spoken_has_a_catalogue() -> None:
    assert ("en", *LANGUAGES) == SPOKEN


@cache
def all_texts() -> Catalog:
    return template()


@EVERY_LANGUAGE
def test_a_catalogue_has_what_the_code_says(language: str) -> None:
    """`make languages` brings it up."""
    assert brought_up(language, all_texts()) == path(language).read_bytes()


@EVERY_LANGUAGE
def test_everything_is_translated(language: str) -> None:
    whole = {message.id for message in translated(language)}
    assert [message.id for message in catalogue(language) if message.id and message.id not in whole] == []


@EVERY_LANGUAGE
def test_a_translation_has_the_places_of_its_text_and_as_many_forms_as_its_language(language: str) -> None:
    """A place that is not there would break the sentence when somebody reads it."""
    wrong = [
        (forms(message.id)[0], said)
        for message in translated(language)
        for place, said in enumerate(forms(message.string))
        if places(said) not in may_have(message, place)
    ]
    assert wrong == []


@EVERY_LANGUAGE
def test_nothing_of_a_catalogue_is_only_guessed(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []


def test_only_literals_are_translated() -> None:
    """Nothing else can be collected; `tr(TABLE[key])` shows what was marked where the table is."""
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno} {ast.unparse(call)[:100]}"
        for path in BOT
        for call in said_in(tree(path))
        if call.func.id in imported(path)
        for name, text in literals_of(call).items()
        if text is None and not (name == "one" and is_marked(call))
    ]
    assert wrong == []


@cache
def imported(path: Path) -> frozenset[str]:
    """What a file has of bot.language: others may have functions called `mark`, too."""
    return frozenset(
        name.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "bot.language"
        for name in node.names
    )


def is_marked(call: ast.Call) -> bool:
    """`tr` of something that is no literal: a row of a table, an attribute of a form, a name for one of them."""
    assert isinstance(call.func, ast.Name)
    given = call.args[min(len(call.args), len(SAYS[call.func.id])) - 1]
    return call.func.id.startswith("tr") and not isinstance(given, ast.JoinedStr | ast.BinOp)


def test_no_words_reach_a_person_without_a_translation() -> None:
    """Whatever reads like words goes through `tr`, `mark` or `retold`."""
    found = {(str(path.relative_to(ROOT)), text) for path in BOT for text in untranslated(tree(path))}
    assert sorted(f"{file}: {text}" for file, text in found if file not in PLAIN) == []


def test_files_that_may_hold_plain_words_do() -> None:
    assert sorted(PLAIN) == sorted(
        file for path in BOT if (file := str(path.relative_to(ROOT))) and any(untranslated(tree(path)))
    )


def untranslated(module: ast.Module) -> Iterator[str]:
    todo: list[ast.AST] = [module]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Call) and name_of(node.func) in (*SAYS, "retold", "count", "Token"):
            continue
        if isinstance(node, ast.expr) and is_text(node):
            yield from filter(are_words, templates_of(node))
        else:
            todo += children(node)


def are_words(template: str) -> bool:
    words = literal_part(template)
    return reads_like_words(template) or (" " in words.strip() and len(re.findall(r"[^\W\d_]{2,}", words)) > 1)


def test_whatever_is_counted_has_its_forms() -> None:
    unknown = [
        f"{path.relative_to(ROOT)}:{call.lineno} {noun.value}"
        for path in BOT
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and name_of(call.func) == "count"
        for noun in call.args[1:2]
        if isinstance(noun, ast.Constant) and noun.value not in NOUNS
    ]
    assert unknown == []


def places(text: str) -> frozenset[str]:
    """The named places of a text; a text without any may hold braces of another kind."""
    return places_of(text)


def test_places_are_names() -> None:
    """No "{}" and no "{0}": a translation may have to change their order."""
    wrong = [
        text
        for path in BOT
        for call in said_in(tree(path))
        for text in literals_of(call).values()
        if text
        and any(place == "" or place.isdigit() for _, place, _, _ in Formatter().parse(text) if place is not None)
    ]
    assert wrong == []
