"""Forms about hashtags: a set added or changed (subject: its id), and how many there are and where they stand."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Text
from bot.cards.hashtags import hashtags_card
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values, nothing_known
from bot.language import mark, tr
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import id_in
from core.approvals.policy import check_may_edit
from core.authorization.check import may
from core.authorization.table import Right
from core.errors import InvalidAnswer
from core.events.extract.genres import genre_in
from core.hashtags.known import tags_view
from core.hashtags.model import LONGEST_NAME
from core.hashtags.rules import may_set_rules, rules_of, set_rules
from core.hashtags.scope import phase_title
from core.hashtags.sets import Wanted, add_set, change_set, get_set
from core.hashtags.tag_set import Scope, TagSet
from core.hashtags.typed import read_tags
from core.ports.parts import Parts

CAPTION, COMMENT = "caption", "comment"
LATER = mark("Drafts I write from now on follow it; reply “better hashtags” to a card to have them there, too.")
EVERY_POST = mark("every post")
"""Also what a person would type, so it is read back as it is."""
_TAGGED_PHASES = ("announcement", "lineup", "reminder", "recap")


async def all_of_them(session: AsyncSession, speaker: Speaker, said: str = "") -> Card:
    """The card of the team's hashtags as this person sees it."""
    view = await tags_view(session, speaker.member.workspace_id, session.info["clock"].now())
    member = speaker.member
    return hashtags_card(view, may_edit=may(member, Right.EDIT), may_set=may_set_rules(member), said=said)


def _checked(text: str) -> str:
    """The words themselves, once every hashtag in them is of use."""
    read_tags(text)
    return text


def _likely(raw: Mapping[str, str], _: Reading) -> tuple[Option, ...]:
    """What a set of that name may be for."""
    genre = genre_in(raw.get("name", ""))
    music = [Option(genre, genre.capitalize())] if genre else []
    phases = [Option(phase_title(key), retold(phase_title(key))) for key in _TAGGED_PHASES]
    return (*music, Option(EVERY_POST, mark("Every post")), *phases)


_FIELDS = (
    Field(
        "name",
        mark("Name"),
        mark("What shall the set be called?"),
        required=True,
        hint=mark("For example house, or always."),
        longest=LONGEST_NAME,
    ),
    Field(
        "tags",
        mark("Hashtags"),
        mark("Which hashtags are in it?"),
        Kind.PARAGRAPH,
        required=True,
        hint=mark("The most telling first: #housemusic #deephouse"),
        longest=700,
        read=_checked,
    ),
    Field(
        "where",
        mark("Used for"),
        mark("On which posts shall I use it?"),
        hint=mark("A kind of music, a city or a phase: techno, Berlin, line-up. Leave it empty for every post."),
        longest=90,
        suggest=_likely,
    ),
)


def _wanted(values: Values) -> Wanted:
    return Wanted(values["name"], values["tags"], values["where"] or "")


async def _add(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    row = await add_set(session, speaker.member, _wanted(values), session.info["clock"].now())
    return await all_of_them(session, speaker, f"{tr('The set “{name}” is there.', name=row.name)} {tr(LATER)}")


async def _change(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    row = await change_set(session, speaker.member, id_in(about), _wanted(values), session.info["clock"].now())
    return await all_of_them(session, speaker, f"{tr('The set “{name}” is changed.', name=row.name)} {tr(LATER)}")


async def _set_as_it_is(parts: Parts, speaker: Speaker, about: str) -> dict[str, str]:
    check_may_edit(speaker.member)
    async with parts.db.reading() as session:
        row = await get_set(session, speaker.member.workspace_id, id_in(about))
    return {"name": row.name, "tags": " ".join(row.tags), "where": _typed_where(row.as_value)}


def _typed_where(value: TagSet) -> str:
    """As a person would type it, so that it is read back the same."""
    if value.scope is Scope.ALWAYS:
        return EVERY_POST
    said = phase_title(value.value) if value.scope is Scope.PHASE else value.value
    return f"{'music' if value.scope is Scope.GENRE else value.scope.value}: {said}"


def _summary(form: Form, raw: Raw, _: Reading) -> Card:
    given = [(field, raw.get(field.key, "")) for field in form.fields]
    asked = tr("Is this right?")
    lines: list[Line] = [Text(asked)]
    lines += [Fact(tr(field.label), value) for field, value in given if value]
    if not raw.get("where"):
        lines.append(Fact(tr("Used for"), tr(EVERY_POST)))
    return Card(summary=f"{asked} {raw.get('name', '')}", title=tr(form.title), lines=tuple(lines))


ADD = Form(
    key="hashtags_add",
    title=mark("Add a set of hashtags"),
    submit=mark("Add the set"),
    fields=_FIELDS,
    finish=_add,
    prefill=nothing_known,
    summary=_summary,
)
CHANGE = Form(
    key="hashtags_change",
    title=mark("Change the set"),
    submit=mark("Save the set"),
    fields=_FIELDS,
    finish=_change,
    prefill=_set_as_it_is,
    summary=_summary,
)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise InvalidAnswer(tr("That is a number, like 5; 0 for no hashtags."), field="most")
    return int(text)


async def _rules_as_they_are(parts: Parts, speaker: Speaker, _: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        rules = await rules_of(session, speaker.member.workspace_id)
    return {"most": str(rules.most) if rules.own else "", "place": COMMENT if rules.in_comment else CAPTION}


async def _set_rules(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    await set_rules(session, speaker.member, most=values["most"], in_comment=values["place"] == COMMENT)
    return await all_of_them(session, speaker, f"{tr('Saved.')} {tr(LATER)}")


RULES = Form(
    key="hashtags_rules",
    title=mark("Hashtags on posts"),
    submit=mark("Save"),
    fields=(
        Field(
            "most",
            mark("At most"),
            mark("How many hashtags shall a post have at most?"),
            hint=mark("0 for none. Leave it empty for the usual number. Instagram's own app allows five."),
            longest=4,
            suggest=lambda _, __: tuple(Option(str(most), str(most)) for most in (0, 3, 5)),
            read=_number,
        ),
        Field(
            "place",
            mark("Where they stand"),
            mark("Where shall they stand?"),
            Kind.CHOICE,
            required=True,
            hint=mark(
                "The first comment is added right after the post went live; yours stays, the hashtags follow it."
            ),
            options=(Option(CAPTION, mark("At the end of the caption")), Option(COMMENT, mark("In the first comment"))),
        ),
    ),
    finish=_set_rules,
    prefill=_rules_as_they_are,
)
