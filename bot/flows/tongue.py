"""Which language I speak to somebody: their own choice, once they do not want the one their chat tells."""

from babel import Locale

from bot.answers import Answer, Nothing, Toast, Whisper
from bot.cards.card import Action, Card, Text
from bot.flows.form import Option
from bot.language import ENGLISH, LANGUAGES, PSEUDO, reader, speak, tr
from bot.speaker import Speaker
from bot.tokens import Token
from core.events.moments.folding import fold
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.configure import choose_language


def own_name(language: str) -> str:
    """What its speakers call it: "Deutsch", "español"."""
    return str(Locale.parse(language).get_display_name(language))


def _called(language: str) -> tuple[str, ...]:
    """How people name it: in itself, in English, by its code."""
    return language, fold(own_name(language)), fold(str(Locale.parse(language).get_display_name(ENGLISH)))


CHOICES = tuple(Option(language, own_name(language).capitalize()) for language in LANGUAGES)
"""For everybody to find their own, so these names are never translated."""


async def show(parts: Parts, speaker: Speaker, words: str) -> Answer:
    """The languages as buttons; one that is named is taken at once."""
    named = next((language for language in LANGUAGES if fold(words) in _called(language)), None)
    if named is None and words == PSEUDO:
        named = PSEUDO
    return await _choose(parts, speaker, named) if named else Whisper(_card())


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    if token.verb == "language.speak" and 0 <= token.number < len(LANGUAGES):
        return await _choose(parts, speaker, LANGUAGES[token.number])
    return Whisper(_card())


async def _choose(parts: Parts, speaker: Speaker, language: str) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        await choose_language(session, speaker.member, language)
    speak(language)
    return Toast(tr("Noted. From now on this is the language I speak to you."))


def _card() -> Card:
    said = tr("I speak {language} to you. Which language shall it be?", language=own_name(reader()))
    choices = [Action(choice.label, Token("language.speak", number=n)) for n, choice in enumerate(CHOICES)]
    small = tr("Posts have their own languages, and so do shared channels: an owner sets that under settings.")
    return Card(summary=said, lines=(Text(said), Text(small)), actions=tuple(choices))
