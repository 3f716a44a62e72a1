"""In which order layers are placed: whoever hangs on another waits for it, and for the whole of its group."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from core.templates.model import Layer


class Waiting(ValueError):
    """Layers wait for each other in a circle."""

    def __init__(self, layer_id: str) -> None:
        super().__init__(layer_id)
        self.layer_id = layer_id


def in_order(layers: Sequence[Layer]) -> list[Layer]:
    """Layers so that every one follows all it hangs on; raises Waiting."""
    by_id = {layer.id: layer for layer in layers}
    graph = {layer.id: _needs(layer, by_id) for layer in layers}
    try:
        return [by_id[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise Waiting(error.args[1][0]) from error


def references(layer: Layer) -> tuple[str, ...]:
    """Ids of the layers this one hangs on."""
    level = (layer.level,) if layer.level else ()
    return (*layer.after, *layer.before, *layer.until, *level)


def _needs(layer: Layer, by_id: dict[str, Layer]) -> list[str]:
    """Ids in a fixed order, so that two runs place layers, and tell about them, alike."""
    needed: dict[str, None] = {}
    for name in references(layer):
        needed[name] = None
        group = by_id[name].group
        if group and group != layer.group:
            needed |= {other.id: None for other in by_id.values() if other.group == group}
    return list(needed)
