"""One Friday night, from a chat message to a live post and the digest after it; in both houses, on both backings."""

from stages import friday
from stages.evening import Stage
from stages.rite import Rite


async def test_an_event_typed_in_chat_ends_as_a_live_post_and_a_digest(rite: Rite, stage: Stage) -> None:
    await friday.plan(stage)
    await friday.live_through(rite, stage)
