"""Settings of the workspace: the digest's hour, the team's time zone, whether comments are told, the model's budget."""

import re
from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Card, plain
from bot.flows.form import Field, Form, Kind, Option, Reading, Values
from bot.flows.tongue import CHOICES
from bot.language import mark, spoken, tr
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import dollars
from core.errors import InvalidAnswer
from core.ports.parts import Parts
from core.spending.prices import MILLION, Tariff
from core.spending.queries import budget_of
from core.telemetry.track import FORWARDED
from core.workspaces.configure import configure
from core.workspaces.model import Workspace

YES, NO = "yes", "no"
USUAL = "usual"
AMOUNT = re.compile(r"(?:\$|usd)?\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*(?:\$|usd)?", re.IGNORECASE)
"""With cents at most: "1,000" is a thousand to some and one to others."""
MOST = 1_000_000
"""Dollars; more is a slip of the finger."""
HOURS = tuple(Option(str(hour), f"{hour:02}:00") for hour in range(24))


def _read(text: str) -> int | None:
    """Millionths of a US dollar; None for what is set for all. Raises InvalidAnswer."""
    if text.casefold() == USUAL:
        return None
    found = AMOUNT.fullmatch(text)
    if found is None or (amount := Decimal(f"{found[1]}.{found[2] or 0}")) > MOST:
        said = tr("That is no amount of US dollars. Write a number like 20, or “usual”.")
        raise InvalidAnswer(said, field="budget")
    return int(amount * MILLION)


def _written(budget: int | None) -> str:
    """A budget as it is typed."""
    return USUAL if budget is None else f"{(Decimal(budget) / MILLION).normalize():f}"


def _has_model(session: AsyncSession) -> bool:
    tariff: Tariff = session.info["tariff"]
    return bool(tariff.model)


async def _fit(session: AsyncSession, _: Speaker, __: str) -> tuple[Field, ...]:
    """Nobody is asked about the budget of a model that is not there, nor about services nobody set up."""
    there = {"budget": _has_model(session), "telemetry": bool(session.info.get(FORWARDED))}
    return tuple(field for field in FORM.fields if there.get(field.key, True))


def _likely(answers: Mapping[str, str], _: Reading) -> tuple[Option, ...]:
    """What it is now, and the usual."""
    now = answers.get("budget", USUAL)
    kept = (Option(now, tr("Keep {budget}", budget=now)),) if now != USUAL else ()
    return (*kept, Option(USUAL, mark("The usual")))


def _said(session: AsyncSession, workspace: Workspace) -> str:
    budget = budget_of(session, workspace.model_budget)
    if not _has_model(session):
        return ""
    if budget is None:
        return tr("The model may cost what it costs.")
    return tr("The model may cost {amount} a month.", amount=dollars(budget)) if budget else tr("No model is asked.")


async def _prefill(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    workspace = speaker.workspace
    return {
        "digest_hour": str(workspace.digest_hour),
        "time_zone": workspace.time_zone,
        "language": spoken(workspace.language),
        "comments": YES if workspace.comments_in_chat else NO,
        "last_call": YES if workspace.last_call else NO,
        "budget": _written(workspace.model_budget),
        "telemetry": YES if workspace.telemetry else NO,
    }


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    workspace = await configure(
        session,
        speaker.member,
        time_zone=values["time_zone"],
        digest_hour=int(values["digest_hour"]),
        comments_in_chat=values["comments"] == YES,
        model_budget=values.get("budget", speaker.workspace.model_budget),
        language=values["language"] or speaker.workspace.language,
        last_call=values["last_call"] == YES if values.get("last_call") else speaker.workspace.last_call,
        telemetry=values["telemetry"] == YES if values.get("telemetry") else speaker.workspace.telemetry,
    )
    said = tr(
        "Saved. The digest comes at {hour}, {zone}.", hour=f"{workspace.digest_hour:02}:00", zone=workspace.time_zone
    )
    return plain(
        f"{said} {_said(session, workspace)}".strip(),
        Action(tr("Approvals"), Token("approvals.show")),
        Action(tr("Hashtags"), Token("hashtags.show")),
        Action(tr("Times and gaps"), Token("times.settings")),
        Action(tr("Digest here"), Token("digest.here")),
        Action(tr("Instagram accounts"), Token("account.list")),
        Action(tr("Your own language"), Token("language.show")),
    )


FORM = Form(
    key="settings",
    title=mark("Settings"),
    submit=mark("Save"),
    fields=(
        Field(
            "digest_hour",
            mark("Digest hour"),
            mark("At which hour shall the daily digest come?"),
            Kind.CHOICE,
            required=True,
            options=HOURS,
        ),
        Field(
            "time_zone",
            mark("Time zone"),
            mark("Which time zone does the team live in?"),
            Kind.ZONE,
            required=True,
            hint=mark("A name like Europe/Berlin, or a large city."),
            longest=60,
        ),
        Field(
            "language",
            mark("Team's language"),
            mark("Which language shall I speak where all of you read?"),
            Kind.CHOICE,
            hint=mark("Each of you alone hears their own: type language."),
            options=CHOICES,
            extra=True,
        ),
        Field(
            "comments",
            mark("Comments in chat"),
            mark("Shall I tell here what people write under the posts?"),
            Kind.CHOICE,
            required=True,
            options=(Option(YES, mark("Yes, quietly")), Option(NO, mark("No"))),
        ),
        Field(
            "last_call",
            mark("Last call"),
            mark("Shall I say it a minute before a post leaves, with a button that stops it?"),
            Kind.CHOICE,
            options=(Option(YES, mark("Yes, a minute before")), Option(NO, mark("No, just post it"))),
            extra=True,
        ),
        Field(
            "budget",
            mark("Model budget"),
            mark("How much may the model that writes and reads cost?"),
            required=True,
            hint=mark(
                "US dollars a month, like 20. 0: no model at all. “usual”: what whoever runs Rite has set for all."
            ),
            longest=20,
            read=_read,
            suggest=_likely,
        ),
        Field(
            "telemetry",
            mark("Usage figures"),
            mark("May the services that count for whoever runs Rite be told how often you use what?"),
            Kind.CHOICE,
            hint=mark("Never your words, names or pictures."),
            options=(Option(YES, mark("Yes, figures only")), Option(NO, mark("No"))),
            extra=True,
        ),
    ),
    finish=_finish,
    prefill=_prefill,
    fit=_fit,
)
