"""The OpenAI look-alike: chat completions with structured outputs, answered from the facts in the prompt.

`asking.py` checks a request as the API does, `filling.py` walks the wanted schema, `wording.py` finds the words.
"""

from sandbox.openai.platform import OpenAI

__all__ = ["OpenAI"]
