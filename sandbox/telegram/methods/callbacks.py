"""answerCallbackQuery and getFile: answers to what a person did with a button or a file."""

from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State


def _answer(state: State, call: Call) -> bool:
    state.callbacks.answer(call.text("callback_query_id"), call.text("text"), call.flag("show_alert"))
    state.world.touch()
    return True


def _file(state: State, call: Call) -> dict[str, Any]:
    if not call.text("file_id"):
        raise bad_request("file_id not specified")
    stored = state.files.offer(call.text("file_id"))
    return stored.wire() | {"file_path": stored.path}


METHODS = {"answerCallbackQuery": _answer, "getFile": _file}
