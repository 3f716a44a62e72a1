"""The words themselves: captions, alternative texts, hashtags, made of the prompt's facts and nothing else."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.openai.facts import SYNONYMS, Facts
from sandbox.openai.phrases import DATES, DAYS, MONTHS, OPENINGS, WORDS, moment_of

SHORT = re.compile(r"\b(short|shorter|kurz|kürzer|brief|minimal)\b", re.IGNORECASE)
SOBER = re.compile(r"\b(no|without|ohne|kein\w*|fewer)\s+emojis?\b|\b(sober|formal|serious|minimal)\b", re.IGNORECASE)
GERMAN = re.compile(r"^de\b|\b(german|deutsch)\b", re.IGNORECASE)
TO_MENTION = re.compile(r"\b(?:mention|add|say|include|erwähne)\s+(?:that\s+|dass\s+)?([^.\n]{3,160})", re.IGNORECASE)
NO_TAG = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Voice:
    """How to write just now: language, brevity, emoji, and which of several wordings."""

    facts: Facts
    number: int = 0

    @property
    def language(self) -> str:
        wish = f"{self.facts.text('wish')} {self.facts.text('style')}"
        return "de" if GERMAN.search(self.facts.text("language")) or GERMAN.search(wish) else "en"

    @property
    def short(self) -> bool:
        return bool(SHORT.search(f"{self.facts.text('wish')} {self.facts.text('style')}"))

    @property
    def sober(self) -> bool:
        return bool(SOBER.search(f"{self.facts.text('wish')} {self.facts.text('style')}"))

    @property
    def name(self) -> str:
        return self.facts.text("name") or WORDS[self.language]["night"]

    def say(self, key: str, **places: str) -> str:
        """A phrase in this language."""
        return WORDS[self.language][key].format(name=self.name, **places)

    def opening(self) -> str:
        """The first sentence, for the campaign's moment; the same prompt always opens alike."""
        choices = OPENINGS[self.language][moment_of(self.facts.text("phase"))]
        seed = hashlib.sha256(self.facts.words.encode()).digest()[0]
        return choices[(seed + self.number) % len(choices)].format(name=self.name)

    def when(self) -> str:
        """Day and hour as people write them."""
        starts = self.facts.starts()
        if starts is None:
            return self.facts.text("starts") or f"{self.facts.text('date')} {self.facts.text('time')}".strip()
        day = DATES[self.language].format(
            day=DAYS[self.language][starts.weekday()], number=starts.day, month=MONTHS[self.language][starts.month - 1]
        )
        return day if starts.hour == starts.minute == 0 else f"{day}, {starts:%H:%M}"

    def where(self) -> str:
        """Venue and city."""
        venue, city = self.facts.text("venue"), self.facts.text("city")
        return ", ".join(part for part in (venue, city if city not in venue else "") if part)

    def marked(self, mark: str, words: str) -> str:
        """A line with an emoji before it, unless this voice is sober; "" stays nothing."""
        return "" if not words else words if self.sober else f"{mark} {words}"


def caption(voice: Voice) -> str:
    """A whole caption: opening, the facts line by line, what was asked to be mentioned, where the tickets are."""
    facts = voice.facts
    wish = TO_MENTION.search(facts.text("wish"))
    mention = f"{wish.group(1)[0].upper()}{wish.group(1)[1:].rstrip()}." if wish else ""
    link = facts.text("link")
    tickets = f"{voice.say('tickets')}: {link}" if link else ""
    if voice.short:
        essentials = " · ".join(filter(None, (voice.when(), voice.where())))
        return "\n".join(filter(None, (voice.opening(), essentials, tickets)))
    who = ", ".join(facts.listed("lineup"))
    lines = [
        voice.marked("🗓", voice.when()),
        voice.marked("📍", voice.where()),
        voice.marked("🎧", f"{voice.say('with')} {who}" if who else ""),
        voice.marked("🎟", facts.text("price")),
    ]
    blocks = (voice.opening(), "\n".join(filter(None, lines)), mention, tickets or voice.say("close"))
    return "\n\n".join(filter(None, blocks))


def alt_text(voice: Voice) -> str:
    """What the picture says, for those who do not see it."""
    who = ", ".join(voice.facts.listed("lineup")[:3])
    parts = (("alt_where", "where", voice.where()), ("alt_when", "when", voice.when()), ("alt_who", "who", who))
    return voice.say("alt") + "".join(voice.say(key, **{place: words}) for key, place, words in parts if words) + "."


def tags(voice: Voice) -> list[str]:
    """Hashtags without their sign, most telling first."""
    facts = voice.facts
    name, city, venue = facts.text("name"), facts.text("city"), facts.text("venue")
    words = [name, city, *facts.listed("genre"), venue, *facts.listed("lineup")]
    words += [f"{city} nightlife" if city else "", "live", "weekend", "flyer"]
    joined = [NO_TAG.sub("", word).lower() for word in words]
    return list(dict.fromkeys(tag for tag in joined if tag))


def hashtag(voice: Voice) -> str:
    """One hashtag, with its sign."""
    found = tags(voice)
    return f"#{found[voice.number % len(found)]}"


def first_comment(voice: Voice) -> str:
    """A line of hashtags."""
    return " ".join(f"#{tag}" for tag in tags(voice)[:5])


def headline(voice: Voice) -> str:
    """A few words to print large."""
    return voice.name if voice.number == 0 else voice.opening().rstrip(".")


def summary(voice: Voice) -> str:
    """Everything in a line."""
    return " · ".join(filter(None, (voice.name, voice.when(), voice.where())))


Writer = Callable[[Voice], str]
# words in a property's name: what is written there; the first that fits counts
WRITERS: Mapping[str, Writer] = {
    "hashtag": hashtag,
    "tag": hashtag,
    "alt": alt_text,
    "comment": first_comment,
    "headline": headline,
    "hook": lambda voice: voice.opening(),
    "teaser": lambda voice: voice.opening(),
    "opening": lambda voice: voice.opening(),
    "tagline": headline,
    "caption": caption,
    "body": caption,
    "copy": caption,
    "text": caption,
    "post": caption,
    "content": caption,
    "message": caption,
    "summary": summary,
    "action": lambda voice: voice.say("action"),
    "cta": lambda voice: voice.say("action"),
    "reason": lambda voice: voice.say("reason"),
    "rationale": lambda voice: voice.say("reason"),
    "explanation": lambda voice: voice.say("reason"),
}


def writer_for(name: str) -> Writer | None:
    """Who writes a property of that name; None when it asks for a fact."""
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")
    for key, writer in WRITERS.items():
        if any(part.removesuffix("s") == key or part == key for part in parts):
            return writer
    return None


def fact_for(name: str, facts: Facts) -> object:
    """The fact a property asks for, by its own name or by what it means; None when unknown."""
    key = name.lower()
    if (direct := facts.of(key)) is not None:
        return direct
    canonical = (fact for fact, names in SYNONYMS.items() if key in names)
    return next((found for fact in canonical if (found := facts.of(fact)) is not None), None)


def sentence(voice: Voice) -> str:
    """Something harmless for a property nobody foresaw."""
    return voice.say("sentence")
