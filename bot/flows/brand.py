"""Brand: the colours, logo, typeface, voice and name of a team. Everything may stay empty."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, Fact, Line, Small, Text
from bot.flows.form import Field, Form, Kind, Option, Raw, Reading, Values
from bot.language import mark, tr
from bot.speaker import Speaker
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.ports.parts import Parts
from core.templates.colour_words import read_colour
from core.templates.dressing import ROLES
from core.templates.fonts.faces import HEADLINES
from core.workspaces.brand import LONGEST_VOICE, Kit, change_brand, kit_of

OWN = "own"
SAVED = mark("Saved. This is how your flyers look from now on; what is approved keeps its picture.")


def _colour(key: str, label: str, question: str, hint: str) -> Field:
    return Field(key, label, question, hint=hint, longest=30, read=read_colour)


async def _prefill(parts: Parts, speaker: Speaker, _: str) -> dict[str, str]:
    async with parts.db.reading() as session:
        kit = await kit_of(session, speaker.member.workspace_id)
    known = {"logo": kit.logo_key, "voice": kit.voice, "handle": kit.handle, **kit.colours}
    return {key: value for key, value in known.items() if value} | {"headline": kit.headline or OWN}


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    headline = values["headline"] or OWN
    kit = Kit(
        logo_key=values["logo"] or "",
        headline="" if headline == OWN else headline,
        voice=values["voice"] or "",
        handle=values["handle"] or "",
        **{role: values[role] or "" for role in ROLES},
    )
    await change_brand(session, speaker.member, kit, session.info["clock"].now())
    notify(session, speaker.member.workspace_id, speaker.conversation.id, NoticeKind.BRAND, said=tr(SAVED))
    return None


def _summary(form: Form, raw: Raw, _: Reading) -> Card:
    """What is set; the rest stays as each design has it."""
    given = [(field, raw.get(field.key, "")) for field in form.fields]
    lines: list[Line] = [Fact(tr(field.label), _said(field, value)) for field, value in given if value]
    lines += [Text(tr("Send your logo as a file at any time, or press Change to set one of them."))]
    lines.append(Small(", ".join(tr(field.label) for field in form.fields)))
    return Card(summary=tr("Your brand."), title=tr("Your brand"), lines=tuple(lines))


def _said(field: Field, value: str) -> str:
    if field.kind is Kind.LOGO:
        return tr("I have it")
    return next((option.words for option in field.options if option.value == value), value)


FORM = Form(
    key="brand",
    title=mark("Your brand"),
    submit=mark("Save"),
    fields=(
        Field(
            "logo",
            mark("Logo"),
            mark("Send your logo."),
            Kind.LOGO,
            hint=mark("Best a PNG with a transparent background, sent as a file."),
        ),
        _colour(
            "primary",
            mark("Main colour"),
            mark("Which is your main colour?"),
            mark("For example #c6ff00, or a name: navy, burgundy."),
        ),
        _colour(
            "accent",
            mark("Accent colour"),
            mark("Which colour makes things stand out?"),
            mark("For prices, buttons, small words."),
        ),
        _colour(
            "background",
            mark("Background"),
            mark("Which colour do your flyers stand on?"),
            mark("For example black, cream."),
        ),
        _colour(
            "ink",
            mark("Text colour"),
            mark("Which colour has the text on it?"),
            mark("It must be readable on the background."),
        ),
        Field(
            "headline",
            mark("Typeface of headlines"),
            mark("Which typeface shall headlines have?"),
            Kind.CHOICE,
            hint=mark("Choose a typeface on the brand's card shows all of them."),
            options=(Option(OWN, mark("Each design's own")), *(Option(key, name) for key, name in HEADLINES.items())),
        ),
        Field(
            "voice",
            mark("Voice"),
            mark("How do you sound? Describe it in a few words."),
            Kind.PARAGRAPH,
            hint=mark("For example: dry, short sentences, no emoji, we say “dancers”, never “guests”."),
            longest=LONGEST_VOICE,
        ),
        Field(
            "handle",
            mark("Handle"),
            mark("Which name shall stand on flyers?"),
            hint=mark("Leave it empty for the name of the Instagram account."),
            longest=31,
        ),
    ),
    finish=_finish,
    prefill=_prefill,
    summary=_summary,
)
