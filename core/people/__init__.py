"""Artists, venues and promoters as people: their Instagram names, remembered across events."""
