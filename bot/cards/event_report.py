"""After the event: which phase and which post did what."""

from dataclasses import replace

from bot.cards.against import against_in_words, people
from bot.cards.card import Action, Bullet, Card, Chart, Fact, Line, Small, Text
from bot.cards.links import clicks_in_words
from bot.cards.record import LABELS, completed_card, progress_in_words
from bot.language import tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import count, number_in_words, short_moment
from core.campaigns.queries import CampaignView
from core.insights.report import EventReport, PhaseResult, PostResult

MOST_POSTS = 6


def report_card(report: EventReport) -> Card:
    """The sum first, then phases, then posts; unknown is said, and so is how many were measured."""
    said = _sum(report)
    lines = [
        Text(said),
        *_lines(report),
        *(Fact(tr(LABELS[one.goal]), progress_in_words(one)) for one in report.progress),
    ]
    return Card(
        summary=said, title=tr("{event}: what did what", event=report.event), lines=tuple(lines), chart=_chart(report)
    )


def completed_with_report(campaign: CampaignView, report: EventReport) -> Card:
    """That it is over, said once, with what its posts did."""
    card = completed_card(campaign)
    if not report.posts:
        return card
    again = Action(tr("What did what"), Token("campaign.report", campaign.id))
    lines = (card.lines[0], Text(_sum(report)), *_lines(report), *card.lines[1:])
    return replace(card, lines=lines, chart=_chart(report), actions=(*card.actions, again))


def _lines(report: EventReport) -> list[Line]:
    lines: list[Line] = [Fact(retold(one.title), _phase(one)) for one in report.phases]
    if clicked := clicks_in_words(report.links):
        lines.append(Fact(tr("Clicks on your links"), clicked))
    lines += [Bullet(_post(one), one.permalink) for one in report.posts[:MOST_POSTS]]
    if (left := len(report.posts) - MOST_POSTS) > 0:
        lines.append(Small(tr_many("And {n} more post.", "And {n} more posts.", left)))
    if report.measured > 1:
        lines.append(Small(tr("Who saw two posts is counted twice: Instagram does not tell them apart.")))
    return lines


def _sum(report: EventReport) -> str:
    if not report.posts:
        return tr("No post of this event went out, so there is nothing to tell.")
    if report.reached is None:
        return tr("Instagram has told no numbers of this event's posts yet.")
    return tr_many(
        "{n} post went out; it reached {reached} ({measured} measured).",
        "{n} posts went out; together they reached {reached} ({measured} measured).",
        len(report.posts),
        reached=count(report.reached, "person", "people"),
        measured=number_in_words(report.measured),
    )


def _phase(one: PhaseResult) -> str:
    if not one.measured:
        return tr("Instagram has not told yet")
    said = [count(one.posts, "post"), people(one.reached)]
    return ", ".join([*said, count(one.taps, "link tap")] if one.taps else said)


def _post(one: PostResult) -> str:
    against, usual = one.against, one.against.earlier
    judged = against_in_words(
        against.verdict if one.reached is not None else "",
        usual.posts if usual else 0,
        round(usual.low) if usual else 0,
        round(usual.high) if usual else 0,
    )
    said = tr(
        "{post}, {when}: {numbers}.",
        post=retold(one.title),
        when=short_moment(one.at_local),
        numbers=people(one.reached),
    )
    return f"{said} {judged}".strip()


def _chart(report: EventReport) -> Chart | None:
    bars = tuple((retold(one.title), one.reached) for one in report.phases if one.reached)
    return Chart(tr("People reached, phase by phase"), tr("People reached"), bars) if len(bars) > 1 else None
