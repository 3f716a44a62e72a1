"""Looking at designs in chat: the library, another design for a post, and what one does with a design.

Every press changes what a sheet is asked to show; the sheet's message follows as soon as that is painted.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Nothing, Toast, Whisper
from bot.cards.card import plain
from bot.cards.designs import FACETS
from bot.flows import design_forms
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from bot.words import spoken_list
from core.designs.keep import keep_sent
from core.designs.model import DesignSheet
from core.designs.queries import campaign_to_restyle, posts_to_restyle, restyled
from core.designs.sheet import Shown, View, clear_away, get_sheet, look_at, open_sheet, shown
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.design import prefer
from core.posts.restyle import OWN_FILES, restyle, restyle_all
from core.posts.revision import get_post
from core.templates.library import Search
from core.templates.opinions import rate_template
from core.templates.refs import design_of, saved_ref
from core.templates.save import delete_template
from core.templates.share import share_template, unshare_template

COMING = mark("I'm laying the designs out. They appear here in a moment.")
PAINTING = mark("I'm painting it in other designs. They appear here in a moment.")
NOTHING_WAITS = mark("Nothing waits for a yes at the moment, so there is no post I could give it to.")


@dataclass(frozen=True)
class Press:
    """A button of a sheet, in the transaction that does what it says."""

    session: AsyncSession
    speaker: Speaker
    sheet: DesignSheet
    shown: Shown
    number: int
    now: datetime

    @property
    def view(self) -> View:
        return self.shown.view

    @property
    def saved_id(self) -> UUID:
        ref = saved_ref(self.view.opened)
        if ref is None:
            raise NotNow(tr("That is one of Rite's own designs. Save it as yours first."))
        return ref.saved_id

    def show(self, view: View) -> None:
        look_at(self.session, self.sheet, view)

    def say(self, sentence: str) -> None:
        """The same again, with what was done on top."""
        self.show(replace(self.view, said=sentence, posts=(), sure=""))


Deed = Callable[[Press], Awaitable[None]]


async def browse(parts: Parts, speaker: Speaker, words: str) -> Answer:
    """The library, for whoever typed `templates`, perhaps with words to look for."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        await _open(session, speaker, View(search=Search(words=words[:60])), None, parts.clock.now())
    return Whisper(plain(tr(COMING)))


async def restyle_post(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """Other designs for the post on a card, painted with what it says."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        post = await get_post(session, speaker.member.workspace_id, token.subject)
        if post.media:
            raise NotNow(OWN_FILES)
        await _open(session, speaker, View(had=design_of(post.template)), post.id, parts.clock.now())
    return Toast(tr(PAINTING))


async def restyle_campaign(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """One look for everything of a campaign nobody approved yet."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        post_id = await campaign_to_restyle(session, speaker.member.workspace_id, token.subject)
        if post_id is None:
            raise NotNow(tr(NOTHING_WAITS))
        await _open(session, speaker, View(everywhere=True), post_id, parts.clock.now())
    return Toast(tr(PAINTING))


async def _open(session: AsyncSession, speaker: Speaker, view: View, post_id: UUID | None, now: datetime) -> None:
    await clear_away(session, speaker.member.workspace_id, now)
    place, thread = speaker.conversation.id, speaker.thread
    open_sheet(session, speaker.member, place, view, now, post_id=post_id, thread_id=thread)


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of a sheet's message. Raises NotFound for a sheet that is too old."""
    verb = token.verb.removeprefix("design.")
    if verb in design_forms.BY_VERB:
        return Ask(design_forms.BY_VERB[verb], str(token.subject), raw={})
    deed = meant_by(verb, _DEEDS)
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        sheet = await get_sheet(session, speaker.member.workspace_id, token.subject, lock=True)
        await deed(Press(session, speaker, sheet, shown(sheet), token.number, now))
    return Nothing()


async def _page(press: Press) -> None:
    press.show(replace(press.view, page=press.number, facet="", said=""))


async def _facet(press: Press) -> None:
    press.show(replace(press.view, facet=FACETS[press.number][0], said=""))


async def _set(press: Press) -> None:
    facet, place = divmod(press.number, 100)
    field, _, options = FACETS[facet]
    value = options[place - 1] if place else ""
    search = Search(**{**press.view.search.__dict__, field: value})
    press.show(View(search=search))


async def _all(press: Press) -> None:
    press.show(View(search=Search(sort=press.view.search.sort)))


async def _look_closer(press: Press) -> None:
    press.show(replace(press.view, opened=press.shown.ref(press.number), facet="", said=""))


async def _back(press: Press) -> None:
    press.show(replace(press.view, opened="", posts=(), sure="", said=""))


async def _pick(press: Press) -> None:
    ref, sheet, member = press.shown.ref(press.number), press.sheet, press.speaker.member
    assert sheet.post_id is not None  # noqa: S101 - only sheets for a post have this button
    if press.view.everywhere:
        campaign_id = (await get_post(press.session, sheet.workspace_id, sheet.post_id)).campaign_id
        given = await restyle_all(press.session, member, campaign_id, ref, press.now)
        said = _given(given)
    else:
        await restyle(press.session, member, sheet.post_id, ref, press.now)
        said = tr(
            "Number {number} it is. Its card shows it in a moment and waits for a yes.", number=press.number % 100
        )
    press.show(replace(press.view, picked=ref, said=said))


async def _match(press: Press) -> None:
    sheet = press.sheet
    assert sheet.post_id is not None  # noqa: S101 - only sheets for a post have this button
    campaign_id = (await get_post(press.session, sheet.workspace_id, sheet.post_id)).campaign_id
    given = await restyle_all(press.session, press.speaker.member, campaign_id, press.view.picked, press.now)
    press.show(replace(press.view, picked="", said=_given(given)))


def _given(given: dict[UUID, str]) -> str:
    """ "3 posts get Strobe, 1 gets Orbit, the nearest design of its kind." """
    names = list(dict.fromkeys(given.values()))
    if not names:
        return tr("They match already.")
    numbers = {name: sum(each == name for each in given.values()) for name in names}
    gets = [
        tr_many("{n} post gets {design}", "{n} posts get {design}", number, design=name)
        for name, number in numbers.items()
    ]
    said = [tr("{given}. Their cards show it in a moment and wait for a yes.", given=spoken_list(gets))]
    if len(names) > 1:
        said.append(tr("Where the design does not serve a kind of post, the one most like it does."))
    return " ".join(said)


async def _use(press: Press) -> None:
    found = await posts_to_restyle(press.session, press.sheet.workspace_id, press.now)
    if not found:
        raise NotNow(tr(NOTHING_WAITS))
    press.show(replace(press.view, posts=tuple(map(str, found)), said=""))


async def _close(press: Press) -> None:
    press.show(replace(press.view, posts=(), sure="", said=""))


async def _for(press: Press) -> None:
    if press.number >= len(press.view.posts):
        raise NotNow(tr("Choose the post once more."))
    post_id = UUID(press.view.posts[press.number])
    post = await restyle(press.session, press.speaker.member, post_id, press.view.opened, press.now)
    name = retold((await restyled(press.session, press.sheet.workspace_id, post.id)).name)
    press.say(tr("{post} gets it. Its card shows it in a moment and waits for a yes.", post=name))


async def _rate(press: Press) -> None:
    await rate_template(press.session, press.speaker.member, press.view.opened, press.number, press.now)
    press.say(tr("{name} gave it {stars} of 5.", name=press.speaker.member.name, stars=press.number))


async def _sure_share(press: Press) -> None:
    press.show(replace(press.view, sure="share", said=""))


async def _sure_delete(press: Press) -> None:
    press.show(replace(press.view, sure="delete", said=""))


async def _share(press: Press) -> None:
    await share_template(press.session, press.speaker.member, press.saved_id)
    press.say(tr("Everybody who uses Rite finds it now. Press Stop sharing to take it back."))


async def _unshare(press: Press) -> None:
    await unshare_template(press.session, press.speaker.member, press.saved_id)
    press.say(tr("Only your team finds it now. Posts that others gave it to keep it."))


async def _delete(press: Press) -> None:
    saved = await delete_template(press.session, press.speaker.member, press.saved_id, press.now)
    said = tr("{design} is deleted. Posts that have it keep it.", design=saved.name)
    press.show(replace(press.view, opened="", posts=(), sure="", said=said))


async def _prefer(press: Press) -> None:
    await prefer(press.session, press.speaker.member, press.view.opened, press.now)
    press.say(tr("New campaigns get it wherever it serves. What is drafted already stays as it is."))


async def _unprefer(press: Press) -> None:
    await prefer(press.session, press.speaker.member, "", press.now)
    press.say(tr("New campaigns get the design that suits best again."))


async def _keep(press: Press) -> None:
    saved = await keep_sent(press.session, press.speaker.member, press.sheet, press.now)
    press.show(View(opened=saved, said=tr("Kept. Only your team sees it.")))


async def _drop(press: Press) -> None:
    press.show(View(said=tr("Not kept. Send it again whenever you like.")))


_DEEDS: dict[str, Deed] = {
    "page": _page,
    "facet": _facet,
    "set": _set,
    "all": _all,
    "open": _look_closer,
    "back": _back,
    "pick": _pick,
    "match": _match,
    "use": _use,
    "close": _close,
    "for": _for,
    "rate": _rate,
    "sure_share": _sure_share,
    "sure_delete": _sure_delete,
    "share": _share,
    "unshare": _unshare,
    "delete": _delete,
    "prefer": _prefer,
    "unprefer": _unprefer,
    "keep": _keep,
    "drop": _drop,
}
