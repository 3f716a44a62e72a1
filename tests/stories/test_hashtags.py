"""A team's own hashtags: sets kept in chat, on every post from then on, in the caption or in the first comment."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, Stage, connect, go_to_next_post
from stages.rite import Rite
from stages.slack import SlackStage

pytestmark = ON_SQLITE

IN_BERLIN = {**TONIGHT, "City": "Berlin", "Genre": "Techno"}


async def test_a_team_keeps_sets_and_its_posts_carry_them(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await stage.command("hashtags")
    await stage.sees("At most 5 on a post", "You have no sets yet", "no numbers yet", button="Add a set")
    await stage.add_hashtags({"Name": "ours", "Hashtags": "#unserclub #freitags", "Used for": "techno"})
    card = await stage.sees("The set “ours” is there", "#unserclub #freitags, for techno", button="Open ours")
    if isinstance(stage, SlackStage):
        wrong = await stage.add_hashtags({"Name": "ours", "Hashtags": "#fyp #techno", "Used for": "Atlantis"})
        assert "#fyp: it begs for attention" in wrong["Hashtags"]
        await stage.close()
    await stage.hashtag_rules("3", "In the first comment")
    await stage.sees("Saved", "At most 3 on a post, in the first comment")

    await stage.new_event(IN_BERLIN)
    await stage.sees(ANNOUNCEMENT, "#warehousenight #unserclub #freitags", "First comment", button="Approve")
    await stage.edit("We #love you.\n\n#like4like #berlin", ANNOUNCEMENT)
    told = await stage.sees("Version 2", "We love you.", "Left out: #love", "#like4like", button="Approve")
    assert told.shows("First comment", "#berlin #warehousenight #unserclub")
    await stage.request_changes("andere Hashtags", ANNOUNCEMENT)
    await stage.sees("Version 3", "#warehousenight #freitags #techno", button="Approve")
    await stage.press("Approve", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, button="Take back")
    await go_to_next_post(rite)
    await stage.sees(ANNOUNCEMENT, "Live", "First comment", "added")
    (medium,) = await rite.sandbox.published()
    assert medium["caption"] == "We love you."
    assert medium["first_comment"] == "#warehousenight #freitags #techno"

    await stage.press_again(card, "Open ours")
    await stage.press("Delete", "#unserclub #freitags, for techno")
    await stage.press("Delete ours", "Delete the set “ours”?")
    await stage.sees("The set “ours” is deleted", "You have no sets yet")
