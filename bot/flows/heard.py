"""Words to the bot, under no card, that are about what is planned already: all posts at once, or tickets."""

from bot.answers import Answer
from bot.flows import bulk, tickets
from bot.speaker import Speaker
from core.ports.parts import Parts


async def heard(parts: Parts, speaker: Speaker, words: str) -> Answer | None:
    """None when they are about something else, a new event perhaps."""
    return await bulk.heard(parts, speaker, words) or await tickets.heard(parts, speaker, words)
