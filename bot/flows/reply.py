"""A reply in words to a card is a request for changes to the post it is about."""

from uuid import UUID

from bot.cards.card import Action, Card, Text, plain
from bot.flows import change_post
from bot.flows.praise import only_praise
from bot.flows.talk_rows import get_talk, opened
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token
from core.approvals.decide import request_changes
from core.campaigns.queries import PlannedPost, campaign_view
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.model import PostStatus
from core.posts.revision import get_post

CHANGEABLE = (
    PostStatus.IN_REVIEW,
    PostStatus.SCHEDULED,
    PostStatus.HELD,
    PostStatus.CHANGES_REQUESTED,
    PostStatus.FAILED,
)

ON_IT = "I'm on it. The card shows the new version in a moment."
WHICH = "Which post do you mean?"
GLAD = "Glad you like it. It goes out once somebody presses Approve."


async def reply_to_post(parts: Parts, speaker: Speaker, post_id: UUID, words: str) -> Card | None:
    """The reply names the post by where it stands."""
    if only_praise(words):
        return plain(GLAD)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        await request_changes(session, speaker.member, post_id, words, parts.clock.now())
        return owe(parts, session, speaker, plain(ON_IT))


async def reply_to_campaign(parts: Parts, speaker: Speaker, campaign_id: UUID, words: str) -> Card | None:
    """The reply stands under the whole campaign: take the post it names, or the only one, or ask which."""
    if only_praise(words):
        return plain(GLAD)
    async with parts.db.reading() as session:
        campaign = await campaign_view(session, speaker.member.workspace_id, campaign_id)
    posts = [post for post in campaign.posts if post.status in CHANGEABLE]
    if not posts:
        raise NotNow("No post of this event can be changed at the moment.")
    named, rest = _named(posts, words)
    chosen = named or (posts[0] if len(posts) == 1 else None)
    if chosen is not None:
        return await reply_to_post(parts, speaker, chosen.id, rest)
    return await _ask_which(parts, speaker, posts, words)


def _named(posts: list[PlannedPost], words: str) -> tuple[PlannedPost | None, str]:
    """ "Countdown: make it shorter" names the countdown; the rest is the request."""
    folded = words.casefold()
    for post in posts:
        title = post.title.casefold()
        if folded.startswith(title):
            rest = words[len(title) :].lstrip(" :,-–")
            return post, rest or words
    mentioned = [post for post in posts if post.title.casefold() in folded]
    return (mentioned[0], words) if len(mentioned) == 1 else (None, words)


async def _ask_which(parts: Parts, speaker: Speaker, posts: list[PlannedPost], words: str) -> Card | None:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        answers = {"words": words, "_posts": [str(post.id) for post in posts]}
        talk = opened(session, speaker, change_post.REQUEST_CHANGES, answers, parts.clock.now())
        actions = tuple(Action(post.title, Token("reply.about", talk.id, index)) for index, post in enumerate(posts))
        return owe(parts, session, speaker, Card(WHICH, lines=(Text(WHICH),), actions=actions, columns=3))


async def choose(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    """The person pressed which post the words were about."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        talk = await get_talk(session, speaker, token.subject)
        post = await get_post(session, talk.workspace_id, UUID(talk.answers["_posts"][token.number]))
        await request_changes(session, speaker.member, post.id, talk.answers["words"], parts.clock.now())
        talk.open = False
        return owe(parts, session, speaker, plain(ON_IT))
