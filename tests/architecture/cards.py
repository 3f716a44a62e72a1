"""Every card the bot can show, at its emptiest and at its fullest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

from calendar_cards import calendar_cards
from change_cards import change_cards
from design_cards import design_cards
from operation_cards import operation_cards
from plan_cards import plan_cards
from privacy_cards import every_privacy_card
from report_cards import LINKS, report_cards
from thread_cards import thread_cards
from time_cards import time_cards

from bot.cards.access import access_card
from bot.cards.accounts import accounts_card, leaving_card
from bot.cards.approvals import approvals_card, became, sure_card
from bot.cards.brand import BrandView, brand_card, faces_card
from bot.cards.campaign import campaign_card, campaigns_card
from bot.cards.card import Card
from bot.cards.comments import comments_card
from bot.cards.connected import connected_card
from bot.cards.digest import digest_card
from bot.cards.event_report import completed_with_report, report_card
from bot.cards.facts import fact_card
from bot.cards.hashtags import hashtags_card, set_card
from bot.cards.hashtags import leaving_card as set_leaving_card
from bot.cards.onboarding import back_again_card, onboarding_card, welcome_card
from bot.cards.options import options_card
from bot.cards.recap import recap_card
from bot.cards.record import completed_card
from bot.cards.review import review_card
from bot.cards.series import proposal_card, series_card
from bot.cards.spending import model_card
from bot.cards.spoken import _SENTENCES, say, sentence
from bot.cards.stats import stats_card
from bot.cards.tickets import entrance_card, news_card, noted_card, tickets_card, which_card
from bot.cards.trouble import trouble_card
from bot.cards.why import difference_card, steps, why_card
from bot.commands import help_card
from bot.flows.receive import offer_card
from bot.tokens import Token
from core.accounts.budget import NEARLY_SPENT
from core.accounts.model import AccountStatus
from core.accounts.pause import PausedAccount
from core.accounts.queries import AccountState
from core.accounts.rights import Right
from core.approvals.policy import Policy
from core.approvals.queries import RuleView
from core.approvals.tally import Tally
from core.callbacks.queries import CommentsView, Said
from core.campaigns.budget import Budget
from core.campaigns.cadence import TRIGGERED
from core.campaigns.goals import Goal, Goals, Progress
from core.campaigns.model import CampaignStatus
from core.campaigns.queries import CampaignView, PlannedPost
from core.campaigns.record import Record
from core.digests.body import Body, Countdown, Ending, Told
from core.digests.compile import Reached, Totals
from core.digests.queries import DigestView
from core.errors import Cure
from core.events.model import EventStatus
from core.hashtags.known import TagsView
from core.hashtags.model import HashtagSet
from core.hashtags.record import TagRecord
from core.hashtags.rules import Rules
from core.hashtags.sets import MOST_SETS
from core.hashtags.tag_set import Scope
from core.insights.compare import Range, Verdict
from core.insights.past import Against
from core.insights.queries import AccountView, Share
from core.insights.report import EventReport, PostResult, by_phase
from core.installs.onboarding import OnboardingView, Step
from core.notices.model import Talk, Trouble
from core.ports.access import Product
from core.ports.copywriter import Brief
from core.ports.studio import MediaFacts
from core.posts.details import NO_DETAILS, Details, PlacedTag
from core.posts.difference import Change, Difference, Part, Swap
from core.posts.looks import Look
from core.posts.media import Item
from core.posts.model import CommentStatus, Format, PostStatus
from core.posts.option_sheet import OptionsState
from core.posts.option_view import Option, OptionsView
from core.posts.queries import NO_YESES, PostView, YesBefore
from core.posts.variants import Variant
from core.posts.why import Call, Version, WhyView, Yes
from core.recaps.view import RecapView
from core.recaps.worked import Worked as RecapWorked
from core.series.last_time import Worked
from core.series.queries import ProposalView, SeriesView
from core.spending.month import month_of
from core.spending.queries import Cost, Spending
from core.spending.tell import About
from core.templates.scene import Layout
from core.tickets.record import Recorded
from core.tickets.state import UNKNOWN, Tickets
from core.workspaces.brand import Kit

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LOCAL = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
WILD = "<b>&amp; *_`~ <!channel> <@U1> @here 🪩👩‍🎤 שלום"
"""What a person may type and no platform may take for markup."""
CAPTION = (WILD + " every word counts ") * 60
USERNAME = "a" * 30
LINK = "https://www.instagram.com/p/AbCdEfGhIjK/"
FILM = f"https://rite.example/media/{'a' * 64}.mp4?expires=1800000000&signature={'s' * 43}"
TICKETS = "https://tickets.example/" + "a" * 470

BRIEF = Brief(
    name=WILD, starts_local=LOCAL, time_zone="America/Argentina/ComodRivadavia", venue=WILD * 2, city=WILD, price=WILD
)

PICTURE = MediaFacts(video=False, size=1, width=1080, height=1350, format="JPEG")
MEDIA = tuple(Item(f"{n}.jpg", "h" * 64, PICTURE) for n in range(10))
DETAILS = Details(
    alt_texts=(WILD,) * 10,
    tags=tuple(PlacedTag("a" * 30, n, 0.5, 0.5) for n in range(1, 21)),
    collaborators=("b" * 30,) * 3,
    location_id="1" * 20,
    first_comment=CAPTION[:2200],
    share_to_feed=False,
    thumb_offset_ms=12_500,
)
SIDES = {
    Part.FORMAT: ("feed", "reel"),
    Part.SLOT: ("2026-11-26T18:00:00+00:00", "2026-11-27T18:00:00+00:00"),
    Part.FILES: ("2", "3"),
}
VARIANTS = tuple(Variant(layout, "a.jpg", "0" * 64) for layout in Layout)
DIFFERENCE = Difference(
    swaps=tuple(Swap(WILD * n, f"{WILD} {n}" * 3) for n in range(12)),
    changes=tuple(Change(part, *SIDES.get(part, (WILD[:30], ""))) for part in Part),
)
WORKED = tuple(RecapWorked(kind, WILD * 2, 12.5, 12, 120) for kind in ("phase", "hour", "format", "design"))
SOLD = Tickets(1_234_567, 9_999_999, 8_765_432, over=(WILD[:40],) * 5)
PAUSED = PausedAccount(USERNAME, LOCAL, NEARLY_SPENT)


def post(status: PostStatus, *, full: bool, format_: Format = Format.FEED, late: bool = False) -> PostView:
    return PostView(
        id=UUID(int=7),
        campaign_id=UUID(int=8),
        revision=12 if full else 0 if status is PostStatus.DRAFT else 1,
        status=status,
        phase="announcement",
        title="Announcement",
        format=format_,
        event=(WILD + "x" * 120)[:120] if full else "Night",
        zone="America/Argentina/ComodRivadavia" if full else "UTC",
        due_local=LOCAL,
        overdue=late,
        too_late=late,
        account="@" + "a" * 30 if full else "",
        caption=CAPTION[:2200] if full else "" if status is PostStatus.DRAFT else "Hi.",
        alt_text=WILD * 40 if full else "",
        media=MEDIA if full else (),
        details=DETAILS if full else NO_DETAILS,
        comment=CommentStatus.LOST if full else CommentStatus.NONE,
        picture_key="a.jpg" if full else None,
        writer=WILD[:60] if full else "offline writer",
        notes=tuple(f"{WILD} {n}" for n in range(12)) if full else (),
        approvers=tuple(f"{WILD} {n}"[:120] for n in range(20)) if full else (),
        approved_by=WILD if full else "",
        approved_local=LOCAL if full else None,
        request=(WILD * 60)[:2000] if full else "",
        permalink=LINK if full else None,
        published_local=LOCAL if full else None,
        error=WILD * 12 if full else "",
        remedy=WILD * 6 if full else "",
        metrics={"reach": 12_345, "likes": 9, "views": 4, "saved": 2, "shares": 1, "total_interactions": 12}
        if full
        else {},
        waits_local=LOCAL if full else None,
        paused=PAUSED if full and late else None,
        painted=True,
        variants=VARIANTS if full else (),
        looks=tuple(Look) if full else (),
        difference=DIFFERENCE if full else Difference(),
        made_by=WILD if full else "",
        restores=3 if full else None,
        undo_to=2 if full else 0,
        cost=Cost(2, 1_204, 4_200, unpriced=int(late)) if full else Cost(),
        yeses=Tally(Policy.TWO, (WILD,) * late, tuple(WILD[:120] for _ in range(20 * late)), enough=late)
        if full
        else NO_YESES,
        unasked_by="" if full else WILD * late,
        link=LINKS[0] if full else None,
        yes_before=YesBefore(WILD, LOCAL, 2 if late else 1, same=False) if full else None,
    )


def why(versions: int, calls: int) -> WhyView:
    """A post with this much of a past."""
    yes = Yes(WILD, LOCAL, LOCAL, WILD)
    told = [
        Version(n, LOCAL, WILD, WILD[:60], ((WILD, WILD * 60),), difference=DIFFERENCE, yeses=(yes,) * 3)
        for n in range(1, versions + 1)
    ]
    done = [Call(step, {"cause": WILD * 20, "place": 1}, LOCAL) for step in steps()] * calls
    facts = (("name", WILD), ("line-up", WILD * 40)) if versions else ()
    return WhyView(
        UUID(int=7),
        "Announcement",
        WILD,
        "Europe/Berlin",
        WILD,
        LOCAL,
        LOCAL,
        facts,
        (WILD,) * 9,
        tuple(told),
        tuple(done),
    )


def campaign(count: int, *, full: bool) -> CampaignView:
    statuses = list(PostStatus)
    return CampaignView(
        id=UUID(int=8),
        status=CampaignStatus.ACTIVE,
        name=(WILD + "x" * 120)[:120] if full else "Night",
        starts_local=LOCAL,
        starts_at=NOW + timedelta(days=5),
        zone="Europe/Berlin",
        venue=(WILD * 3)[:120] if full else "Halle 7",
        city=(WILD * 2)[:80] if full else "",
        lineup=tuple(f"{WILD} {n}"[:80] for n in range(40)) if full else (),
        price=(WILD * 3)[:120] if full else "",
        ticket_link=TICKETS if full else "",
        account="@warehouse.nights" if full else "",
        other_accounts=2 if full else 0,
        paused=PAUSED if full else None,
        event_status=EventStatus.POSTPONED if full else EventStatus.PLANNED,
        sold_out=full,
        announce_local=LOCAL if full else None,
        cadence="Club night",
        tickets=SOLD if full else UNKNOWN,
        posts=tuple(
            PlannedPost(
                id=UUID(int=n),
                title="Announcement",
                phase="announcement",
                format=list(Format)[n % 2],
                status=PostStatus.IN_REVIEW if full else statuses[n % len(statuses)],
                due_local=LOCAL,
                due_at=NOW + timedelta(hours=n),
                permalink=LINK if full else None,
            )
            for n in range(count)
        ),
        record=record(count) if full else None,
        over=full,
    )


def record(count: int) -> Record:
    """Goals that are far, reached and not known, in every state of a campaign."""
    states = list(CampaignStatus)
    known = [Progress(goal, 2_000_000_000, 1_999_999_999 * (count % 2), 12, 12) for goal in Goal]
    return Record(
        states[count % len(states)],
        Goals(1, 2, 3),
        tuple(known if count % 3 else (Progress(goal, 1, None) for goal in Goal)),
        audience=WILD * 2,
        budget=Budget(10**12, "EUR"),
        begins_local=LOCAL,
        ends_local=LOCAL,
    )


def account(n: int, *, full: bool) -> AccountState:
    statuses = list(AccountStatus)
    return AccountState(
        id=UUID(int=n + 1),
        username="w" * 30,
        status=AccountStatus.CONNECTED if full else statuses[n % len(statuses)],
        product=list(Product)[n % 2],
        is_default=n == 0,
        days_left=59 if full else None,
        paused_until=NOW if full else None,
        paused_reason=WILD * 10 if full else "",
        missing=tuple(Right) if full else (),
        queued=12 if full else 0,
    )


def digest(count: int) -> DigestView:
    told = [
        Told(WILD, (WILD * 3)[:120], "Fri 27 Nov 22:00", reach=n * 1_000 or None, likes=n, permalink=LINK, new=True)
        for n in range(count)
    ]
    endings = [Ending(str(UUID(int=n)), USERNAME, n) for n in range(min(count, 2))]
    countdown = [
        Countdown((WILD * 3)[:120], n, "reach" if n else "", 9_000, n or None, n, n) for n in range(min(count, 2))
    ]
    body = Body(WILD, told, told, told, told, endings, countdown, weekly=count > 1, clicks=1_234 * count or None)
    return DigestView(date(2026, 11, 22), body, "chart.png" if count else None)


def report(count: int) -> EventReport:
    against = Against(Verdict.MORE, timedelta(hours=9), Range(12, 9.0, 8.0, 99_999.0))
    posts = tuple(
        PostResult(WILD, WILD, Format.FEED, NOW.replace(tzinfo=None), LINK, n * 9_999 or None, n, n, against)
        for n in range(count)
    )
    return EventReport((WILD * 3)[:120], by_phase(posts), posts, links=LINKS[:count])


def spending(*, full: bool) -> Spending:
    month = month_of(NOW, "America/Argentina/ComodRivadavia")
    if not full:
        return Spending(month, Cost(), (), None)
    cost = Cost(calls=12_345, tokens=123_456_789, price=1_234_567_890, unpriced=3)
    by_purpose = tuple((purpose, cost) for purpose in ("caption", "repair", "read", "look", "a" * 24))
    return Spending(month, cost, by_purpose, 20_000_000)


def stats(count: int) -> Card:
    shares = tuple(Share((WILD * 2)[:90], 33) for _ in range(3))
    known = AccountView(USERNAME, 12_345, 9, 8, 7, 6, 5, shares, shares, (20, 21, 22))
    accounts = [known, AccountView(USERNAME)][:count]
    totals = Totals(
        count,
        9,
        8,
        7,
        6,
        5,
        4,
        best=[f"{WILD}, Night {n}: 9 people reached" for n in range(min(count, 3))],
        reached=[Reached(WILD, WILD, 9) for _ in range(min(count, 10))],
    )
    return stats_card(totals, accounts, "America/Argentina/ComodRivadavia", spending(full=bool(count)))


def offered(events: int, files: int) -> Talk:
    """Files that somebody sent, and the events they may be for."""
    campaigns = [[str(UUID(int=n)), (WILD * 3)[:120]] for n in range(events)]
    media = ",".join(f"{n:064x}.{'mp4' if n else 'jpg'}" for n in range(files))
    return Talk(id=UUID(int=9), form="post", subject="", answers={"_campaigns": campaigns, "files": media}, open=True)


def options(state: OptionsState, *, full: bool) -> OptionsView:
    one = Option(CAPTION, "m" * 60, (WILD * 5, WILD * 6)) if full else Option("Warehouse Night.", "offline writer")
    return OptionsView(
        id=UUID(int=6),
        post_id=UUID(int=7),
        campaign_id=UUID(int=8),
        title="Announcement",
        event=(WILD * 3)[:120],
        options=(one,) * (5 if full else 2),
        state=state,
        picked=5,
        picked_by=WILD if full else "",
        request=WILD * 40 if full else "",
    )


def brand(*, full: bool, may_change: bool) -> BrandView:
    if not full:
        return BrandView(kit=Kit(), may_change=may_change)
    colours = dict.fromkeys(("primary", "accent", "background", "ink"), "#c6ff00")
    kit = Kit(
        logo_key=f"{'a' * 64}.png", headline="space-grotesk-bold", voice=CAPTION[:400], handle="@" + "a" * 30, **colours
    )
    return BrandView(
        kit=kit,
        may_change=may_change,
        version=4_000_000_000,
        undoable=True,
        old_drafts=99,
        flyer=True,
        remarks=(WILD * 3,) * 4,
        picture_key="brand.jpg",
    )


def hashtag_set(n: int) -> HashtagSet:
    tags = [f"#{'t' * 28}{number:02}" for number in range(20)]
    return HashtagSet(id=UUID(int=n + 1), name=(WILD * 2)[:30], tags=tags, scope=Scope.CITY, value=(WILD * 3)[:80])


def hashtags(*, full: bool) -> TagsView:
    sets = tuple(map(hashtag_set, range(MOST_SETS))) if full else ()
    told = [TagRecord(f"#{'t' * 28}{n:02}", 9, 3, 1.4 if n < 9 else 0.4) for n in range(12)] if full else []
    return TagsView(Rules(30 if full else 0, in_comment=full, usual=5, own=full), sets, tuple(told), len(told))


def proposal(*, full: bool) -> ProposalView:
    worked = Worked("Line-up", Format.CAROUSEL, LOCAL, 1_240, 5 if full else 1)
    said = ((WILD,) * 40, (WILD * 3)[:120], TICKETS) if full else ((), "", "")
    name = (WILD + "x" * 120)[:120] if full else "Night"
    return ProposalView(UUID(int=4), UUID(int=8), name, "every Friday", LOCAL, "Europe/Berlin", *said, worked)


def series(count: int) -> list[SeriesView]:
    dates = tuple(date(2026, 12, day) for day in range(1, 32))
    name = (WILD + "x" * 120)[:120]
    return [
        SeriesView(
            UUID(int=n), name, "every first Friday of the month", LOCAL if n % 2 else None, "UTC", dates[: n * 9]
        )
        for n in range(count)
    ]


def rules(count: int) -> list[RuleView]:
    """The usual one, and so many for phases and events."""
    own = [RuleView(policy, "announcement" * (n % 2), WILD * (n % 2 == 0)) for n in range(count) for policy in Policy]
    return [RuleView(Policy.NONE, set_by=WILD), *own[:count]]


def ticket_cards() -> Iterator[tuple[str, Card]]:
    """How tickets sell, at its emptiest and at its fullest."""
    phases = tuple(phase.key for phase in TRIGGERED)
    full = Recorded(UUID(int=8), (WILD * 3)[:120], SOLD, new=True, proposed=phases)
    yield "tickets noted", noted_card(full)
    yield "tickets known already", noted_card(replace(full, new=False))
    yield "tickets are back", noted_card(replace(full, tickets=UNKNOWN, proposed=()))
    yield "news of tickets", news_card(campaign(1, full=True), phases)
    for number in (0, 30):
        yield f"tickets of {number}", tickets_card([campaign(1, full=True)] * number, connected=bool(number))
    yield "a ticket shop", entrance_card(TICKETS, "rts_" + "s" * 43, "rtt_" + "t" * 43)
    for photos, worked in ((0, ()), (3, WORKED), (30, WORKED)):
        view = RecapView(UUID(int=5), UUID(int=8), (WILD * 3)[:120], photos, tuple(range(1, 11)), None, 2**32 - 1)
        yield f"recap asked, {photos} photos", recap_card(replace(view, worked=worked))
        yield f"recap of {photos} photos", recap_card(replace(view, sheet_key="sheet.jpg", worked=worked))
        made = replace(view, sheet_key="sheet.jpg", made=True, consent_by=WILD * 3, consent_local=LOCAL)
        yield f"recap made of {photos} photos", recap_card(made)
    yield "tickets of which event", which_card(UUID(int=9), [(WILD * 3)[:120]] * 8)


def every_card() -> Iterator[tuple[str, Card]]:
    """(what it is, the card)."""
    for status, format_, full, late in product(PostStatus, Format, (False, True), (False, True)):
        what = f"post {status.value} {format_.value} {'full' if full else 'bare'}{' late' if late else ''}"
        watch = tuple((f"Watch {place}", FILM) for place in range(1, 11)) if full else ()
        yield what, review_card(post(status, full=full, format_=format_, late=late), watch)
    for status in (PostStatus.DRAFT, PostStatus.CHANGES_REQUESTED):
        unprepared = replace(post(status, full=True), cure=Cure.AGAIN)
        yield f"post {status.value} given up", review_card(unprepared)
    for key, full in product(_SENTENCES, (False, True)):
        yield f"said {key} {'full' if full else 'bare'}", say(key, post(PostStatus.FAILED, full=full))
    yield "welcome", welcome_card(WILD, WILD)
    yield from every_privacy_card()
    for done in range(len(Step) + 1):
        yield f"{done} first steps", onboarding_card(OnboardingView(frozenset([*Step][:done])))
    for going, waiting in ((0, 0), (3, 2)):
        yield f"back again with {going}", back_again_card(going, waiting)
    for lacking, waiting in ((0, 0), (11, 40)):
        said = became(Policy.ONE, WILD, (WILD,) * lacking, waiting)
        yield f"approvals with {lacking} lacking", approvals_card(rules(lacking * 4), may_set=bool(lacking), said=said)
    for full in (False, True):
        yield f"next one {'full' if full else 'bare'}", proposal_card(proposal(full=full))
    for count in (0, 1, 12):
        yield f"{count} series", series_card(series(count), may_edit=bool(count))
    yield "approvals, sure", sure_card(WILD, Token("approvals.sure", UUID(int=8), 2**32 - 1))
    for count, full in product(range(13), (False, True)):
        yield f"campaign of {count} {'full' if full else 'bare'}", campaign_card(campaign(count, full=full))
        yield f"campaign of {count} {'full' if full else 'bare'} completed", completed_card(campaign(count, full=full))
    paused = replace(campaign(12, full=True), status=CampaignStatus.PAUSED)
    yield "campaign paused", campaign_card(paused)
    for count in (0, 1, 40):
        events = [campaign(12, full=True)] * count
        yield f"{count} campaigns", campaigns_card(events)
    for count in (0, 1, 6, 30):
        yield f"digest of {count}", digest_card(digest(count))
        yield f"report of {count} posts", report_card(report(count))
        yield f"over, with {count} posts", completed_with_report(campaign(12, full=True), report(count))
    for count in (0, 1, 12):
        yield f"stats of {count}", stats(count)
    for events, files in ((1, 1), (8, 10)):
        yield f"{files} files for one of {events}", offer_card(offered(events, files))
    for state, full in product(OptionsState, (False, True)):
        yield f"options {state.value} {'full' if full else 'bare'}", options_card(options(state, full=full))
    yield from operation_cards(WILD)
    yield from time_cards(WILD, post(PostStatus.IN_REVIEW, full=True))
    yield from calendar_cards()
    yield from thread_cards(WILD, post(PostStatus.IN_REVIEW, full=True), campaign(12, full=True))
    yield "help", help_card()
    yield "help for an unknown word", help_card(unknown=WILD * 5)
    yield "connected", connected_card("warehouse.nights", [])
    yield "connected in part", connected_card("w" * 30, list(Right))
    for count, full, may_change in product((0, 1, 12), (False, True), (False, True)):
        shown = [account(n, full=full) for n in range(count)]
        said = WILD * 5 if full else ""
        what = f"accounts {count} {'full' if full else 'bare'}{' for an owner' if may_change else ''}"
        yield what, accounts_card(shown, "America/Argentina/ComodRivadavia", may_change=may_change, said=said)
    for full in (False, True):
        yield f"leaving {'full' if full else 'bare'}", leaving_card(account(0, full=full))
    for days in (10, 1, 0):
        yield f"access for {days} days", access_card("w" * 30, UUID(int=9), {"days_left": days})
    for held in (0, 1, 12):
        told = {"disconnected_by": WILD * 2, "held": held}
        yield f"disconnected with {held} posts", access_card("w" * 30, UUID(int=9), told)
    for how, held in product(("taken_back", "erased"), (0, 1)):
        yield f"{how} with {held} posts", access_card("w" * 30, UUID(int=9), {how: True, "held": held})
    for number, full, here in product((1, 30), (False, True), (False, True)):
        said = Said(WILD[:60], WILD * 60, reply=True) if full else Said("", "", mention=True)
        shown = post(PostStatus.PUBLISHED, full=full) if here else None
        what = f"{number} comments {'full' if full else 'bare'} {'here' if here else 'elsewhere'}"
        yield what, comments_card(CommentsView("@" + "w" * 30, shown, number, said))
    for trouble in Trouble:
        yield (
            f"trouble {trouble.value}",
            trouble_card(UUID(int=8), {"trouble": trouble, "about": WILD, "why": WILD * 9}),
        )
    for full, may_change in product((False, True), (False, True)):
        what = f"brand {'full' if full else 'bare'}{' for an owner' if may_change else ''}"
        yield what, brand_card(brand(full=full, may_change=may_change), WILD * 5 if full else "")
    for about in About:
        figures = {"spent": 16_204_000, "budget": 20_000_000, "until": "2026-12-01", "model": (WILD * 3)[:120]}
        yield f"model {about.value}", model_card({"what": about.value, **figures})
    for full, may_edit, may_set in product((False, True), (False, True), (False, True)):
        what = f"hashtags {'full' if full else 'bare'} {may_edit} {may_set}"
        said = WILD * 5 if full else ""
        yield what, hashtags_card(hashtags(full=full), may_edit=may_edit, may_set=may_set, said=said)
    one_post = replace(hashtags(full=False), records=(TagRecord("#techno", 1, 1, 1.0),), posts=1)
    yield "hashtags with few numbers", hashtags_card(one_post, may_edit=True, may_set=True)
    yield "a set of hashtags", set_card(hashtag_set(0))
    yield "a set of hashtags is deleted", set_leaving_card(hashtag_set(0))
    yield "typefaces", faces_card("faces.jpg", "syne")
    for versions, calls in ((0, 0), (1, 0), (30, 5)):
        yield f"why, {versions} versions", why_card(why(versions, calls))
    anew = Difference((Swap(CAPTION[:2200], CAPTION[::-1][:2200]),), anew=True)
    for what, found in (("nothing", Difference()), ("much", DIFFERENCE), ("anew", anew)):
        yield f"what changed: {what}", difference_card(replace(post(PostStatus.IN_REVIEW, full=True), difference=found))
    yield "what changed in a first version", difference_card(post(PostStatus.IN_REVIEW, full=False))
    for status in PostStatus:
        shown = post(status, full=status is not PostStatus.DRAFT)
        yield f"another fact, {status.value}", fact_card(shown, BRIEF, [WILD * 9, "23:00"])
    yield "a sentence", sentence(WILD * 50)
    yield from ticket_cards()
    yield from change_cards(WILD)
    yield from design_cards(WILD)
    yield from report_cards(WILD)
    yield from plan_cards(WILD)
