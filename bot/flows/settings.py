"""Settings of the workspace: the digest's hour, the team's time zone, whether comments are told."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.speaker import Speaker
from bot.tokens import Token
from core.ports.parts import Parts
from core.workspaces.configure import configure

YES, NO = "yes", "no"
HOURS = tuple(Option(str(hour), f"{hour:02}:00") for hour in range(24))


async def _prefill(_: Parts, speaker: Speaker, __: str) -> dict[str, str]:
    workspace = speaker.workspace
    return {
        "digest_hour": str(workspace.digest_hour),
        "time_zone": workspace.time_zone,
        "comments": YES if workspace.comments_in_chat else NO,
    }


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    workspace = await configure(
        session,
        speaker.member,
        time_zone=values["time_zone"],
        digest_hour=int(values["digest_hour"]),
        comments_in_chat=values["comments"] == YES,
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
        Field(
            "comments",
            "Comments in chat",
            "Shall I tell here what people write under the posts?",
            Kind.CHOICE,
            required=True,
            options=(Option(YES, "Yes, quietly"), Option(NO, "No")),
        ),
    ),
    finish=_finish,
    prefill=_prefill,
)
