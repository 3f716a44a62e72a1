"""What the model has to say, by language and by the moment of a campaign."""

from collections.abc import Mapping

# words in the name of a phase: the moment it is; the first that fits counts
MOMENTS: Mapping[str, tuple[str, ...]] = {
    "recap": ("recap", "thank", "after", "rückblick"),
    "last_call": ("last", "final", "letzte"),
    "tonight": ("tonight", "today", "day_of", "doors", "heute", "now"),
    "lineup": ("lineup", "line_up", "artist", "spotlight"),
    "tickets": ("ticket", "presale", "early"),
    "reminder": ("remind", "week", "count", "tomorrow", "day", "soon"),
    "announce": ("announc", "save", "first", "launch", "reveal", ""),
}

OPENINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "announce": ("Mark the date: {name} is on.", "It is official: {name} is coming.", "Save the night for {name}."),
        "lineup": ("Here is who plays {name}.", "The names behind {name}.", "{name}: meet the line-up."),
        "tickets": ("Tickets for {name} are out.", "Your way into {name} starts here.", "{name}: tickets are waiting."),
        "reminder": ("{name} is getting close.", "Not long now until {name}.", "Clear the calendar: {name} is near."),
        "tonight": ("{name} is happening today.", "Today belongs to {name}.", "See you on the floor at {name}."),
        "last_call": ("Last call for {name}.", "One more reason not to stay in: {name}.", "Still time to join {name}."),
        "recap": ("Thank you for {name}.", "{name}: what a night.", "Still hearing {name} in our heads."),
    },
    "de": {
        "announce": (
            "Merkt euch den Abend: {name}.",
            "Es ist offiziell: {name} kommt.",
            "Kalender auf für {name}.",
        ),
        "lineup": ("Wer bei {name} spielt, steht hier.", "Die Namen hinter {name}.", "{name}: das Line-up."),
        "tickets": ("Tickets für {name} sind da.", "Euer Weg zu {name} beginnt hier.", "{name}: Tickets warten."),
        "reminder": ("{name} rückt näher.", "Nicht mehr lange bis {name}.", "Haltet euch frei für {name}."),
        "tonight": ("{name} ist heute.", "Heute gehört euch {name}.", "Wir sehen uns bei {name}."),
        "last_call": ("Letzte Gelegenheit für {name}.", "Noch könnt ihr zu {name}.", "Kommt noch dazu: {name}."),
        "recap": ("Danke für {name}.", "{name}: was für eine Nacht.", "{name} klingt noch nach."),
    },
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "with": "With",
        "doors": "Doors",
        "tickets": "Tickets",
        "close": "Bring somebody who loves to dance.",
        "alt": "Flyer for {name}",
        "alt_where": " at {where}",
        "alt_when": ", {when}",
        "alt_who": ", with {who}",
        "action": "Get your ticket",
        "reason": "It keeps to the facts given for {name}.",
        "sentence": "A few honest words about {name}.",
        "night": "the night",
    },
    "de": {
        "with": "Mit",
        "doors": "Einlass",
        "tickets": "Tickets",
        "close": "Bringt jemanden mit, der gern tanzt.",
        "alt": "Flyer für {name}",
        "alt_where": " in {where}",
        "alt_when": ", {when}",
        "alt_who": ", mit {who}",
        "action": "Ticket holen",
        "reason": "Es hält sich an die Angaben zu {name}.",
        "sentence": "Ein paar ehrliche Worte zu {name}.",
        "night": "die Nacht",
    },
}

DAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
}
MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "de": ("Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sep", "Okt", "Nov", "Dez"),
}
DATES = {"en": "{day} {number} {month}", "de": "{day} {number}. {month}"}


def moment_of(phase: str) -> str:
    """Which moment a phase's name means; anything else announces."""
    return next(moment for moment, parts in MOMENTS.items() if any(part in phase.lower() for part in parts))
