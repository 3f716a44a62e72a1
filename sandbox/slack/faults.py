"""Faults of what is not a Web API method: event deliveries, uploads, response_urls."""

from sandbox.world import Fault, World


def take_named(world: World, operation: str) -> Fault | None:
    """The next fault that names this operation. "*" means Web API methods and is left for them."""
    for fault in world.faults:
        if fault.platform == "slack" and fault.operation == operation:
            return world.spend(fault, operation)
    return None
