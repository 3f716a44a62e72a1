"""A stranger's path in the suite: a fresh clone with a borrowed environment. `make stranger` makes that anew, too."""

from pathlib import Path

import pytest
from stranger import walk

pytestmark = [pytest.mark.chromium, pytest.mark.thorough]


async def test_a_fresh_clone_and_make_demo_lead_to_a_post_that_is_live(tmp_path: Path) -> None:
    assert await walk(tmp_path, tmp_path, fresh=False) > 0
