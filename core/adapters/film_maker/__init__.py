"""The film maker on Pillow and FFmpeg: the painter's own layers, moved."""

from core.adapters.film_maker.maker import FlyerFilmMaker

__all__ = ["FlyerFilmMaker"]
