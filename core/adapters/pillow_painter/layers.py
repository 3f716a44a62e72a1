"""Which painter paints which kind of layer."""

from collections.abc import Callable
from typing import Any

from core.adapters.pillow_painter.components import paint_badge, paint_countdown, paint_grid
from core.adapters.pillow_painter.easel import Easel
from core.adapters.pillow_painter.lettering import paint_text
from core.adapters.pillow_painter.scenery import paint_image, paint_shape
from core.adapters.pillow_painter.signs import paint_logo, paint_qr
from core.templates.layout.placed import Placed
from core.templates.model import (
    BadgeLayer,
    CountdownLayer,
    GridLayer,
    ImageLayer,
    Layer,
    LogoLayer,
    QrLayer,
    ShapeLayer,
    TextLayer,
)

_PAINTERS: dict[type[Layer], Callable[[Easel, Placed, Any], None]] = {
    TextLayer: paint_text,
    ImageLayer: paint_image,
    ShapeLayer: paint_shape,
    LogoLayer: paint_logo,
    BadgeLayer: paint_badge,
    GridLayer: paint_grid,
    CountdownLayer: paint_countdown,
    QrLayer: paint_qr,
}


def paint_layer(easel: Easel, placed: Placed) -> None:
    _PAINTERS[type(placed.layer)](easel, placed, placed.layer)
