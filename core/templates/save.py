"""Save a template as a workspace's own, change it, take it away. What posts use already stays as it is."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import InvalidAnswer, NotNow
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.templates.colours import SMALL_TEXT, contrast, from_hex, readable, to_hex
from core.templates.find import own_template, template_from
from core.templates.fonts.faces import HEADLINES
from core.templates.parse import Table
from core.templates.saved import SavedTemplate
from core.workspaces.model import Member, Workspace

LONGEST_NAME = 40
MOST_TAGS, LONGEST_TAG = 8, 24
MOST_SAVED = 200


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What makes a variant of a design; whatever is empty stays as it was."""

    name: str
    theme: str = ""
    tags: tuple[str, ...] = ()
    colours: Mapping[str, str] = field(default_factory=dict)
    """ "#rrggbb" by role: background, ink, primary, accent."""
    display_font: str = ""
    """A key of HEADLINES."""


@dataclass(frozen=True, kw_only=True)
class NewTemplate:
    """A template to be saved; `content` and `sample` are tables as `core.templates.parse` reads them."""

    content: Table
    base: str = ""
    sample: Table = field(default_factory=dict)


async def create_template(session: AsyncSession, member: Member, new: NewTemplate, now: datetime) -> SavedTemplate:
    """Save a template as the workspace's own, private. Raises InvalidAnswer, or TemplateProblem for a wrong table."""
    check_may_edit(member)
    template_from(new.content, "new")
    own = await own_templates(session, member.workspace_id)
    if len(own) >= MOST_SAVED:
        raise NotNow(f"You have {MOST_SAVED} designs of your own. Delete one that you don't need first.")
    name = _free_name(new.content, own)
    saved = SavedTemplate(
        id=uuid4(),
        workspace_id=member.workspace_id,
        author_id=member.id,
        name=name,
        base=new.base,
        content=deepcopy(dict(new.content)),
        sample=dict(new.sample),
        version=1,
        shared=False,
        created_at=now,
        changed_at=now,
    )
    session.add(saved)
    track(session, Tracked.TEMPLATE_CREATED, member.workspace_id, member.id, from_file=not new.base)
    await session.flush()
    return saved


async def update_template(
    session: AsyncSession, member: Member, saved_id: UUID, changes: Changes, now: datetime
) -> SavedTemplate:
    """Change a template of one's own: a new version; posts that have it keep the version they were given."""
    check_may_edit(member)
    saved = await own_template(session, member.workspace_id, saved_id, lock=True)
    content = variant(saved.content, changes)
    template_from(content, "changed")
    others = [each for each in await own_templates(session, member.workspace_id) if each.id != saved.id]
    saved.name = _free_name(content, others)
    saved.content = content
    saved.version += 1
    saved.changed_at = now
    await session.flush()
    return saved


async def delete_template(session: AsyncSession, member: Member, saved_id: UUID, now: datetime) -> SavedTemplate:
    """Take a template off the shelf, for everybody. Posts that have it keep it; raises NotAllowed."""
    check_may_edit(member)
    saved = await own_template(session, member.workspace_id, saved_id, lock=True)
    check(member, Right.DELETE_DESIGN, own=saved.author_id == member.id)
    saved.deleted_at = now
    saved.shared = False
    await session.execute(
        update(Workspace)
        .where(Workspace.id == member.workspace_id, Workspace.preferred_design.startswith(saved.id.hex))
        .values(preferred_design="")
        .execution_options(synchronize_session=False)
    )
    await session.flush()
    return saved


async def own_templates(session: AsyncSession, workspace_id: UUID) -> list[SavedTemplate]:
    """Everything a workspace saved, the newest first."""
    found = await session.execute(
        select(SavedTemplate)
        .where(SavedTemplate.workspace_id == workspace_id, SavedTemplate.deleted_at.is_(None))
        .order_by(SavedTemplate.created_at.desc(), SavedTemplate.id)
    )
    return list(found.scalars())


def variant(content: Table, changes: Changes) -> dict[str, Any]:
    """The table of a design with the changes in it; raises InvalidAnswer with the field's key."""
    made = deepcopy(dict(content))
    made["name"] = _name(changes.name)
    if changes.theme:
        made["theme"] = changes.theme
    if changes.tags:
        made["tags"] = list(_tags(changes.tags))
    made["colours"] = {**made["colours"], **changes.colours}
    _check_colours(made["colours"], changes.colours)
    if changes.display_font:
        if changes.display_font not in HEADLINES:
            raise InvalidAnswer(f"I have no face named {changes.display_font!r}.", field="display_font")
        made["fonts"] = {**made["fonts"], "display": changes.display_font}
    return made


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidAnswer(f"A design needs a name of up to {LONGEST_NAME} characters.", field="name")
    return name


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = tuple(dict.fromkeys(" ".join(tag.split()).casefold() for tag in tags if tag.strip()))
    if len(cleaned) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in cleaned):
        raise InvalidAnswer(f"Up to {MOST_TAGS} tags of up to {LONGEST_TAG} characters are fine.", field="tags")
    return cleaned


def _check_colours(colours: Mapping[str, str], changed: Mapping[str, str]) -> None:
    """Of colours that were chosen, the words' must be readable on the ground."""
    for colour in changed.values():
        try:
            from_hex(colour)
        except ValueError:
            raise InvalidAnswer(f"A colour looks like #1a2b3c, not {colour[:20]!r}.", field="colours") from None
    if not changed.keys() & {"ink", "background"}:
        return
    try:
        ink, ground = from_hex(colours["ink"]), from_hex(colours["background"])
    except ValueError:
        return  # one of them is made of others: the painter sees to it
    if contrast(ink, ground) < SMALL_TEXT:
        better = to_hex(readable(ink, ground, SMALL_TEXT))
        sentence = f"Words in {colours['ink']} cannot be read on {colours['background']}. {better} could."
        raise InvalidAnswer(sentence, field="colours")


def _free_name(content: Table, own: list[SavedTemplate]) -> str:
    name = _name(str(content["name"]))
    if any(each.name.casefold() == name.casefold() for each in own):
        raise InvalidAnswer(f"You have a design named {name} already. Give this one another name.", field="name")
    return name
