"""How soon Rite answers after it was started, and how much memory it holds at rest."""
