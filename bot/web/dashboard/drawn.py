"""Chat's cards and forms as values for a template: the same words, with native controls."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bot.cards.card import Action, Bullet, Call, Card, Fact, Line, Quote, Small, Style, Text
from bot.flows.change_post import subject
from bot.flows.form import Field, Form, Kind, Option, nothing_known
from bot.language import tr
from bot.speaker import Speaker
from bot.web.dashboard.presses import FORMS, PRESSES
from bot.web.dashboard.shell import own_path
from core.clock import Clock
from core.posts.queries import PostView
from core.services import Services

SEEN_FOR = timedelta(hours=12)
WIDTH = 640
CONTROLS = {Kind.PARAGRAPH: "paragraph", Kind.CHOICE: "choice", Kind.MOMENT: "moment"}
"""What is not asked for in one line of text."""
FILES = (Kind.PICTURE, Kind.LOGO, Kind.MEDIA)
"""Only chat takes them."""
LINES: dict[type, str] = {Text: "text", Quote: "quote", Small: "small", Call: "text"}


@dataclass(frozen=True)
class Control:
    """One question of a form. `id` is its own on the whole page."""

    id: str
    key: str
    kind: str
    label: str
    hint: str
    value: str
    required: bool
    longest: int
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Button:
    """One thing to do. press: what is sent at once; controls: what is asked first; url: where it leads."""

    label: str
    style: str = "plain"
    confirm: str = ""
    press: str = ""
    form: str = ""
    about: str = ""
    submit: str = ""
    url: str = ""
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A card as it is drawn; pictures are (address, what they show)."""

    id: str
    title: str
    summary: str
    lines: tuple[tuple[str, str, str, str], ...]
    """(kind, label, text, address)."""
    pictures: tuple[tuple[str, str], ...] = ()
    buttons: tuple[Button, ...] = ()


async def shown(
    services: Services,
    speaker: Speaker,
    card: Card,
    key: str,
    *,
    post: PostView | None = None,
    may: bool = True,
    there: str = "",
) -> Shown:
    """`key` tells it apart from others on the page; `may`: whether this person does more than look; `there`: where
    what needs to know more is asked, if not here.
    """
    return Shown(
        id=key,
        title=card.title,
        summary=card.summary,
        lines=tuple(map(_line, card.lines)),
        pictures=pictures_of(services, post) if post else (),
        buttons=tuple(
            [
                one
                for each in card.actions
                if (may or each.url) and (one := await _button(services, speaker, each, there))
            ]
        ),
    )


def without_yes(card_actions: Sequence[Action], waiting: Container[UUID]) -> tuple[Action, ...]:
    """Nobody sees a yes that would not count."""
    needed = ("post.approve", "post.now")
    return tuple(
        one for one in card_actions if not (one.token and one.token.verb in needed and one.token.subject not in waiting)
    )


def pictures_of(services: Services, post: PostView) -> tuple[tuple[str, str], ...]:
    """Small ones, under addresses that stay the same for hours, so that an unchanged page is the same page."""
    keys = [item.shown_key for item in post.media] or ([post.picture_key] if post.picture_key else [])
    until = _until(services.clock)
    alt = post.alt_text or post.title
    small = [key for key in keys if not key.endswith(".mp4")]
    return tuple((own_path(services.media.public_url(key, until=until, width=WIDTH)), alt) for key in small)


def _until(clock: Clock) -> datetime:
    """The end of the half day after this one."""
    now = clock.now()
    noon = now.replace(hour=now.hour // 12 * 12, minute=0, second=0, microsecond=0)
    return noon + 2 * SEEN_FOR


async def _button(services: Services, speaker: Speaker, action: Action, there: str) -> Button | None:
    """None for what only chat has."""
    if action.url:
        return Button(action.label, url=action.url)
    token = action.token
    if token is None:
        return None
    if token.verb in PRESSES:
        return Button(action.label, action.style.value, action.confirm, press=token.encode())
    if token.verb not in FORMS:
        return None
    if there and FORMS[token.verb].prefill is not nothing_known:
        return Button(action.label, action.style.value, url=there)
    about = subject(token.subject, token.number)
    return await form_button(services, speaker, token.verb, about, label=action.label, style=action.style)


async def form_button(
    services: Services, speaker: Speaker, verb: str, about: str, *, label: str = "", style: Style = Style.PLAIN
) -> Button:
    async with services.db.reading() as session:
        form = await FORMS[verb].fitted(session, speaker, about)
    known = await form.prefill(services, speaker, about)
    return Button(
        label or tr(form.title),
        style.value,
        form=verb,
        about=about,
        submit=tr(form.submit),
        controls=tuple(
            _control(form, field, known.get(field.key, ""), about) for field in form.fields if field.kind not in FILES
        ),
    )


def _control(form: Form, field: Field, value: str, about: str) -> Control:
    kind = CONTROLS.get(field.kind, "line")
    return Control(
        id=f"{form.key}-{field.key}-{about.partition(':')[0]}",
        key=field.key,
        kind=kind,
        label=tr(field.label),
        hint=tr(field.hint),
        value=value.replace(" ", "T") if kind == "moment" else value,
        required=field.required,
        longest=field.longest,
        options=tuple(map(_option, field.options)),
    )


def _option(option: Option) -> tuple[str, str]:
    return option.value, option.words


def _line(line: Line) -> tuple[str, str, str, str]:
    match line:
        case Fact(label, value):
            return "fact", label, value, ""
        case Bullet(text, url):
            return "bullet", "", text, url or ""
    return LINES[type(line)], "", line.text, ""
