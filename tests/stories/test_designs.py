"""Designs in chat: another look for a post, the library, designs of one's own, in both houses."""

import zipfile
from importlib.resources import files
from io import BytesIO

import pytest
from sqlalchemy import select
from stages.evening import ANNOUNCEMENT, ON_SQLITE, Stage, connect, tonight
from stages.rite import Rite
from stages.slack import SlackStage

from core.posts.model import Post
from core.templates.catalog import all_templates, serves, template
from core.tenancy import ACROSS_WORKSPACES

pytestmark = ON_SQLITE

SHEET = "Another design"
PAGES = 6
"""More than the designs that serve one kind of post can fill."""


async def test_a_post_gets_another_design_and_needs_a_new_yes(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.press("Restyle", ANNOUNCEMENT)
    sheet = await stage.sees(SHEET, "Painted with your event", picture=True, button="6 ")
    assert sheet.button("More")
    able = [each.name for each in all_templates() if serves(each, "announcement") and serves(each, "recap")]
    able = [name for name in able if name not in await _designs_now(rite)]
    both = await _turned_to(stage, able)
    await stage.press(both, SHEET)
    await stage.sees(SHEET, f"Number {both[0]} it is")
    await stage.sees(ANNOUNCEMENT, "Version 2", button="Approve", picture=True)
    await stage.sees(ANNOUNCEMENT, "Version 2", button="Restyle")
    await stage.press("Same look for", SHEET)
    await stage.sees(SHEET, f"1 post gets {both[2:]}")
    await stage.sees("Recap", "Version 2", button="Approve", picture=True)


@pytest.mark.thorough("telegram")
async def test_the_library_is_searched_rated_and_a_design_of_it_saved_and_used(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.command("templates neon")
    await stage.sees("Designs", "Neon room", "Press a number", picture=True, button="Look")
    await stage.press("Look", "Designs")
    await stage.press("Neon", "Designs")
    await stage.sees("Designs", "for neon", button="Show all")
    await stage.press("1 Neon room", "Designs")
    await stage.sees("Neon room", "nobody has rated it yet", picture=True, button="5 ")
    await stage.press("4 ", "nobody has rated it yet")
    await stage.sees("gave it 4 of 5", "4.0 of 5, by 1 person")
    await stage.press("Save as ours", "gave it 4 of 5")
    await _fill(stage, "Save as ours", {"Name": "Basement Neon", "Accent colour": "#ff5f1f"})
    await stage.sees("Basement Neon", "Only your team sees it", "after Neon room", picture=True, button="Delete")
    await stage.press("Use for a post", "Basement Neon")
    await stage.press("Announcement", "Which post shall have it?")
    await stage.sees("Basement Neon", "gets it")
    await stage.sees(ANNOUNCEMENT, "Version 2", button="Approve", picture=True)
    await stage.press("Share with everybody", "Basement Neon")
    await stage.press("Share it", "Everybody who uses Rite will see it", "Not your team, your logo")
    await stage.sees("Basement Neon", "shared with everybody", button="Stop sharing")
    await stage.press("Delete", "Basement Neon", "shared with everybody")
    await stage.press("Delete it", "Posts that have it keep it")
    await stage.sees("Designs", "Basement Neon is deleted")
    await stage.press("Approve", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")


async def test_a_design_is_sent_as_a_file_refused_in_words_or_looked_at_and_kept(rite: Rite, stage: Stage) -> None:
    text = _written("strobe").replace('name = "Strobe"', 'name = "Our strobe"')
    stage = _privately(stage)
    await stage.send_document("evil.zip", zipped({"../template.toml": "x"}))
    await stage.sees("I can't use evil.zip", "a file that points outside", "Pack template.toml")
    await stage.send_document("slow.toml", _written("strobe").replace("step = 120", "step = 0.001").encode())
    await stage.sees("I can't use slow.toml", "layer 'signal'", "field 'step'", "between 4 and 1000")
    await stage.send_document("our-strobe.zip", zipped({"template.toml": text}))
    await stage.sees("our-strobe.zip", "Shall I keep it", picture=True, button="Keep it")
    await stage.press("Keep it", "our-strobe.zip")
    await stage.sees("Our strobe", "Kept. Only your team sees it.", picture=True)


async def _turned_to(stage: Stage, able: list[str]) -> str:
    """The button of a design of these; which page it stands on follows from the post's id."""
    for _ in range(PAGES):
        sheet = await stage.sees(SHEET, picture=True, button="1 ")
        if found := next((label for label in sheet.buttons if label[2:] in able), None):
            return found
        first = next(label for label in sheet.buttons if label.startswith("1 "))
        await stage.press("More", SHEET)
        await stage.sees(SHEET, picture=True, button="1 ", gone=first)
    raise AssertionError(f"none of {able} is offered")


async def _designs_now(rite: Rite) -> set[str]:
    """Names of the designs that posts have."""
    async with rite.services.db.reading() as session:
        found = await session.execute(select(Post.template).execution_options(**ACROSS_WORKSPACES))
        return {template(template_id).name for template_id in found.scalars() if template_id}


def _privately(stage: Stage) -> Stage:
    """Where a file needs no mention."""
    return stage.in_direct() if isinstance(stage, SlackStage) else stage


async def _fill(stage: Stage, title: str, answers: dict[str, str]) -> None:
    if isinstance(stage, SlackStage):
        await stage.fill(title, answers)
        return
    for label, answer in answers.items():
        await stage.press("Change", title)
        await stage.press(label, "What shall I change?")
        await stage.sees("shall it" if label != "Name" else "What shall it be called?")
        await stage.say(answer)
    await stage.press("Save it", title)


def _written(template_id: str) -> str:
    folder = files("core.templates").joinpath("catalog", template(template_id).id)
    return folder.joinpath("template.toml").read_text(encoding="utf-8")


def zipped(texts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in texts.items():
            packed.writestr(name, text)
    return out.getvalue()
