"""Hostile values, and what becomes of a good body that meets them. Seeded: the same number makes the same bodies."""

import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.doors import PRESSES
from bot.flows.catalogue import FORMS

DEEP = 3000
VALUES: Sequence[Any] = (
    *(None, True, False, 0, -1, 1, 2**31, -(2**31) - 1, 2**63, 2**64, 10**30, 1e308, -0.5, 1e-9),
    *("", " ", "\x00", "a\x00b", "\ud800", "x\udfffy", "\u202e\u2066", "💥" * 40, "A" * 9000, "ä" * 3000),
    *("../../etc/passwd", "<!channel> <@U0ADA00001>", "' OR 1=1 --", '"; DROP TABLE posts; --', "{{7*7}}", "%s%n%x"),
    *("{0.__class__}", "${jndi:ldap://127.0.0.1/a}", "http://127.0.0.1/", "http://[::1]/", "file:///etc/passwd"),
    *("javascript:alert(1)", "<script>alert(1)</script>", "\r\nSet-Cookie: a=b", "talk.done:AAAA:0", "1e999"),
    *("99999999999999999999", "-99999999999999999999", "0x7f", "NaN", "31.02.2026 99:99", "2026-13-45T99:99:99Z"),
    *([], {}, [[]], [None], {"": ""}, {"a": {"b": {"c": {}}}}, [1, "a", None], {"id": None}, {"$ne": 1}),
)
SENTENCES: Sequence[str] = (
    *("help", "events", "stats", "stop", "brand", "best times", "calendar week", "hashtags", "plans", "audit"),
    *("new Techno Fri 27 Nov 22:00, Halle 7, 12 EUR", "120 of 300 sold", "undo", "why", "what changed", "hold all"),
    *("shift everything by 99999999 days", "make it shorter", "note: fine", "Mara is @mara", "link AAAA", "digest off"),
    *("new " + "9" * 4000, "away until 31.12.9999 24:00", "0 of 0 sold", "-1 of 99999999999999 sold", "yes", "2 1"),
)


def token(chance: random.Random, subjects: Sequence[str], verbs: Sequence[str] = ()) -> str:
    """A button as it could be forged: any verb, any subject, any number."""
    verb = chance.choice(verbs or [*PRESSES, "talk.", ".", "post", "a.b.c", "calendar.page.t", "calendar.page.a"])
    number = chance.choice((0, 1, 1, 2, 7, -1, 2**31, 2**63, 10**25, "", "x", "1_0", " 1", "٣"))
    return f"{verb}:{chance.choice([*subjects, '', '!', 'A' * 22, 'AAAA', '=' * 40])}:{number}"


def form(chance: random.Random) -> str:
    return chance.choice([*FORMS, "", "nobody knows it"])


def value(chance: random.Random, subjects: Sequence[str]) -> Any:
    pick = chance.random()
    if pick < 0.15:
        return token(chance, subjects)
    if pick < 0.3:
        return chance.choice(SENTENCES)
    return copy.deepcopy(chance.choice(VALUES))


def text(chance: random.Random, subjects: Sequence[str]) -> str:
    """The same as words: what anybody can type."""
    return str(value(chance, subjects))


def paths(body: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a body."""
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, one in inner:
        yield (*at, key)
        yield from paths(one, (*at, key))


def spoiled(body: Mapping[str, Any], chance: random.Random, subjects: Sequence[str]) -> dict[str, Any]:
    """A good body with a few things in it replaced, taken away or put in."""
    bad: dict[str, Any] = copy.deepcopy(dict(body))
    for _ in range(chance.choice((0, 0, 0, 0, 1, 1, 2, 4))):
        places = list(paths(bad))
        if not places:
            break
        *way, last = chance.choice(places)
        inside = bad
        for step in way:
            inside = inside[step]
        deed = chance.random()
        if deed < 0.25 and isinstance(inside, dict):
            inside.pop(last, None)
        elif deed < 0.35 and isinstance(inside, dict):
            inside[chance.choice(("user", "channel", "type", "id", "value", "text", "team", "x"))] = value(
                chance, subjects
            )
        else:
            inside[last] = value(chance, subjects)
    return bad


def raw(text: str, chance: random.Random) -> bytes:
    """What goes over the wire: mostly the body, at times what is left of it."""
    data = text.encode("utf-8", "surrogatepass")
    ways: Sequence[Callable[[bytes], bytes]] = (
        lambda whole: whole[: chance.randrange(len(whole) + 1)],
        lambda whole: whole + whole,
        lambda _: b"",
        lambda _: b"[" * DEEP + b"]" * DEEP,
        lambda _: b'{"a":' * DEEP + b"1" + b"}" * DEEP,
        lambda _: b"\xff\xfe" + bytes(chance.randrange(256) for _ in range(60)),
        lambda whole: whole.replace(b'"', b"'"),
        lambda whole: whole[:20] + bytes([chance.randrange(256)]) + whole[21:],
        lambda _: chance.choice((b"null", b"[]", b"0", b'""', b"{}", b"NaN", b"true", b'{"type":null}')),
        lambda _: b'{"n":' + b"9" * 5000 + b"}",
    )
    return chance.choice(ways)(data) if chance.random() < 0.12 else data


def as_json(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, allow_nan=True)
