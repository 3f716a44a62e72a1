"""Save as test: what people did on the page and what the bot said to it, written as a story that pytest replays.

Only words are kept: which button on which message, which field of which form. Ids, tokens and hours of the clock are
others at every replay.
"""

from sandbox.story.record import Story
from sandbox.story.write import written

__all__ = ["Story", "written"]
