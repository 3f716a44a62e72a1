"""Settings of the workspace: the digest's hour, the team's time zone, whether comments are told, the model's budget."""

import re
from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Card, plain
from bot.flows.form import Field, Form, Kind, Option, Reading, Values
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import dollars
from core.errors import InvalidAnswer
from core.ports.parts import Parts
from core.spending.prices import MILLION, Tariff
from core.spending.queries import budget_of
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
        raise InvalidAnswer(f"That is no amount of US dollars. Write a number like 20, or “{USUAL}”.", field="budget")
    return int(amount * MILLION)


def _written(budget: int | None) -> str:
    """A budget as it is typed."""
    return USUAL if budget is None else f"{(Decimal(budget) / MILLION).normalize():f}"


def _has_model(session: AsyncSession) -> bool:
    tariff: Tariff = session.info["tariff"]
    return bool(tariff.model)


async def _fit(session: AsyncSession, _: Speaker, __: str) -> tuple[Field, ...]:
    """Nobody is asked about the budget of a model that is not there."""
    return tuple(field for field in FORM.fields if field.key != "budget" or _has_model(session))


def _likely(answers: Mapping[str, str], _: Reading) -> tuple[Option, ...]:
    """What it is now, and the usual."""
    now = answers.get("budget", USUAL)
    kept = (Option(now, f"Keep {now}"),) if now != USUAL else ()
    return (*kept, Option(USUAL, "The usual"))


def _said(session: AsyncSession, workspace: Workspace) -> str:
    budget = budget_of(session, workspace.model_budget)
    if not _has_model(session):
        return ""
    if budget is None:
        return " The model may cost what it costs."
    return f" The model may cost {dollars(budget)} a month." if budget else " No model is asked."


async def _prefill(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    workspace = speaker.workspace
    return {
        "digest_hour": str(workspace.digest_hour),
        "time_zone": workspace.time_zone,
        "comments": YES if workspace.comments_in_chat else NO,
        "budget": _written(workspace.model_budget),
    }


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    workspace = await configure(
        session,
        speaker.member,
        time_zone=values["time_zone"],
        digest_hour=int(values["digest_hour"]),
        comments_in_chat=values["comments"] == YES,
        model_budget=values.get("budget", speaker.workspace.model_budget),
    )
    return plain(
        f"Saved. The digest comes at {workspace.digest_hour:02}:00, {workspace.time_zone}.{_said(session, workspace)}",
        Action("Approvals", Token("approvals.show")),
        Action("Hashtags", Token("hashtags.show")),
        Action("Times and gaps", Token("times.settings")),
        Action("Instagram accounts", Token("account.list")),
    )


FORM = Form(
    key="settings",
    title="Settings",
    submit="Save",
    fields=(
        Field(
            "digest_hour", "Digest hour", "At which hour shall the daily digest come?", Kind.CHOICE, True, options=HOURS
        ),
        Field(
            "time_zone",
            "Time zone",
            "Which time zone does the team live in?",
            Kind.ZONE,
            required=True,
            hint="A name like Europe/Berlin, or a large city.",
            longest=60,
        ),
        Field(
            "comments",
            "Comments in chat",
            "Shall I tell here what people write under the posts?",
            Kind.CHOICE,
            required=True,
            options=(Option(YES, "Yes, quietly"), Option(NO, "No")),
        ),
        Field(
            "budget",
            "Model budget",
            "How much may the model that writes and reads cost?",
            required=True,
            hint=f"US dollars a month, like 20. 0: no model at all. “{USUAL}”: what whoever runs Rite has set for all.",
            longest=20,
            read=_read,
            suggest=_likely,
        ),
    ),
    finish=_finish,
    prefill=_prefill,
    fit=_fit,
)
