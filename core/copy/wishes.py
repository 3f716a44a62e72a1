"""What a person asks to be changed, read out of a few words: "shorter, mention the afters, no hashtags"."""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from core.copy.audience import audience_named, is_known

_CLAUSES = re.compile(r"\s*(?:[;\n]|,(?!\d)|\.(?=\s|$)|\s(?:and|und|y|et|e|but|aber|pero|mais|ma)\s)\s*", re.IGNORECASE)
_NAMED_TAG = re.compile(r"(?<![\w&])#\w+")
_QUOTE_MARK = "\x00"
_QUOTED = re.compile(r"[\"“„«](?P<text>[^\"”“»]{1,500})[\"”“»]")


@dataclass(frozen=True)
class Wishes:
    """length and emoji: steps up or down (emoji -1: none at all). tone, language, audience: None when not asked for.

    language: this one alone; also: languages to add below; dropped: languages to leave out. added: words to put in as
    they are. mentioned: things to speak of, without the final dot. left_out, put_in: "price", "lineup", "genre",
    "description". fresh: write anew. better: improve what is there. facts: bits that ask for another fact. other: bits
    that were not understood. fresh_tags: other hashtags than there are. tags_in, tags_out: hashtags that were named,
    with their "#".
    """

    length: int = 0
    emoji: int = 0
    tags: bool | None = None
    fresh_tags: bool = False
    tags_in: tuple[str, ...] = ()
    tags_out: tuple[str, ...] = ()
    tone: str | None = None
    language: str | None = None
    also: tuple[str, ...] = ()
    dropped: frozenset[str] = field(default_factory=frozenset)
    audience: str | None = None
    better: bool = False
    added: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    left_out: frozenset[str] = field(default_factory=frozenset)
    put_in: frozenset[str] = field(default_factory=frozenset)
    fresh: bool = False
    facts: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


_LESS = {"formal": "warm", "hype": "warm", "funny": "warm", "insider": "warm", "minimal": "warm", "warm": "minimal"}
"""What "less funny" asks for."""

Change = Callable[[Wishes], Wishes]


@dataclass(frozen=True)
class _Words:
    """The patterns of `wishes.toml`, compiled."""

    polite: re.Pattern[str]
    thanks: re.Pattern[str]
    no: re.Pattern[str]
    add: re.Pattern[str]
    article: re.Pattern[str]
    too: re.Pattern[str]
    also: re.Pattern[str]
    below: re.Pattern[str]
    fact: re.Pattern[str]
    better: re.Pattern[str]
    languages: tuple[tuple[str, re.Pattern[str]], ...]
    topics: tuple[tuple[str, re.Pattern[str]], ...]
    rules: tuple[tuple[re.Pattern[str], Change], ...]
    """In the order tried; the first three may also be asked for with "add"."""


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = tomllib.loads(files(__package__).joinpath("wishes.toml").read_text(encoding="utf-8"))
    return _Words(
        polite=_compiled(rf"^{_any(table['polite'])}\s+"),
        thanks=_compiled(
            rf"[\s,]+{_any((*table['polite'], 'thanks', 'thank you', 'danke', 'gracias', 'merci', 'grazie'))}$"
        ),
        no=_compiled(rf"\b{_any(table['no'])}\s"),
        add=_compiled(rf"^(?:{_any(table['also'])}\s+)?{_any(table['add'])}\s*:?(?:\s+(?P<text>.+))?$"),
        article=_compiled(rf"^(?:{_any(table['articles'])}\s+|l')"),
        too=_compiled(rf"\b{_any(table['too'])}(?!\w)"),
        also=_compiled(rf"^{_any(table['also'])}\s"),
        below=_compiled(rf"\b{_any(table['below'])}(?!\w)"),
        fact=_compiled(rf"(?<!\w){_any(table['facts'])}(?!\w)"),
        better=_compiled(
            rf"^(?:(?P<better>{_any(table['better'])})(?:\s+{_any(table['it'])})?)?"
            rf"(?:\s*\b{_any(table['aimed'])}\s+(?P<whom>.+))?$"
        ),
        languages=tuple(
            (language, _compiled(_of_a_language(table, names))) for language, names in table["languages"].items()
        ),
        topics=tuple(
            (topic, _compiled(rf"(?:{_any(table['articles'])}\s+|l')?{_any(names)}"))
            for topic, names in table["topics"].items()
        ),
        rules=tuple(_rules(table)),
    )


def _of_a_language(table: dict[str, Any], names: list[str]) -> str:
    """ "in German", "German too", "add a German version", "only German", and so "no German"."""
    name, one, text = _any(names), _any(table["one"]), _any(table["text"])
    before = rf"(?:(?:{_any(table['add'])}|{_any(table['also'])}|{_any(table['only'])}|{_any(table['no'])})\s+)*"
    behind = rf"(?:\s+(?:{_any(table['too'])}|{_any(table['only'])}|{_any(table['below'])}))*"
    return rf"\b{_any(table['into'])} {name}(?!\w)|^{before}(?:{one}\s+)?(?:{text}\s+)?{name}(?:\s+{text})?{behind}$"


def _rules(table: dict[str, Any]) -> Iterable[tuple[re.Pattern[str], Change]]:
    tags, emoji = _any(table["tags"]), _any(table["emoji"])
    no = rf"\b{_any(table['no'])}\s*(?:the |any |die |das |den |el |la |los |les? |gli |il |lo )?"
    other = _any(table["other_tags"])
    other_tags = _compiled(rf"(?<!\w)(?:{other}\s+{tags}|{tags}\s+{other})(?!\w)")
    yield other_tags, lambda wishes: replace(wishes, fresh_tags=True)
    yield _compiled(rf"^(?!.*{no}{tags})(?:.*\s)?{tags}$"), lambda wishes: replace(wishes, tags=True)
    yield _compiled(rf"^(?!.*{no}{emoji})(?:.*\s)?{emoji}$"), lambda wishes: replace(wishes, emoji=1)
    yield _compiled(no + tags), lambda wishes: replace(wishes, tags=False)
    yield _compiled(no + emoji), lambda wishes: replace(wishes, emoji=-1)
    for topic, names in table["topics"].items():
        yield _compiled(rf"{no}{_any(names)}(?!\w)"), _leaving_out(topic)
    yield _whole(table["shorter"]), lambda wishes: replace(wishes, length=wishes.length - 1)
    yield _whole(table["longer"]), lambda wishes: replace(wishes, length=wishes.length + 1)
    for tone, names in table["tones"].items():
        yield _compiled(rf"(?<!\w){_any(table['less'])}\s+{_any(names)}(?!\w)"), _in_tone(_LESS[tone])
        yield _whole(names), _in_tone(tone)
    yield _whole(table["fresh"]), lambda wishes: replace(wishes, fresh=True)


def _whole(names: Iterable[str]) -> re.Pattern[str]:
    return _compiled(rf"(?<!\w){_any(names)}(?!\w)")


def _leaving_out(topic: str) -> Change:
    return lambda wishes: replace(wishes, left_out=wishes.left_out | {topic})


def _in_tone(tone: str) -> Change:
    return lambda wishes: replace(wishes, tone=tone)


@lru_cache(maxsize=256)
def read_wishes(request: str) -> Wishes:
    """What a request asks for, clause by clause; clauses nobody understands end in `other`."""
    wishes = Wishes(added=tuple(found["text"].strip() for found in _QUOTED.finditer(request)))
    before = ""
    for clause in _CLAUSES.split(_QUOTED.sub(_QUOTE_MARK, request)):
        plain = _without_courtesy(clause)
        if plain and _QUOTE_MARK not in plain:
            wishes = _heed(wishes, plain, before)
            before = plain
    return wishes


def _without_courtesy(clause: str) -> str:
    plain = clause.strip(" .!?,:")
    while (shorter := _words().thanks.sub("", _words().polite.sub("", f"{plain} ").strip())) != plain:
        plain = shorter
    return plain


def _heed(wishes: Wishes, clause: str, before: str) -> Wishes:
    """One clause; `before` is the clause before it, whose "no" or "mention" may still hold."""
    words = _words()
    if (no := words.no.match(before)) and len(clause.split()) == 1:
        clause = f"{no[0]}{clause}"
    for language, pattern in words.languages:
        if pattern.search(clause):
            return _speak(wishes, language, clause, before)
    added = words.add.match(clause)
    if named := tuple(_NAMED_TAG.findall(clause)):
        return _named_tags(wishes, named, out=bool(words.no.search(clause)))
    for pattern, change in words.rules[:3] if added else words.rules:
        if pattern.search(clause):
            return change(wishes)
    if added:
        return _mention(wishes, added["text"] or "")
    if wishes.mentioned and words.add.match(before):
        return replace(wishes, mentioned=(*wishes.mentioned[:-1], f"{wishes.mentioned[-1]}, {clause}"))
    if (asked := words.better.match(clause)) and (asked["better"] or asked["whom"]):
        return _improve(wishes, clause, better=bool(asked["better"]), whom=asked["whom"] or "")
    if words.fact.search(clause):
        return replace(wishes, facts=(*wishes.facts, clause))
    return replace(wishes, other=(*wishes.other, clause))


def _named_tags(wishes: Wishes, named: tuple[str, ...], *, out: bool) -> Wishes:
    """ "add #vinylonly", "without #techno", "#vinylonly instead of ..." are about hashtags, not about sentences."""
    if out:
        return replace(wishes, tags_out=(*wishes.tags_out, *named))
    return replace(wishes, tags_in=(*wishes.tags_in, *named))


def _speak(wishes: Wishes, language: str, clause: str, before: str) -> Wishes:
    """One language in words; a bare name after another language goes on as that one did: "in English and German"."""
    words = _words()
    if words.no.match(clause):
        return replace(wishes, dropped=wishes.dropped | {language})
    goes_on = any(pattern.search(before) for _, pattern in words.languages) and (wishes.language or wishes.also)
    more = goes_on or any(said.search(clause) for said in (words.too, words.also, words.add, words.below))
    return replace(wishes, also=(*wishes.also, language)) if more else replace(wishes, language=language)


def _improve(wishes: Wishes, clause: str, *, better: bool, whom: str) -> Wishes:
    """ "Better for students"; "for the afters" alone is no audience we could know."""
    if whom and not better and not is_known(whom):
        return replace(wishes, other=(*wishes.other, clause))
    return replace(wishes, better=better or wishes.better, audience=audience_named(whom) if whom else wishes.audience)


def _mention(wishes: Wishes, text: str) -> Wishes:
    for topic, pattern in _words().topics:
        if pattern.fullmatch(text):
            return replace(wishes, put_in=wishes.put_in | {topic})
    plain = _words().article.sub("", text.strip())
    return replace(wishes, mentioned=(*wishes.mentioned, plain)) if plain else wishes
