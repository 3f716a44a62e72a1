"""Short lines for flyers: what this post is about, and how to get in."""

from core.copy.languages import written_in

_KICKERS: dict[str, dict[str, str]] = {
    "en": {
        "teaser": "Save the date",
        "announcement": "It's official",
        "early_bird": "Early bird",
        "lineup": "Line-up",
        "reminder": "Coming up",
        "countdown": "Soon",
        "set_times": "Set times",
        "tonight": "Tonight",
        "today": "Today",
        "recap": "Thank you",
        "selling_fast": "Selling fast",
        "last_tickets": "Last tickets",
        "new_tier": "Now on sale",
        "spotlight": "Spotlight",
        "early_bird_ends": "Early bird ends",
        "doors": "Doors soon",
        "next_one": "Next up",
        "one_day": "1 day to go",
        "days": "{days} days to go",
        "tickets": "Tickets in bio",
    },
    "de": {
        "teaser": "Save the date",
        "announcement": "Jetzt offiziell",
        "early_bird": "Early Bird",
        "lineup": "Line-up",
        "reminder": "Demnächst",
        "countdown": "Bald",
        "set_times": "Spielzeiten",
        "tonight": "Heute Abend",
        "today": "Heute",
        "recap": "Danke",
        "selling_fast": "Fast ausverkauft",
        "last_tickets": "Letzte Tickets",
        "new_tier": "Neue Tickets",
        "spotlight": "Im Fokus",
        "early_bird_ends": "Early Bird endet",
        "doors": "Gleich geht's los",
        "next_one": "Als Nächstes",
        "one_day": "Noch 1 Tag",
        "days": "Noch {days} Tage",
        "tickets": "Tickets: Link in Bio",
    },
    "es": {
        "teaser": "Reserva la fecha",
        "announcement": "Ya es oficial",
        "early_bird": "Early bird",
        "lineup": "Cartel",
        "reminder": "Muy pronto",
        "countdown": "Ya casi",
        "set_times": "Horarios",
        "tonight": "Esta noche",
        "today": "Hoy",
        "recap": "Gracias",
        "selling_fast": "Se agotan",
        "last_tickets": "Últimas entradas",
        "new_tier": "Nuevas entradas",
        "spotlight": "En el cartel",
        "early_bird_ends": "Fin del early bird",
        "doors": "Ya casi",
        "next_one": "Lo próximo",
        "one_day": "Falta 1 día",
        "days": "Faltan {days} días",
        "tickets": "Entradas en la bio",
    },
    "fr": {
        "teaser": "À noter",
        "announcement": "C'est officiel",
        "early_bird": "Early bird",
        "lineup": "Line-up",
        "reminder": "Bientôt",
        "countdown": "Bientôt",
        "set_times": "Horaires",
        "tonight": "Ce soir",
        "today": "Aujourd'hui",
        "recap": "Merci",
        "selling_fast": "Bientôt complet",
        "last_tickets": "Derniers billets",
        "new_tier": "Nouveaux billets",
        "spotlight": "À l'affiche",
        "early_bird_ends": "Fin de l'early bird",
        "doors": "À tout de suite",
        "next_one": "Prochaine date",
        "one_day": "Plus qu'1 jour",
        "days": "Plus que {days} jours",
        "tickets": "Billets en bio",
    },
    "it": {
        "teaser": "Segna la data",
        "announcement": "È ufficiale",
        "early_bird": "Early bird",
        "lineup": "Line-up",
        "reminder": "In arrivo",
        "countdown": "Ci siamo quasi",
        "set_times": "Orari",
        "tonight": "Stasera",
        "today": "Oggi",
        "recap": "Grazie",
        "selling_fast": "Quasi esaurito",
        "last_tickets": "Ultimi biglietti",
        "new_tier": "Nuovi biglietti",
        "spotlight": "In programma",
        "early_bird_ends": "Fine early bird",
        "doors": "A tra poco",
        "next_one": "Prossima data",
        "one_day": "Manca 1 giorno",
        "days": "Mancano {days} giorni",
        "tickets": "Biglietti in bio",
    },
}


def kicker(phase: str, days_left: int, language: str, *, evening: bool = True) -> str:
    """The line over the title: "Tonight", "3 days to go", "Line-up"; "" for a phase we have no word for.

    evening: False says "Today" instead of "Tonight".
    """
    words = _KICKERS[written_in(language)]
    if phase == "countdown" and days_left > 0:
        return words["one_day"] if days_left == 1 else words["days"].format(days=days_left)
    if phase == "tonight" and not evening:
        return words["today"]
    return words.get(phase, "")


def tickets_call(language: str) -> str:
    """What to do for a ticket, short enough for a flyer."""
    return _KICKERS[written_in(language)]["tickets"]
