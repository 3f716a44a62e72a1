"""The painter on Pillow: composes, shapes text, encodes. The only place that knows Pillow."""

from core.adapters.pillow_painter.painter import PillowPainter

__all__ = ["PillowPainter"]
