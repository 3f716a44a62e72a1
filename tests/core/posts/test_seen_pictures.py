"""Alternative texts of uploaded pictures: what a model saw, without facts, before what the picture belongs to."""

from dataclasses import dataclass, field, replace

import pytest
from builders import DUE, NOW, flyer
from publishing_machine import Machine

from core.copy.alt_text import LONGEST, generate_alt_text, harmless
from core.ports.describer import Seen
from core.ports.model import UNLIMITED, Allowance
from core.posts.add import NewPost, add_post
from core.posts.model import Format
from core.posts.revision import current_revision, get_post
from core.posts.uploads import take_in
from core.templates.scene import Scene

SCENE = Scene(title="Warehouse Night", weekday="Friday", day_number="27", month="Nov", venue="Halle 7")
RECORD = "Picture for Warehouse Night, Friday 27 Nov, Halle 7"


@dataclass
class Eyes:
    """Sees what it was told to see, and remembers how often it was asked."""

    answers: list[Seen]
    asked: list[str] = field(default_factory=list)

    async def describe(self, picture: bytes, language: str, allowance: Allowance = UNLIMITED) -> Seen:
        assert picture.startswith(b"\xff\xd8")
        self.asked.append(language)
        return self.answers.pop(0)


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        ("Two people dance in red light. Doors at 22:00.", "Two people dance in red light."),
        ("A poster says Friday 28 November. A hall full of fog!", "A hall full of fog!"),
        ("They meet on Saturday. Fog.", "Fog."),
        ("Follow @somebody or visit www.somewhere.example", ""),
        ("Ein leerer   Raum,\n blau.", "Ein leerer Raum, blau."),
        ("x" * 900, "x" * 500),
        ("", ""),
    ],
)
def test_what_could_be_a_fact_is_not_told(seen: str, kept: str) -> None:
    assert harmless(seen, "de" if "Raum" in seen else "en") == kept


def test_what_is_seen_comes_first_and_the_record_stays_whole() -> None:
    assert generate_alt_text(SCENE, "en") == RECORD
    assert generate_alt_text(SCENE, "en", seen="Two people dance") == f"Two people dance. {RECORD}"
    assert generate_alt_text(SCENE, "de", 2, 3, seen="Nebel.").startswith("Nebel. Bild 2 von 3 zu Warehouse Night, ")
    long = generate_alt_text(SCENE, "en", seen="word " * 400)
    assert len(long) <= LONGEST
    assert long.endswith(RECORD)


async def test_a_picture_is_looked_at_once_and_trouble_is_told(machine: Machine) -> None:
    eyes = Eyes([Seen("Fog in blue light."), Seen(why="The model declined")])
    machine = replace(machine, services=replace(machine.services, describer=eyes))
    workspace_id = machine.team.workspace_id
    items = [await take_in(machine.services, workspace_id, flyer(shade)) for shade in (10, 200)]

    async def posted(count: int) -> str:
        async with machine.services.db.transaction() as session:
            kind = Format.CAROUSEL if count > 1 else Format.FEED
            new = NewPost(format=kind, due_at=DUE, items=tuple(items[:count]), caption="See you.")
            post_id = (await add_post(session, machine.team.cy, machine.team.campaign_id, new, NOW)).id
        await machine.work("post.render")
        async with machine.services.db.reading() as session:
            revision = await current_revision(session, await get_post(session, workspace_id, post_id))
        return f"{revision.alt_text} | {revision.details.get('alt_texts', '')} | {revision.notes}"

    assert (await posted(1)).startswith("Fog in blue light. Picture for Warehouse Night, ")
    both = await posted(2)
    assert both.startswith("Fog in blue light. Picture 1 of 2 for Warehouse Night, ")
    assert "'Picture 2 of 2 for Warehouse Night, " in both
    assert "The model declined, so the alt text of your picture tells what it belongs to" in both
    assert eyes.asked == ["en", "en"]
