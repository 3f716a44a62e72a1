"""What those who run Rite look at: meters and alerts."""
