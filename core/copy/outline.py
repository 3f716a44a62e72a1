"""Which parts a caption of each phase is put together from, in their order."""

FEED = {
    "teaser": ("opening", "soon"),
    "announcement": ("opening", "facts", "people", "about", "audience", "tickets"),
    "early_bird": ("opening", "facts", "audience", "tickets"),
    "lineup": ("opening", "names", "facts", "audience", "tickets"),
    "reminder": ("opening", "facts", "people", "music", "audience", "tickets"),
    "countdown": ("opening", "facts", "tickets"),
    "set_times": ("opening", "names", "facts"),
    "tonight": ("opening", "facts", "people", "tickets"),
    "recap": ("opening", "facts", "next", "recap_farewell"),
    "selling_fast": ("opening", "facts", "tickets"),
    "last_tickets": ("opening", "facts", "tickets"),
    "new_tier": ("opening", "facts", "tickets"),
    "spotlight": ("opening", "facts", "music", "audience", "tickets"),
    "early_bird_ends": ("opening", "facts", "tickets"),
    "doors": ("opening", "facts", "tickets"),
    "next_one": ("opening", "facts", "people", "audience", "tickets"),
    "correction": ("opening", "facts", "people", "tickets"),
    "postponed": ("opening", "facts", "people", "tickets"),
    "date_to_come": ("opening",),
    "sold_out": ("opening", "facts"),
    "cancelled": ("opening",),
}
LONG = {**FEED, "announcement": ("opening", "facts", "people", "about", "music", "audience", "tickets", "farewell")}
SHORT_PARTS = frozenset({"opening", "facts", "names", "tickets", "soon"})
DISPENSABLE = ("farewell", "music", "about", "audience", "people")
"""What a caption can do without when it is too long, in this order."""
WITH_PRICE = frozenset(
    {"correction", "postponed", "new_tier", "announcement", "early_bird", "early_bird_ends", "reminder", "countdown"}
    | {"lineup", "tonight", "doors", "next_one"}
)
