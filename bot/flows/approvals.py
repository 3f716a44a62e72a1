"""How many people say yes: for every post, for one phase, or for one event."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.approvals import about, approvals_card, became, sure_card
from bot.cards.card import Card
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.language import mark, tr
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import NOBODY, Token
from bot.words import shortened
from core.approvals.configure import RuleSet, Scope, check_may_set_policy, check_policy, may_set_policy, set_policy
from core.approvals.policy import Policy
from core.approvals.queries import rule_views
from core.campaigns.model import Campaign
from core.campaigns.queries import campaign_view
from core.errors import NotNow
from core.events.model import Event
from core.hashtags.scope import phases
from core.ports.parts import Parts
from core.posts.queries import post_view

EVERY, AS_USUAL = "every", "usual"
MOST_EVENTS = 20
MOST_NAMED = 10


async def all_of_them(session: AsyncSession, speaker: Speaker, said: str = "") -> Card:
    """The card of the team's rules as this person sees it."""
    rules = await rule_views(session, speaker.member.workspace_id)
    return approvals_card(rules, may_set=may_set_policy(speaker.member), said=said)


def _scope(raw: str) -> Scope:
    if raw == EVERY:
        return Scope()
    kind, _, value = raw.partition(":")
    return Scope(campaign_id=UUID(value)) if kind == "event" else Scope(phase=value)


async def _name_of(session: AsyncSession, speaker: Speaker, scope: Scope) -> str:
    if scope.campaign_id is None:
        return about(scope.phase, "") if scope.phase else tr("Every post")
    return (await campaign_view(session, speaker.member.workspace_id, scope.campaign_id)).name


async def _fields(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    check_may_set_policy(speaker.member)
    found = await session.execute(
        select(Campaign.id, Event.name)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Campaign.workspace_id == speaker.member.workspace_id,
            Event.starts_at > session.info["clock"].now() - timedelta(days=2),
        )
        .order_by(Event.starts_at)
        .limit(MOST_EVENTS)
    )
    events = [Option(f"event:{row.id}", shortened(tr("The event {name}", name=row.name), 75)) for row in found]
    return _questions((*_phases(), *events))


def _questions(scopes: Sequence[Option]) -> tuple[Field, ...]:
    return (
        Field(
            "scope",
            mark("For"),
            mark("For which posts?"),
            Kind.CHOICE,
            required=True,
            options=(Option(EVERY, mark("Every post")), *scopes),
        ),
        Field(
            "policy",
            mark("Who says yes"),
            mark("How many people shall say yes?"),
            Kind.CHOICE,
            required=True,
            options=(
                Option(Policy.ONE.value, mark("One person")),
                Option(Policy.TWO.value, mark("Two people")),
                Option(Policy.NONE.value, mark("Nobody: they go out by themselves")),
                Option(AS_USUAL, mark("As usual: no rule of its own")),
            ),
        ),
    )


def _phases() -> tuple[Option, ...]:
    return tuple(Option(f"phase:{key}", tr("Phase: {title}", title=retold(title))) for key, title in phases().items())


async def _prefill(_: Parts, __: Speaker, about_: str) -> dict[str, str]:
    return {"scope": about_ or EVERY}


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    scope = _scope(values["scope"])
    what = await _name_of(session, speaker, scope)
    if values["policy"] == Policy.NONE.value:
        await check_policy(session, speaker.member, Policy.NONE)
        return sure_card(what, Token("approvals.sure", scope.campaign_id or NOBODY, _mark(scope.phase)))
    policy = None if values["policy"] == AS_USUAL else Policy(values["policy"])
    now = session.info["clock"].now()
    return await _told(session, speaker, what, await set_policy(session, speaker.member, scope, policy, now))


async def ask_nobody(session: AsyncSession, speaker: Speaker, token: Token) -> Card:
    """The owner pressed that they are sure."""
    phase = next((key for key in ("", *phases()) if _mark(key) == token.number), None)
    if phase is None:
        raise NotNow(tr("I don't know that phase any more."))
    scope = Scope(campaign_id=token.subject) if token.subject != NOBODY else Scope(phase)
    now = session.info["clock"].now()
    changed = await set_policy(session, speaker.member, scope, Policy.NONE, now)
    return await _told(session, speaker, await _name_of(session, speaker, scope), changed)


def _mark(phase: str) -> int:
    """A phase as a button carries it, the same after every deploy; 0 for all of them."""
    return crc32(phase.encode())


async def _told(session: AsyncSession, speaker: Speaker, what: str, changed: RuleSet) -> Card:
    now = session.info["clock"].now()
    views = [await post_view(session, speaker.member.workspace_id, one, now) for one in changed.lacking[:MOST_NAMED]]
    names = [f"{retold(view.title)} ({view.event})" for view in views]
    if (more := len(changed.lacking) - len(names)) > 0:
        names.append(tr("{number} more", number=more))
    return await all_of_them(session, speaker, became(changed.policy, what, names, changed.waiting))


FORM = Form(
    key="approvals",
    title=mark("Approvals"),
    submit=mark("Save"),
    fields=_questions(_phases()),
    finish=_finish,
    prefill=_prefill,
    fit=_fields,
)
