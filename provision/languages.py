"""python -m provision.languages: bring the catalogues of bot/languages up to what the code says.

What is translated stays; what nobody says any more goes; what is new waits with an empty translation. The files hold
no dates and no line numbers, so they change only when a text does. With --check nothing is written.
"""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from provision.bot_texts import Text, texts_of_bot
from provision.core_texts import texts_of_core
from provision.say import say

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "bot" / "languages"
LANGUAGES = ("de", "es", "fr", "it", "pt")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def template(root: Path = ROOT) -> Catalog:
    """All that can be said, in English."""
    texts = Catalog(charset="utf-8")
    for text in all_texts(root):
        texts.add(
            (text.one, text.many) if text.many else text.one,
            locations=[(text.file, 0)],
            context=text.context or None,
        )
    return texts


def all_texts(root: Path = ROOT) -> Iterable[Text]:
    yield from texts_of_bot(root)
    yield from texts_of_core(root)


def brought_up(language: str, texts: Catalog) -> bytes:
    """The language's catalogue with these texts, as it is written."""
    catalogue = known(language)
    catalogue.update(texts, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, include_lineno=False, ignore_obsolete=True)
    header = HEADER.format(language=language, plural_forms=catalogue.plural_forms)
    return header.encode() + written.getvalue()


def known(language: str) -> Catalog:
    """What is translated into the language so far."""
    if not path(language).is_file():
        return Catalog(locale=language, charset="utf-8")
    with path(language).open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def path(language: str) -> Path:
    return FOLDER / f"{language}.po"


def main(arguments: list[str]) -> int:
    texts = template()
    behind = []
    for language in LANGUAGES:
        now = brought_up(language, texts)
        if not path(language).is_file() or path(language).read_bytes() != now:
            behind.append(language)
            if "--check" not in arguments:
                FOLDER.mkdir(exist_ok=True)
                path(language).write_bytes(now)
        missing = sum(not all(_forms(message.string)) for message in known(language) if message.id)
        say(f"{language}: {len(texts)} texts, {missing} without a translation")
    if behind and "--check" in arguments:
        say(f"Not up to the code: {', '.join(behind)}. Run `make languages`.")
        return 1
    return 0


def _forms(said: str | Iterable[str] | None) -> tuple[str, ...]:
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
