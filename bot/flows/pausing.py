"""Pause a whole campaign and go on with it, by button and in words under its card."""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.language import tr, tr_many
from bot.retold import retold
from bot.speaker import Speaker
from bot.words import spoken_list
from core.campaigns.pause import pause_campaign, resume_campaign
from core.posts.queries import PostView, post_view

MOST_NAMED = 5
_THING = r"(?:\s+(?:it|this|everything|all|the (?:whole )?campaign|die (?:ganze )?kampagne|alles|todo|tout|tutto))?"
PAUSE = re.compile(rf"(?:pause|hold|stop|anhalten|pausieren|pausa(?:r|lo)?|metti in pausa|arr[êe]te){_THING}")
RESUME = re.compile(
    rf"(?:resume|unpause|go on|continue|carry on|weiter(?:machen)?|fortsetzen|reanudar|reprends|riprendi){_THING}"
)


def meant(words: str) -> bool | None:
    """True to pause, False to go on, None for any other words. Pure."""
    plain = " ".join(words.casefold().split()).strip(" .!")
    plain = re.sub(r"^(?:please|bitte|por favor)[ ,]+|[ ,]+(?:please|bitte|por favor)$", "", plain)
    if PAUSE.fullmatch(plain):
        return True
    return False if RESUME.fullmatch(plain) else None


async def pause(session: AsyncSession, speaker: Speaker, campaign_id: UUID) -> str:
    paused = await pause_campaign(session, speaker.member, campaign_id)
    said = [_held(paused.held), tr("Drafts can still be worked on.")]
    if paused.on_their_way:
        said.append(
            tr_many(
                "{n} post left already; that can't be stopped.",
                "{n} posts left already; that can't be stopped.",
                paused.on_their_way,
            )
        )
    return " ".join(said)


def _held(posts: int) -> str:
    if not posts:
        return tr("The campaign is paused: nothing was going to go out by itself.")
    return tr_many("The campaign is paused: {n} post held.", "The campaign is paused: {n} posts held.", posts)


async def resume(session: AsyncSession, speaker: Speaker, campaign_id: UUID) -> str:
    now = session.info["clock"].now()
    resumed = await resume_campaign(session, speaker.member, campaign_id, now)
    said = [tr("The campaign goes on.")]
    if resumed.going:
        said.append(tr_many("{n} post goes out as approved.", "{n} posts go out as approved.", len(resumed.going)))
    if resumed.waiting:
        said.append(tr_many("{n} post waits for a yes.", "{n} posts wait for a yes.", len(resumed.waiting)))
    if resumed.passed:
        views = [await post_view(session, speaker.member.workspace_id, one, now) for one in resumed.passed[:MOST_NAMED]]
        said.append(_passed(views, len(resumed.passed) - len(views)))
    return " ".join(said)


def _passed(views: Sequence[PostView], more: int) -> str:
    names = [retold(view.title) for view in views]
    if more > 0:
        names.append(tr_many("{n} more", "{n} more", more))
    return tr("The hour of {posts} has passed: reschedule, post now or skip.", posts=spoken_list(names))
