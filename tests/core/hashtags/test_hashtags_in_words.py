"""What people ask about hashtags in words, in five languages, and what the offline writer makes of it."""

from dataclasses import replace
from datetime import datetime

import pytest

from core.copy.offline import OfflineCopywriter
from core.copy.wishes import Wishes, read_wishes
from core.hashtags.draft import NO_OTHERS
from core.ports.copywriter import Brief

BRIEF = Brief(
    name="Warehouse Night",
    starts_local=datetime(2026, 11, 27, 22),  # noqa: DTZ001 - wall time at the venue
    time_zone="Europe/Berlin",
    venue="Halle 7",
    city="Berlin",
    genre="techno",
    days_left=9,
)


@pytest.mark.parametrize(
    "asked",
    [
        *("better hashtags", "Other hashtags please", "change the hashtags", "new tags"),
        *("andere Hashtags bitte", "bessere Hashtags", "neue Hashtags"),
        *("otros hashtags", "hashtags diferentes", "d'autres hashtags", "altri hashtag", "hashtag migliori"),
    ],
)
def test_other_hashtags_are_asked_for(asked: str) -> None:
    assert read_wishes(asked) == Wishes(fresh_tags=True)


@pytest.mark.parametrize(
    ("asked", "wishes"),
    [
        ("shorter, better hashtags", Wishes(length=-1, fresh_tags=True)),
        ("add #vinylonly and #rave, without #techno", Wishes(tags_in=("#vinylonly", "#rave"), tags_out=("#techno",))),
        ("ohne #techno", Wishes(tags_out=("#techno",))),
        ("no hashtags", Wishes(tags=False)),
        ("mention that the bar is new", Wishes(mentioned=("the bar is new",))),
    ],
)
def test_tags_are_named_and_told_from_other_wishes(asked: str, wishes: Wishes) -> None:
    assert read_wishes(asked) == wishes


async def test_only_the_hashtags_change_when_only_they_are_asked_about() -> None:
    writer = OfflineCopywriter()
    before = await writer.draft(BRIEF)
    words = before.caption.rsplit("\n\n", 1)[0]
    after = await writer.draft(replace(BRIEF, previous=before.caption, request="better hashtags"))
    assert after.caption == f"{words}\n\n#warehousenight #technomusic #rave #berlinevents #techno"
    assert after.notes == ()
    named = await writer.draft(replace(BRIEF, previous=before.caption, request="add #vinylonly, without #berlin"))
    assert named.caption == f"{words}\n\n#vinylonly #warehousenight #techno #technoberlin #halle7"


async def test_when_there_are_no_others_it_is_said() -> None:
    writer = OfflineCopywriter()
    bare = replace(BRIEF, city="", genre="", venue="x")
    before = await writer.draft(bare)
    after = await writer.draft(replace(bare, previous=before.caption, request="andere Hashtags"))
    assert after.caption == before.caption
    assert after.notes == (NO_OTHERS,)
