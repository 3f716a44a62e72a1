"""Forms about designs: words to look for, a design saved as the team's own, one of its own changed.

Subject: the sheet's id; the design is the one that is looked at on it.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Small
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import id_in
from core.designs.sheet import View, get_sheet, look_at, shown
from core.errors import InvalidAnswer, NotNow
from core.ports.parts import Parts
from core.templates.colours import from_hex, to_hex
from core.templates.find import table_of
from core.templates.fonts.faces import HEADLINES
from core.templates.library import Search, listed
from core.templates.model import THEMES
from core.templates.refs import SavedRef, saved_ref
from core.templates.save import LONGEST_NAME, Changes, NewTemplate, create_template, update_template, variant

_COLOURS = {
    "background": (
        mark("Background colour"),
        mark("Which background colour shall it have?"),
        mark("The ground everything stands on. Written like #1a2b3c; leave it empty to keep what is there."),
    ),
    "ink": (
        mark("Ink colour"),
        mark("Which ink colour shall it have?"),
        mark("Most of the words. Written like #1a2b3c; leave it empty to keep what is there."),
    ),
    "primary": (
        mark("Primary colour"),
        mark("Which primary colour shall it have?"),
        mark("Large shapes. Written like #1a2b3c; leave it empty to keep what is there."),
    ),
    "accent": (
        mark("Accent colour"),
        mark("Which accent colour shall it have?"),
        mark("What shall be seen first. Written like #1a2b3c; leave it empty to keep what is there."),
    ),
}
"""What a colour is for -> its field's label, question and hint."""
_LOOKS: dict[str, str] = {
    "dark": mark("Dark"),
    "neon": mark("Neon"),
    "minimal": mark("Minimal"),
    "paper": mark("Paper"),
    "sunset": mark("Sunset"),
    "mono": mark("Mono"),
}


def _read_colour(text: str) -> str:
    digits = text.strip().removeprefix("#")
    try:
        return to_hex(from_hex(f"#{digits}"))
    except ValueError:
        raise InvalidAnswer(tr("A colour looks like #1a2b3c, not {text}.", text=repr(text[:20]))) from None


def _colour(role: str, label: str, question: str, hint: str) -> Field:
    return Field(f"colour_{role}", label, question, hint=hint, longest=20, read=_read_colour)


_FIELDS = (
    Field("name", mark("Name"), mark("What shall it be called?"), required=True, longest=LONGEST_NAME),
    *(_colour(role, *said) for role, said in _COLOURS.items()),
    Field(
        "display_font",
        mark("Headline face"),
        mark("Which face shall the headline be set in?"),
        Kind.CHOICE,
        hint=mark("Leave it open to keep the one it has."),
        options=tuple(Option(key, name) for key, name in HEADLINES.items()),
    ),
    Field(
        "theme",
        mark("Look"),
        mark("What kind of look is it?"),
        Kind.CHOICE,
        hint=mark("So that it is found under it."),
        options=tuple(Option(theme, _LOOKS[theme]) for theme in THEMES),
    ),
    Field(
        "tags",
        mark("Tags"),
        mark("Which words shall find it?"),
        Kind.NAMES,
        hint=mark("Separated by commas: loud, open air"),
        longest=200,
    ),
)


async def _opened(session: AsyncSession, speaker: Speaker, about: str) -> str:
    """The design that is looked at; raises NotNow when the sheet shows none by now."""
    sheet = await get_sheet(session, speaker.member.workspace_id, id_in(about))
    opened = shown(sheet).view.opened
    if not opened:
        raise NotNow(tr("Choose a design first."))
    return opened


async def _prefill(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    """What it is like now; a copy needs a name of its own."""
    async with parts.db.reading() as session:
        opened = await _opened(session, speaker, about)
        table = await table_of(session, speaker.member.workspace_id, opened)
    colours: Mapping[str, str] = table["colours"]
    known = {f"colour_{role}": colours[role] for role in _COLOURS if colours[role].startswith("#")}
    face = table["fonts"]["display"]
    return {
        **known,
        **({"display_font": face} if face in HEADLINES else {}),
        "name": table["name"],
        "theme": table["theme"],
        "tags": ", ".join(table.get("tags", ())),
    }


async def _prefill_copy(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    raw = await _prefill(parts, speaker, about)
    return {**raw, "name": tr("Our {name}", name=raw["name"])[:LONGEST_NAME]}


def _changes(values: Values) -> Changes:
    return Changes(
        name=values["name"],
        theme=values["theme"] or "",
        tags=values["tags"] or (),
        colours={role: colour for role in _COLOURS if (colour := values[f"colour_{role}"])},
        display_font=values["display_font"] or "",
    )


def _beside(error: InvalidAnswer) -> InvalidAnswer:
    """A sentence about colours stands beside the first of them."""
    return InvalidAnswer(error.message, field="colour_ink" if error.field == "colours" else error.field)


async def _save(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    workspace_id = speaker.member.workspace_id
    opened = await _opened(session, speaker, about)
    base = await listed(session, workspace_id, opened)
    try:
        content = variant(await table_of(session, workspace_id, opened), _changes(values))
        new = NewTemplate(content=content, base=base.name)
        saved = await create_template(session, speaker.member, new, session.info["clock"].now())
    except InvalidAnswer as error:
        raise _beside(error) from error
    await _show(session, speaker, about, str(SavedRef(saved.id, saved.version)), tr("Saved. Only your team sees it."))
    return None


async def _change(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    ref = saved_ref(await _opened(session, speaker, about))
    if ref is None:
        raise NotNow(tr("That is one of Rite's own designs. Save it as yours first."))
    try:
        saved = await update_template(
            session, speaker.member, ref.saved_id, _changes(values), session.info["clock"].now()
        )
    except InvalidAnswer as error:
        raise _beside(error) from error
    said = tr("Changed. Posts that have it keep it as it was.")
    await _show(session, speaker, about, str(SavedRef(saved.id, saved.version)), said)
    return None


async def _show(session: AsyncSession, speaker: Speaker, about: str, opened: str, said: str) -> None:
    sheet = await get_sheet(session, speaker.member.workspace_id, id_in(about), lock=True)
    look_at(session, sheet, replace(shown(sheet).view, opened=opened, posts=(), sure="", said=said))


async def _search(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    sheet = await get_sheet(session, speaker.member.workspace_id, id_in(about), lock=True)
    search = shown(sheet).view.search
    look_at(session, sheet, View(search=Search(**{**search.__dict__, "words": values["words"] or ""})))
    return None


async def _words(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        sheet = await get_sheet(session, speaker.member.workspace_id, id_in(about))
        words = shown(sheet).view.search.words
    return {"words": words} if words else {}


def _summary(form: Form, raw: Raw, _: Reading) -> Card:
    given = [(field, raw.get(field.key, "")) for field in form.fields]
    lines: list[Line] = [Fact(tr(field.label), _said(field, value)) for field, value in given if value]
    lines.append(Small(tr("Press Change to give it other colours, another face, name or tags.")))
    title = tr(form.title)
    return Card(tr("{title}: {name}", title=title, name=raw.get("name", "")), title=title, lines=tuple(lines))


def _said(field: Field, value: str) -> str:
    return next((option.words for option in field.options if option.value == value), value)


SAVE = Form(
    key="design_save",
    title=mark("Save as ours"),
    submit=mark("Save it"),
    fields=_FIELDS,
    finish=_save,
    prefill=_prefill_copy,
    summary=_summary,
)
CHANGE = Form(
    key="design_change",
    title=mark("Change our design"),
    submit=mark("Change it"),
    fields=_FIELDS,
    finish=_change,
    prefill=_prefill,
    summary=_summary,
)
SEARCH = Form(
    key="design_search",
    title=mark("Find a design"),
    submit=mark("Search"),
    fields=(
        Field(
            "words",
            mark("Words"),
            mark("What shall I look for?"),
            required=True,
            hint=mark("A name, a mood, a kind of music: neon, jazz, paper. All of them have to fit."),
            longest=60,
        ),
    ),
    finish=_search,
    prefill=_words,
)
BY_VERB = {"save": SAVE, "edit": CHANGE, "search": SEARCH}
"""Presses that ask something first."""
