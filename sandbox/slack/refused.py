"""What the look-alike says when it will not do something."""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A Web API call answered with ok: false.

    code is one of Slack's own error codes; messages go into response_metadata.messages.
    """

    def __init__(self, code: str, messages: list[str] | None = None, **more: str) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.more = more

    def answer(self) -> Json:
        answer: Json = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            answer["response_metadata"] = {"messages": self.messages}
        return answer


class Mistake(Exception):
    """A person at the page, or a test, asked for something no Slack client could do."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
