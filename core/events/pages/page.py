"""A ticket page as text -> the facts of its event: structured data first, meta tags and the title else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from core.events.extract import Facts, extract
from core.events.moments import to_local
from core.events.pages.event_node import facts_of, is_event, starts
from core.events.pages.markup import Markup, read_markup
from core.events.pages.values import Node, link_of, many, nodes_in, plain, text_of

MOST_CHOICES = 6
FROM_TITLE = "the page has no event data, so this comes from its title and description"
PASSED = "the page's date has passed"


def read_page(html: str, url: str, now: datetime, zone: str, locale: str) -> Facts:
    """The facts a page tells about the event at `url`; Facts() for a page that tells of none.

    now: aware; zone: the team's own; locale: as for `extract`. Texts of the page are only ever values of facts.
    """
    markup = read_markup(html)
    events = _events(markup)
    if not events:
        return _from_meta(markup, url, now, zone, locale)
    local = to_local(now, zone)
    node, notes, others = _chosen(events, markup, url, local)
    facts = facts_of(node, local.date(), zone, locale)
    facts = replace(facts, ticket_link=facts.ticket_link or url, assumed=(*facts.assumed, *notes))
    dates = [found for one in others if (found := facts_of(one, local.date(), zone, locale).start_local)]
    return to_come(facts, dates, local)


def _events(markup: Markup) -> list[Node]:
    """The events of all blocks that can be read, without those that are only parts of another one."""
    found = [node for block in markup.data for node in nodes_in(block) if is_event(node)]
    parts = {id(part) for node in found for key in ("subEvent", "superEvent") for part in many(node.get(key))}
    whole = [node for node in found if id(node) not in parts and text_of(node.get("name") or node.get("headline"))]
    return list(
        {(text_of(node.get("name")), text_of(node.get("startDate"))): node for node in reversed(whole)}.values()
    )[::-1]


def _chosen(
    events: Sequence[Node], markup: Markup, url: str, local: datetime
) -> tuple[Node, tuple[str, ...], Sequence[Node]]:
    """(the event the page is about, what to say about that, the same event on other dates to come)."""
    coming = [node for node in events if (found := starts(node)) and found.day >= local.date()] or list(events)
    title = plain(markup.meta.get("og:title", "") or markup.title, 300).casefold()
    here = [node for node in coming if _same_page(link_of(node.get("url")), url)]
    named = [node for node in coming if text_of(node.get("name"), 120).casefold() in title]
    node = (here if len(here) == 1 else named or here or coming)[0]
    name = text_of(node.get("name"))
    same = [one for one in coming if text_of(one.get("name")) == name]
    others = [one for one in coming if text_of(one.get("name")) != name]
    sure = node in named or here == [node]
    note = f"the page lists {len(coming)} events, I took the first of them" if others and not sure else ""
    return node, ((note,) if note else ()), same[:MOST_CHOICES]


def _same_page(first: str, second: str) -> bool:
    one, other = urlsplit(first), urlsplit(second)
    path = one.path.rstrip("/")
    return bool(path) and path == other.path.rstrip("/") and one.hostname == other.hostname


def to_come(facts: Facts, dates: Sequence[datetime], local: datetime) -> Facts:
    """One date, or several to choose from; a date that has passed is told and not taken."""
    coming = tuple(dict.fromkeys(found for found in dates if found > local))
    if len(coming) > 1:
        return replace(facts, start_local=None, end_local=None, doors_local=None, choices=coming, day=None)
    if facts.start_local and facts.start_local <= local:
        said = f"{PASSED} ({facts.start_local:%A} {facts.start_local.day} {facts.start_local:%B %Y})"
        return replace(
            facts, start_local=None, end_local=None, doors_local=None, day=None, assumed=(*facts.assumed, said)
        )
    if facts.day and facts.day < local.date():
        return replace(facts, day=None, assumed=(*facts.assumed, PASSED))
    return facts


def _from_meta(markup: Markup, url: str, now: datetime, zone: str, locale: str) -> Facts:
    """OpenGraph, else the plain title: read like a message, as that is all they are."""
    meta = markup.meta
    title = plain(meta.get("og:title") or meta.get("twitter:title") or markup.title, 300)
    about = plain(meta.get("og:description") or meta.get("description") or meta.get("twitter:description") or "", 1500)
    time = meta.get("event:start_time") or meta.get("og:start_time") or meta.get("startdate") or ""
    if not title:
        return Facts()
    if time:
        node = {"name": title, "startDate": time, "endDate": meta.get("event:end_time"), "description": about}
        place = meta.get("event:location") or meta.get("og:venue")
        facts = facts_of({**node, "location": place}, to_local(now, zone).date(), zone, locale)
        facts = to_come(facts, [facts.start_local] if facts.start_local else [], to_local(now, zone))
    else:
        facts = extract(f"{title}\n{about}", now, zone, locale)
        facts = replace(facts, name=facts.name or title[:120])
    return replace(facts, ticket_link=url, assumed=(*facts.assumed, FROM_TITLE))
