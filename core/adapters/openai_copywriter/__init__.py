"""Writing and reading with an OpenAI-compatible model, held to the facts, with the offline ways behind it."""

from core.adapters.openai_copywriter.connection import Connection
from core.adapters.openai_copywriter.describer import OpenAIDescriber
from core.adapters.openai_copywriter.reader import OpenAIReader
from core.adapters.openai_copywriter.writer import OpenAICopywriter

__all__ = ["Connection", "OpenAICopywriter", "OpenAIDescriber", "OpenAIReader"]
