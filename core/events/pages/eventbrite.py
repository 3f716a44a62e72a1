"""An event as Eventbrite's API tells it -> facts. The shapes are those of its public reference, version 3."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from core.events.extract import Facts
from core.events.moments import known_zone, to_local
from core.events.pages.event_node import facts_of
from core.events.pages.page import to_come
from core.events.pages.values import Node, text_of

_SITE = re.compile(r"(?:[\w-]+\.)?eventbrite\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_EVENT = re.compile(r"/e/(?:[^/]*-)?(?P<id>\d{6,20})/?")
_STATES = {"canceled": "EventCancelled", "cancelled": "EventCancelled", "postponed": "EventPostponed"}


def event_id_in(link: str) -> str:
    """The number of the event a link of Eventbrite leads to; "" for any other link."""
    parts = urlsplit(link)
    found = _EVENT.fullmatch(parts.path) if _SITE.fullmatch((parts.hostname or "").lower()) else None
    return found["id"] if found else ""


def read_eventbrite(answer: str, link: str, now: datetime, zone: str, locale: str) -> Facts:
    """The facts of an answer to GET /events/{id}/?expand=venue,category,ticket_availability; Facts() for another one.

    now: aware; zone: the team's own; locale: as for `extract`. The event's own zone stands in the answer.
    """
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return Facts()
    if not isinstance(told, dict) or not _words(told, "name"):
        return Facts()
    there = text_of(_part(told, "start").get("timezone"), 60)
    there = there if known_zone(there) else ""
    local = to_local(now, there or zone)
    facts = facts_of(_as_node(told, link), local.date(), there or zone, locale)
    facts = replace(facts, time_zone=there or facts.time_zone)
    return to_come(facts, [facts.start_local] if facts.start_local else [], local)


def _as_node(told: Mapping[str, Any], link: str) -> Node:
    """The same event as ticket pages describe it, so that one reader knows both."""
    venue, address = _part(told, "venue"), _part(_part(told, "venue"), "address")
    state = _STATES.get(str(told.get("status", "")).lower(), "EventScheduled")
    online = {"@type": "VirtualLocation"} if told.get("online_event") is True else None
    place = {
        "name": venue.get("name"),
        "address": {
            "streetAddress": address.get("address_1"),
            "addressLocality": address.get("city"),
            "addressCountry": address.get("country"),
        },
    }
    return {
        "@type": "Event",
        "name": _words(told, "name"),
        "startDate": _part(told, "start").get("local"),
        "endDate": _part(told, "end").get("local"),
        "description": _words(told, "description") or told.get("summary"),
        "eventStatus": state,
        "location": place if venue else online,
        "offers": _offers(_part(told, "ticket_availability")),
        "isAccessibleForFree": told.get("is_free") is True,
        "keywords": [text_of(_part(told, key).get("name")) for key in ("category", "subcategory")],
        "url": told.get("url") or link,
    }


def _offers(sold: Mapping[str, Any]) -> Node | None:
    least, most = _part(sold, "minimum_ticket_price"), _part(sold, "maximum_ticket_price")
    if not least or sold.get("is_sold_out") is True:
        return None
    return {
        "priceCurrency": least.get("currency"),
        "lowPrice": least.get("major_value"),
        "highPrice": most.get("major_value"),
    }


def _words(told: Mapping[str, Any], key: str) -> Any:
    """Texts come twice, plain and with markup."""
    return _part(told, key).get("text") or _part(told, key).get("html")


def _part(told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = told.get(key)
    return part if isinstance(part, dict) else {}
