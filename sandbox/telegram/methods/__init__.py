"""The methods of the Bot API, by their names."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.methods import (
    albums,
    callbacks,
    chats,
    editing,
    forwarding,
    profile,
    receiving,
    removing,
    sending,
)
from sandbox.telegram.state import State

Method = Callable[[State, Call], Any]
"""Takes the state and the call, gives the result (or an awaitable of it, or an Answer). Raises Refusal."""

METHODS: Mapping[str, Method] = {
    name: method
    for part in (receiving, sending, albums, forwarding, editing, removing, callbacks, chats, profile)
    for name, method in part.METHODS.items()
}
"""By the name as documented; the wire takes any case."""
