"""Rectangles in pixels, and where an anchored one stands in its area."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    def moved(self, across: float, down: float) -> "Box":
        return Box(self.left + across, self.top + down, self.width, self.height)

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)

    def scaled(self, by: float) -> "Box":
        return Box(self.left * by, self.top * by, self.width * by, self.height * by)

    def mirrored(self, canvas_width: float) -> "Box":
        return replace(self, left=canvas_width - self.right)

    def overlap(self, other: "Box") -> float:
        """Shared area in square pixels."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)


def across(area: Box, x: float, width: float, side: str) -> float:
    """Left edge of something `width` wide, `x` px inwards from the area's left, centre or right."""
    if side == "left":
        return area.left + x
    if side == "right":
        return area.right - x - width
    return area.left + (area.width - width) / 2 + x


def down(area: Box, y: float, height: float, side: str) -> float:
    """Top edge of something `height` high, `y` px inwards from the area's top, middle or bottom."""
    if side == "top":
        return area.top + y
    if side == "bottom":
        return area.bottom - y - height
    return area.top + (area.height - height) / 2 + y
