"""Pause a whole campaign and go on with it, by button and in words under its card."""

import re
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.speaker import Speaker
from bot.words import count, spoken_list
from core.campaigns.pause import pause_campaign, resume_campaign
from core.posts.queries import post_view

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
    held = f"{count(paused.held, 'post')} held" if paused.held else "nothing was going to go out by itself"
    late = f" {count(paused.on_their_way, 'post')} left already; that can't be stopped." if paused.on_their_way else ""
    return f"The campaign is paused: {held}. Drafts can still be worked on.{late}"


async def resume(session: AsyncSession, speaker: Speaker, campaign_id: UUID) -> str:
    now = session.info["clock"].now()
    resumed = await resume_campaign(session, speaker.member, campaign_id, now)
    said = ["The campaign goes on."]
    if resumed.going:
        said.append(f"{count(len(resumed.going), 'post goes', 'posts go')} out as approved.")
    if resumed.waiting:
        said.append(f"{count(len(resumed.waiting), 'post waits', 'posts wait')} for a yes.")
    if resumed.passed:
        views = [await post_view(session, speaker.member.workspace_id, one, now) for one in resumed.passed[:MOST_NAMED]]
        names = [view.title for view in views]
        if (more := len(resumed.passed) - len(names)) > 0:
            names.append(f"{more} more")
        said.append(f"The hour of {spoken_list(names)} has passed: reschedule, post now or skip.")
    return " ".join(said)
