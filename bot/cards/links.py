"""Short links: to copy, with how often each was followed, and where on Instagram a link is of any use."""

from collections.abc import Sequence
from uuid import UUID

from bot.cards.card import Action, Bullet, Card, Fact, Line, Small, Text
from bot.language import mark, tr
from bot.retold import retold
from bot.tokens import Token
from bot.words import count
from core.links.queries import PhaseLink
from core.posts.model import PostStatus
from core.posts.queries import PostView

WHERE = (
    mark("In your bio: captions say “link in bio”. Put the link of the phase that is on now there, by hand."),
    mark("On a story: Instagram lets no program place a link sticker. Share the post to your story and add one."),
    mark("In chats, mails and on your page: copy it there."),
    mark("Not into a caption: nobody can tap a link there."),
)
HOW_COUNTED = mark(
    "Clicks are counted by the hour, without addresses or cookies; programs that only look at links are left out. "
    "Your own clicks count, too. Your shop can tell visitors apart by utm_campaign and utm_content."
)


def link_lines(post: PostView) -> list[Line]:
    """On a post's card: to be copied before it goes out, with its clicks once it is live."""
    link = post.link
    if link is None or not (link.leads or link.clicks):
        return []
    if post.status is PostStatus.PUBLISHED:
        return [Fact(tr("Link"), f"{link.address} ({count(link.clicks, 'click')})")]
    return [Fact(tr("Link for your bio"), link.address)] if post.status is PostStatus.SCHEDULED else []


def links_card(event: str, links: Sequence[PhaseLink], campaign_id: UUID) -> Card:
    """Every phase's, in the order in which they go out; the one for now first of all."""
    title = tr("Links for {event}", event=event)
    if not any(link.leads for link in links):
        said = tr("This event has no ticket link yet, so there is nowhere to lead people.")
        action = Action(tr("Change event"), Token("event.change", campaign_id))
        return Card(summary=f"{title}. {said}", title=title, lines=(Text(said),), actions=(action,))
    now = next((link for link in reversed(links) if link.live), links[0])
    said = tr("For your bio now: {address}", address=now.address)
    return Card(
        summary=f"{title}. {said}",
        title=title,
        lines=(
            Text(said),
            *(Fact(retold(link.title), f"{link.address} ({count(link.clicks, 'click')})") for link in links),
            *(Bullet(tr(where)) for where in WHERE),
            Small(tr(HOW_COUNTED)),
        ),
    )


def clicks_in_words(links: Sequence[PhaseLink]) -> str:
    """ "44 clicks (Announcement 14, Last call 30)"; "" where nobody clicked."""
    followed = [link for link in links if link.clicks]
    if not followed:
        return ""
    total = count(sum(link.clicks for link in followed), "click")
    by_phase = ", ".join(f"{retold(link.title)} {link.clicks}" for link in followed)
    return f"{total} ({by_phase})" if len(followed) > 1 else f"{total} ({retold(followed[0].title)})"
