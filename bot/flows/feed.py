"""Subscribing to the plan: a link for the one who asked, a new one, none any more."""

from bot.answers import Answer, Nothing, Toast, Whisper
from bot.cards.feed import feed_card
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.authorization.check import may
from core.authorization.table import Right
from core.calendar.feed import address_of, end_feed, feed_for, replace_feed
from core.calendar.model import CalendarFeed
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts

ENDED = mark("That link leads nowhere now. Press Subscribe to this calendar whenever you want another one.")


async def offer(parts: Parts, speaker: Speaker, *, team: bool = False) -> Answer:
    """The same link whenever it is asked for, shown to nobody else."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        feed = await feed_for(session, speaker.member, parts.clock.now(), team=team)
    return _shown(parts, speaker, feed)


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    if token.verb == "feed.team":
        return await offer(parts, speaker, team=True)
    if token.verb not in ("feed.new", "feed.end"):
        raise NotNow(tr(UNKNOWN))
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        if token.verb == "feed.end":
            await end_feed(session, speaker.member, token.subject)
            return Toast(tr(ENDED))
        feed = await replace_feed(session, speaker.member, token.subject)
    return _shown(parts, speaker, feed, fresh=True)


def _shown(parts: Parts, speaker: Speaker, feed: CalendarFeed, *, fresh: bool = False) -> Answer:
    address = address_of(parts.vault, parts.public_url, feed)
    owner = may(speaker.member, Right.TEAM_LINK)
    return Whisper(feed_card(feed.id, address, team=feed.member_id is None, may_team=owner, fresh=fresh))
