"""Several captions on request: asked for, written in the background, and one of them picked as the next revision."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.decide import STALE, reopen
from core.approvals.policy import check_may_edit
from core.copy.option_words import OptionsAsked
from core.errors import NotFound, NotNow
from core.hashtags.caption import Join
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.ports.copywriter import Draft
from core.ports.parts import Parts
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.draft import brief_for
from core.posts.hashtags import placed
from core.posts.model import Post, PostStatus
from core.posts.option_sheet import OptionSheet, OptionsState, get_options, show_options
from core.posts.revision import current_revision, freeze, get_post
from core.posts.transitions import IN_WORDS
from core.posts.what_to_say import what_to_say
from core.spending import within_budget
from core.workspaces.model import Member

FIXED = (PostStatus.PUBLISHED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED, PostStatus.CANCELLED)
_NO_CAPTION = "Its first caption is still being written. Ask for options once it is there."
_CHANGED = "The post has changed since, so I left the options out. Ask for them once more."
_ONLY_ONE = "I have no other words for this post than those it has."
_SETTLED = {
    OptionsState.PICKED: "One of them was picked already.",
    OptionsState.LEFT: "These options were put aside. Ask for new ones.",
    OptionsState.OUTDATED: "The post has changed since these options were written. Ask for new ones.",
}


async def ask_for_options(
    session: AsyncSession,
    member: Member,
    post_id: UUID,
    asked: OptionsAsked,
    conversation_id: UUID,
    now: datetime,
    *,
    revision_number: int | None = None,
    thread_id: str | None = None,
) -> OptionSheet:
    """Have them written; the card that shows them comes when they are. The post stays as it is, its yes too."""
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id)
    if post.revision == 0:
        raise NotNow(_NO_CAPTION)
    if post.status in FIXED:
        raise NotNow(f"This post is {IN_WORDS[post.status]}; its caption can't be changed from here any more.")
    if revision_number is not None and revision_number != post.revision:
        raise NotNow(STALE)
    sheet = OptionSheet(
        id=uuid4(),
        workspace_id=member.workspace_id,
        post_id=post.id,
        conversation_id=conversation_id,
        member_id=member.id,
        thread_id=thread_id,
        revision=post.revision,
        count=asked.count,
        request=asked.wish,
        drafts=[],
        state=OptionsState.OPEN,
        created_at=now,
    )
    session.add(sheet)
    await session.flush()
    tasks.write_options.enqueue(session, sheet.workspace_id, sheet.id)
    return sheet


async def write_options(parts: Parts, workspace_id: UUID, sheet_id: UUID) -> None:
    """The body of `post.options`: have them written outside any transaction, then show them."""
    async with parts.db.reading() as session:
        try:
            sheet = await get_options(session, workspace_id, sheet_id)
        except NotFound:
            return
        if sheet.drafts:
            return
        post = await get_post(session, workspace_id, sheet.post_id)
        brief = replace(await brief_for(session, post), request=sheet.request)
        about, next_one, count = post.id, post.revision + 1, sheet.count if sheet.state is OptionsState.OPEN else 0
    drafts: tuple[Draft, ...] = ()
    if count:
        drafts = await within_budget.options(parts, workspace_id, brief, count, post_id=about, revision=next_one)
    async with parts.db.transaction() as session:
        sheet = await get_options(session, workspace_id, sheet_id, lock=True)
        if sheet.drafts:
            return
        if sheet.state is not OptionsState.OPEN or not drafts:
            _say(session, sheet, _ONLY_ONE if sheet.state is OptionsState.OPEN else _CHANGED)
            await session.delete(sheet)
            return
        sheet.drafts = [_kept(draft) for draft in drafts]
        show_options(session, sheet)


async def pick_option(session: AsyncSession, member: Member, sheet_id: UUID, number: int, now: datetime) -> Post:
    """Make one of them the post's next revision, whoever wrote it: it is the picker's now, and needs a yes."""
    check_may_edit(member)
    sheet = await _open_sheet(session, member, sheet_id)
    if not 1 <= number <= len(sheet.drafts):
        raise NotNow("There is no option with that number.")
    post = await get_post(session, member.workspace_id, sheet.post_id, lock=True)
    if post.revision != sheet.revision:
        raise NotNow(_SETTLED[OptionsState.OUTDATED])
    chosen = sheet.drafts[number - 1]
    sheet.state, sheet.picked, sheet.picked_by_id = OptionsState.PICKED, number, member.id
    await session.flush()
    old = await current_revision(session, post)
    await reopen(session, post)
    caption = await placed(session, post, chosen["caption"], Join.INSTEAD)
    await freeze(
        session,
        post,
        caption=caption,
        headline=old.headline,
        alt_text=old.alt_text,
        writer=chosen["writer"],
        notes=list(chosen["notes"]),
        author_id=member.id,
        now=now,
        painted=old,
    )
    post.request, post.requested_by_id = "", None  # a change asked for meanwhile is answered by the choice
    await session.flush()
    await carry_on(session, post)
    await post_changed(session, post, say=await what_to_say(session, post))
    show_options(session, sheet)
    return post


async def leave_options(session: AsyncSession, member: Member, sheet_id: UUID) -> None:
    """None of them: the caption stays as it is."""
    check_may_edit(member)
    sheet = await _open_sheet(session, member, sheet_id)
    sheet.state = OptionsState.LEFT
    show_options(session, sheet)


async def say_not_written(session: AsyncSession, why: str, workspace_id: UUID, sheet_id: UUID) -> None:
    """Whoever asked for them learns that they do not come."""
    sheet = await get_options(session, workspace_id, sheet_id)
    _say(session, sheet, f"I could not write the options. {why} Ask for them once more.")


async def _open_sheet(session: AsyncSession, member: Member, sheet_id: UUID) -> OptionSheet:
    sheet = await get_options(session, member.workspace_id, sheet_id, lock=True)
    if sheet.state is not OptionsState.OPEN:
        raise NotNow(_SETTLED[sheet.state])
    return sheet


def _kept(draft: Draft) -> dict[str, object]:
    return {"caption": draft.caption, "writer": draft.writer, "notes": list(draft.notes)}


def _say(session: AsyncSession, sheet: OptionSheet, sentence: str) -> None:
    notify(session, sheet.workspace_id, sheet.conversation_id, NoticeKind.SAY, text=sentence, thread=sheet.thread_id)
