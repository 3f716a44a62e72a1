"""Files that are too large are refused kindly, before a byte of them is fetched."""

import pytest

from bot.slack.pictures import LARGEST_UPLOAD, LARGEST_VIDEO, too_large
from bot.telegram.incoming import Attached, check_size
from core.errors import InvalidAnswer

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("size", "largest", "said"),
    [
        (40 * MEGABYTE, LARGEST_UPLOAD, ""),
        (41 * MEGABYTE, LARGEST_UPLOAD, "That file is over 40 MB. A photo from a phone is enough."),
        (100 * MEGABYTE, LARGEST_VIDEO, ""),
        (101 * MEGABYTE, LARGEST_VIDEO, "That file is over 100 MB. Send a shorter or a smaller version."),
    ],
)
def test_slack_takes_pictures_of_forty_and_videos_of_a_hundred_megabytes(size: int, largest: int, said: str) -> None:
    assert too_large(size, largest) == said


@pytest.mark.parametrize(
    ("video", "said"), [(True, "in Slack, where 100 MB are fine"), (False, "A photo from a phone")]
)
def test_telegram_lets_nobody_fetch_more_than_twenty(video: bool, said: str) -> None:
    file = Attached("id", 20 * MEGABYTE + 1, video, place=1, album="", words="")
    with pytest.raises(InvalidAnswer, match=said):
        check_size(file)
    check_size(Attached("id", 20 * MEGABYTE, video, place=1, album="", words=""))
