"""`python -m core.copy [language] [phase]` prints what the offline writer says, for people to read."""

import asyncio
import sys
from datetime import datetime, timedelta

from core.copy.facts import NEEDED
from core.copy.languages import LANGUAGES
from core.copy.offline import OfflineCopywriter
from core.copy.style import TONES
from core.ports.copywriter import Brief

PHASES = tuple(NEEDED)
_DAYS_LEFT = {"tonight": 0, "doors": 0, "recap": -1, "countdown": 3, "set_times": 1}
_STARTS = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - venue-local times are naive by design


def _sample(phase: str, language: str, tone: str, seed: int) -> Brief:
    lineup = ("22:00 Mara Voss", "00:00 Ben Klock", "02:30 Ellen Allien")
    return Brief(
        name="Warehouse Night",
        starts_local=_STARTS,
        doors_local=_STARTS - timedelta(hours=1) if seed % 2 else _STARTS,
        time_zone="Europe/Berlin",
        venue="Halle 7",
        city="Berlin",
        lineup=lineup if phase == "set_times" else tuple(name[6:] for name in lineup),
        ticket_link="https://tickets.example/warehouse" if seed % 3 else "",
        price="early bird 12 EUR" if phase.startswith("early_bird") else "15 €",
        genre="techno",
        phase=phase,
        days_left=_DAYS_LEFT.get(phase, 14),
        format="story" if phase in ("countdown", "tonight", "doors") else "feed",
        tone=tone,
        language=language,
        handle="@warehouse.berlin",
        seed=seed,
    )


async def _print_all(languages: tuple[str, ...], phases: tuple[str, ...]) -> None:
    writer = OfflineCopywriter()
    for language in languages:
        for phase in phases:
            for seed, tone in enumerate(TONES, start=1):
                draft = await writer.draft(_sample(phase, language, tone, seed))
                sys.stdout.write(f"--- {language} {phase} {tone}: [{draft.headline}]\n{draft.caption}\n")
                sys.stdout.writelines(f"    note: {note}\n" for note in draft.notes)
                sys.stdout.write("\n")


if __name__ == "__main__":
    asked = set(sys.argv[1:])
    asyncio.run(
        _print_all(
            tuple(language for language in LANGUAGES if language in asked) or LANGUAGES,
            tuple(phase for phase in PHASES if phase in asked) or PHASES,
        )
    )
