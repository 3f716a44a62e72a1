"""The studio on Pillow and FFmpeg: takes in pictures and videos as people send them."""

from core.adapters.studio.studio import FileStudio

__all__ = ["FileStudio"]
