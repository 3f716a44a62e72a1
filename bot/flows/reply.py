"""A reply in words to a card: a wish for the post it is about, a question about it, or a way back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Card, Text, plain
from bot.cards.trail import trail_card
from bot.cards.why import difference_card, why_card
from bot.flows import bulk, change_in_words, change_post, options, pausing, people, remark, tickets
from bot.flows.ask_for_change import ask_for_change
from bot.flows.asked import About, Asked, asked_for
from bot.flows.praise import only_praise
from bot.flows.recap import picked_from, reply_to_recap
from bot.flows.talk_rows import get_talk, opened
from bot.flows.undo import undo_in_words
from bot.language import mark, tr
from bot.owed import owe
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import Token
from core.bulk.words import wish_for_all
from core.campaigns.model import CampaignStatus
from core.campaigns.queries import PlannedPost, campaign_view
from core.errors import NotNow
from core.notices.model import NoticeKind
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.model import PostStatus
from core.posts.queries import post_view
from core.posts.revision import get_post
from core.posts.why import why_view
from core.tickets.words import tickets_in
from core.trail.queries import trail_view

CHANGEABLE = (
    PostStatus.IN_REVIEW,
    PostStatus.SCHEDULED,
    PostStatus.HELD,
    PostStatus.CHANGES_REQUESTED,
    PostStatus.FAILED,
)

WHICH = mark("Which post do you mean?")
UNDO = Asked(About.UNDO)
GLAD = mark("Glad you like it. It goes out once somebody presses Approve.")


async def reply_to_post(parts: Parts, speaker: Speaker, post_id: UUID, words: str) -> Card | None:
    """The reply names the post by where it stands."""
    if (said := remark.remark_in(speaker.member, words)) is not None:
        return await _remark(parts, speaker, post_id, said)
    if only_praise(words):
        return plain(tr(GLAD))
    if told := tickets_in(words):
        return await tickets.under_post(parts, speaker, post_id, told)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        return owe(parts, session, speaker, await _answer(session, speaker, post_id, words, parts.clock.now()))


async def _remark(parts: Parts, speaker: Speaker, post_id: UUID, words: str) -> Card | None:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        return owe(parts, session, speaker, await remark.keep(session, speaker, post_id, words))


async def _answer(session: AsyncSession, speaker: Speaker, post_id: UUID, words: str, now: datetime) -> Card:
    """A comment, a question about the post, a way back, or else a wish for other words."""
    if (said := remark.remark_in(speaker.member, words)) is not None:
        return await remark.keep(session, speaker, post_id, said)
    asked = asked_for(words)
    if asked is None:
        return await ask_for_change(session, speaker, post_id, words, now)
    if asked.about is About.WHY:
        return why_card(await why_view(session, speaker.member, post_id))
    if asked.about is About.HISTORY:
        return trail_card(await trail_view(session, speaker.member, post_id))
    if asked.about is About.DIFFERENCE:
        return difference_card(await post_view(session, speaker.member.workspace_id, post_id, now))
    return await undo_in_words(session, speaker, post_id, asked.version, now)


async def reply_to_options(parts: Parts, speaker: Speaker, sheet_id: UUID, words: str) -> Card | None:
    """A number picks one of them; any other words are about the post."""
    said = await options.reply_to_options(parts, speaker, sheet_id, words)
    return await reply_to_post(parts, speaker, said, words) if isinstance(said, UUID) else said


async def reply_to_campaign(parts: Parts, speaker: Speaker, campaign_id: UUID, words: str) -> Card | None:
    """The reply stands under the whole campaign: take the post it names, or the only one, or ask which."""
    if recap_id := await picked_from(parts, speaker, campaign_id, words):
        return await reply_to_recap(parts, speaker, recap_id, words)
    if (said := remark.remark_in(speaker.member, words)) is not None:
        return await _remark_on_campaign(parts, speaker, campaign_id, words, said)
    if only_praise(words):
        return plain(tr(GLAD))
    async with parts.db.reading() as session:
        campaign = await campaign_view(session, speaker.member.workspace_id, campaign_id)
    wish, to_pause = wish_for_all(words), pausing.meant(words)
    if wish is not None and not (to_pause is False and campaign.status is CampaignStatus.PAUSED):
        return await bulk.in_words(parts, speaker, campaign_id, wish)
    if to_pause is not None:
        return await _pause(parts, speaker, campaign_id, to_pause)
    if (changing := await change_in_words.in_words(parts, speaker, words, campaign_id)) is not None:
        return changing
    if told := await tickets.told_of(parts, speaker, campaign_id, words):
        return await tickets.note(parts, speaker, campaign_id, told)
    if learnt := await people.learn(parts, speaker, campaign_id, words):
        return learnt
    if asked_for(words) == UNDO and (undone := await bulk.undo_in_words(parts, speaker, campaign_id)):
        return undone
    named, rest = _named(campaign.posts, words)
    asked = asked_for(rest)
    looks = asked is not None and asked.about is not About.UNDO
    posts = [post for post in campaign.posts if looks or post.status in CHANGEABLE]
    if not posts:
        raise NotNow(tr("No post of this event can be changed at the moment."))
    if named not in posts:
        named, rest = _named(posts, words)
    chosen = named or (posts[0] if len(posts) == 1 else None)
    if chosen is not None:
        return await reply_to_post(parts, speaker, chosen.id, rest)
    return await _ask_which(parts, speaker, posts, words)


async def _remark_on_campaign(parts: Parts, speaker: Speaker, campaign_id: UUID, words: str, said: str) -> Card | None:
    """Of the post it names, or the only one, or the one that is asked for."""
    async with parts.db.reading() as session:
        campaign = await campaign_view(session, speaker.member.workspace_id, campaign_id)
    posts = [post for post in campaign.posts if post.status is not PostStatus.CANCELLED]
    if not posts:
        raise NotNow(tr("There is no post to comment on."))
    named, rest = _named(posts, said)
    chosen = named or (posts[0] if len(posts) == 1 else None)
    if chosen is not None:
        return await _remark(parts, speaker, chosen.id, rest)
    return await _ask_which(parts, speaker, posts, words)


async def _pause(parts: Parts, speaker: Speaker, campaign_id: UUID, to_pause: bool) -> Card | None:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        do = pausing.pause if to_pause else pausing.resume
        return owe(parts, session, speaker, plain(await do(session, speaker, campaign_id)))


def _named(posts: Sequence[PlannedPost], words: str) -> tuple[PlannedPost | None, str]:
    """ "Countdown: make it shorter" names the countdown, in the reader's language or ours; the rest is the request."""
    folded = words.casefold()
    titles = [(title.casefold(), post) for post in posts for title in dict.fromkeys((retold(post.title), post.title))]
    for title, post in titles:
        if folded.startswith(title):
            rest = words[len(title) :].lstrip(" :,-–")
            return post, rest or words
    mentioned = {post.id: (title, post) for title, post in titles if title in folded}
    if len(mentioned) != 1:
        return None, words
    ((title, named),) = mentioned.values()
    question = folded.replace(title, " ")  # "why this announcement"
    return named, question if asked_for(question) else words


async def _ask_which(parts: Parts, speaker: Speaker, posts: Sequence[PlannedPost], words: str) -> Card | None:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        answers = {"words": words, "_posts": [str(post.id) for post in posts]}
        talk = opened(session, speaker, change_post.REQUEST_CHANGES, answers, parts.clock.now())
        actions = tuple(
            Action(retold(post.title), Token("reply.about", talk.id, index)) for index, post in enumerate(posts)
        )
        return owe(parts, session, speaker, Card(tr(WHICH), lines=(Text(tr(WHICH)),), actions=actions, columns=3))


async def choose(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    """The person pressed which post the words were about."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        talk = await get_talk(session, speaker, token.subject)
        post = await get_post(session, talk.workspace_id, UUID(talk.answers["_posts"][token.number]))
        said = await _answer(session, speaker, post.id, talk.answers["words"], parts.clock.now())
        talk.open = False
        return owe(parts, session, speaker, said)


REPLIES = {
    NoticeKind.POST: reply_to_post,
    NoticeKind.OPTIONS: reply_to_options,
    NoticeKind.RECAP: reply_to_recap,
    NoticeKind.CAMPAIGN: reply_to_campaign,
}
"""Who hears a reply to the message about a subject."""
