"""forwardMessage and copyMessage."""

from dataclasses import replace
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.messages import Message
from sandbox.telegram.methods.outgoing import Address, caption_of, read_address, send
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State


def _original(state: State, call: Call, purpose: str) -> Message:
    source = state.chats.readable(call.text("from_chat_id"))
    message = state.messages.find(source, call.number("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    if message.content.service:
        raise bad_request(f"message can't be {'forwarded' if purpose == 'forward' else 'copied'}")
    return message


def _forward(state: State, call: Call) -> dict[str, Any]:
    address = read_address(state, call, with_markup=False)
    message = _original(state, call, "forward")
    if message.content.extras.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    origin = message.origin or {"type": "user", "date": message.date, "sender_user": dict(message.sender)}
    return state.messages.wire(
        state.post(address.chat, message.content, origin=origin, topic=address.topic, silent=address.silent)
    )


def _copy(state: State, call: Call) -> dict[str, Any]:
    address: Address = read_address(state, call)
    message = _original(state, call, "copy")
    content = message.content
    if content.media and call.has("caption"):
        content = replace(content, words=caption_of(state, call))
    return {"message_id": send(state, address, content).id}


METHODS = {"forwardMessage": _forward, "copyMessage": _copy}
