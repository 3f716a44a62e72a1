"""The daily digest: one message, one picture, a few sentences."""

from bot.cards.card import Bullet, Card, Fact, Line, Picture, Text
from bot.words import count
from core.digests.compile import Told
from core.digests.queries import DigestView


def digest_card(digest: DigestView) -> Card:
    """Headline number first; screen readers get it from the summary, the chart from its alt text."""
    body = digest.body
    reached = sum(told.reach or 0 for told in body.live)
    headline = _headline(len(body.live), reached, len(body.waiting))
    title = f"{body.workspace}, {digest.day:%A} {digest.day.day} {digest.day:%B}"
    return Card(
        summary=f"{title}: {headline}",
        title=title,
        lines=(Text(headline), *_lines(digest)),
        picture=Picture(digest.chart_key, _chart_in_words(body.live)) if digest.chart_key else None,
    )


def _headline(live: int, reached: int, waiting: int) -> str:
    parts = []
    if live:
        parts.append(f"{count(live, 'post')} live in the last seven days, {reached:,} people reached.")
    if waiting:
        parts.append(f"{count(waiting, 'draft')} {'waits' if waiting == 1 else 'wait'} for a yes.")
    return " ".join(parts) or "Nothing needs you today."


def _lines(digest: DigestView) -> list[Line]:
    body = digest.body
    lines: list[Line] = []
    ranked = [told for told in body.live if told.reach]
    if len(ranked) > 1:
        best = max(ranked, key=lambda told: told.reach or 0)
        lines.append(Fact("Best", f"{best.title}, {best.event}: {best.reach:,} people"))
    lines += [Bullet(f"Live since {_what(told)}{_numbers(told)}", told.permalink) for told in body.live]
    lines += [Bullet(f"Goes out {_what(told)}") for told in body.next]
    lines += [Bullet(f"Waits for a yes, due {_what(told)}") for told in body.waiting]
    lines += [Bullet(f"Needs care: {told.title}, {told.event}") for told in body.trouble]
    return lines


def _what(told: Told) -> str:
    return f"{told.at}: {told.title}, {told.event}"


def _numbers(told: Told) -> str:
    """The numbers worth a line; what Instagram did not tell is left out."""
    counted = (
        (told.reach, "person reached", "people reached"),
        (told.views, "view", "views"),
        (told.interactions, "interaction", "interactions"),
        (told.visits, "profile visit", "profile visits"),
        (told.taps, "link tap", "link taps"),
    )
    said = [count(value, one, many) for value, one, many in counted if value]
    return f" ({', '.join(said)})" if said else ""


def _chart_in_words(live: list[Told]) -> str:
    bars = "; ".join(f"{told.title}, {told.event}: {told.reach:,}" for told in live if told.reach)
    return f"Bar chart of people reached. {bars}."
