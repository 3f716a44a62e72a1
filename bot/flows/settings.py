"""Settings of the workspace: the digest's hour and the team's time zone."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.speaker import Speaker
from bot.tokens import Token
from core.ports.parts import Parts
from core.workspaces.configure import configure

HOURS = tuple(Option(str(hour), f"{hour:02}:00") for hour in range(24))


async def _prefill(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    return {"digest_hour": str(speaker.workspace.digest_hour), "time_zone": speaker.workspace.time_zone}


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    workspace = await configure(
        session, speaker.member, time_zone=values["time_zone"], digest_hour=int(values["digest_hour"])
    )
    return plain(
        f"Saved. The digest comes at {workspace.digest_hour:02}:00, {workspace.time_zone}.",
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
    ),
    finish=_finish,
    prefill=_prefill,
)
