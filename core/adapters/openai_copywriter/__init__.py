"""A copywriter that asks an OpenAI-compatible model, holds it to the facts, and has the offline writer behind it."""

from core.adapters.openai_copywriter.writer import OpenAICopywriter

__all__ = ["OpenAICopywriter"]
