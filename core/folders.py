"""Where a process writes to on its own machine: these disks may fill up."""

from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import make_url

from core.settings import Settings

FILE = "file://"


def folders_of(settings: Settings) -> tuple[Path, ...]:
    """The folder of what is kept, those of pictures, and the database where it is a file."""
    stores = (settings.media_url, settings.media_fallback_url or "")
    pictures = [unquote(url.removeprefix(FILE)) for url in stores if url.startswith(FILE)]
    database = make_url(settings.database_url).database if settings.on_sqlite else None
    return tuple(Path(place) for place in (settings.var_dir, *pictures, database) if place)
